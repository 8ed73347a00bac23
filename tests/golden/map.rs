/**State machine `map`, compiled from `map.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : PackAll
    state s0 {
        [*] --> s1
        s1 : Pack
        s1 --> [*]
    }
    s0 --> [*]
```
*/
pub mod map {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {
        ///Task `Pack`: `pack`.
        fn pack(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
    }
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {
        fn pack(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
    }
    ///The machine `map` with its handlers, ready to run on a host.
    #[derive(__rt::Debug)]
    pub struct Machine<T, H = __rt::InMemory> {
        tasks: T,
        host: H,
    }
    impl<T: Tasks> Machine<T> {
        /// The machine with these handlers, in memory.
        pub fn new(tasks: T) -> Self {
            Machine {
                tasks,
                host: __rt::InMemory::new(),
            }
        }
    }
    impl<T: Tasks, H: __rt::Host> Machine<T, H> {
        /// The same machine on another host.
        pub fn on<G: __rt::Host>(self, host: G) -> Machine<T, G> {
            Machine { tasks: self.tasks, host }
        }
        /// The host that executions run on.
        pub fn host(&self) -> &H {
            &self.host
        }
        /// The handlers.
        pub fn tasks(&self) -> &T {
            &self.tasks
        }
        /// Runs an execution to its end. Dropping the future stops it, with all tasks, branches and iterations
        /// that are under way.
        ///
        /// # Errors
        /// The error that ended the execution, by its ASL name and cause.
        pub fn run(
            &self,
            input: __rt::Value,
        ) -> impl __rt::Future<Output = __rt::Outcome> {
            self.start(input).finish()
        }
        /// An execution that stands before its first state, to be driven step by step.
        pub fn start(&self, input: __rt::Value) -> __rt::Execution<'_, Self, H> {
            __rt::Execution::new(self, &self.host, input)
        }
    }
    impl<T: Tasks, H: __rt::Sync> __rt::Machine for Machine<T, H> {
        const NAME: &'static str = "map";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::PackAll(input)
        }
        async fn step<G: __rt::Host>(
            &self,
            state: &mut State,
            _: &mut (),
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, G>,
        ) -> __rt::StepResult {
            match state {
                State::PackAll(_) => {
                    __transitions::pack_all(&self.tasks, state, end, cx).await
                }
            }
        }
    }
    ///The position of an execution of `map`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`PackAll` (Map).
        #[serde(rename = "PackAll")]
        PackAll(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::PackAll(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::PackAll(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::PackAll(_) => {
                    &__rt::StateId {
                        name: "PackAll",
                        kind: __rt::StateKind::Map,
                    }
                }
            }
        }
        fn input(&self) -> __rt::Cow<'_, __rt::Value> {
            __rt::Cow::Borrowed(State::input(self))
        }
        fn is_spent(&self) -> bool {
            State::input(self).is_null()
        }
    }
    mod __transitions {
        use super::{__rt, State, Tasks};
        struct PackAllItem<'m, T> {
            tasks: &'m T,
            input: &'m __rt::Value,
            item: __rt::Item,
        }
        impl<T: Tasks> __rt::Child for PackAllItem<'_, T> {
            type Output = __rt::Value;
            fn name(&self) -> __rt::ChildName {
                __rt::ChildName::Iteration {
                    state: "PackAll",
                    index: self.item.index,
                }
            }
            async fn run<H: __rt::Host>(
                self,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::Outcome {
                let Self { tasks, input, item } = self;
                let input = __rt::object([
                    ("line", __rt::copy(&item.value)),
                    ("position", __rt::value(item.index)),
                    (
                        "order",
                        __rt::copy(
                            __rt::path::template_value(
                                input,
                                &[__rt::Key::Member("id")],
                                "$.id",
                                "order.$",
                            )?,
                        ),
                    ),
                ]);
                __rt::drive(&super::pack_all::Machine(tasks), input, cx).await
            }
        }
        pub(super) async fn pack_all<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            let limit = 4;
            let items = __rt::items(
                __rt::copy(
                    __rt::path::select(input, &[__rt::Key::Member("lines")], "$.lines")?,
                ),
                "$.lines",
            )?;
            let mut children = __rt::Iterator::map(
                __rt::Iterator::enumerate(items),
                |(index, value)| {
                    PackAllItem {
                        tasks,
                        input,
                        item: __rt::Item { index, value },
                    }
                },
            );
            let result = __rt::Value::Array(cx.fan_out(limit, &mut children).await?);
            __rt::path::insert(raw, &[__rt::Key::Member("packed")], "$.packed", result)?;
            *end = __rt::Some(__rt::take(raw));
            __rt::Ok(__rt::Step::End)
        }
    }
    /**State machine `PackAll`, compiled from `map.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Pack
    s0 --> [*]
```
*/
    pub mod pack_all {
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<'m, T>(pub &'m T);
        impl<T: Tasks> __rt::Machine for Machine<'_, T> {
            const NAME: &'static str = "PackAll";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            type State = State;
            type Input = __rt::Value;
            type Output = __rt::Value;
            fn start(&self, input: __rt::Value) -> State {
                State::Pack(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                _: &mut (),
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                match state {
                    State::Pack(_) => __transitions::pack(self.0, state, end, cx).await,
                }
            }
        }
        ///The position of an execution of `PackAll`: which state comes next, with that state's input.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub enum State {
            ///`Pack` (Task).
            #[serde(rename = "Pack")]
            Pack(__rt::Value),
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    Self::Pack(input) => input,
                }
            }
            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    Self::Pack(input) => input,
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = ();
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::Pack(_) => {
                        &__rt::StateId {
                            name: "Pack",
                            kind: __rt::StateKind::Task,
                        }
                    }
                }
            }
            fn input(&self) -> __rt::Cow<'_, __rt::Value> {
                __rt::Cow::Borrowed(State::input(self))
            }
            fn is_spent(&self) -> bool {
                State::input(self).is_null()
            }
        }
        mod __transitions {
            use super::{__rt, State, Tasks};
            pub(super) async fn pack<T: Tasks, H: __rt::Host>(
                tasks: &T,
                state: &mut State,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                let task = cx.task("pack");
                let handler = __rt::pin!(
                    { let argument = __rt::take(raw); cx.starting(& task,
                    __rt::Limits::NONE, & argument); tasks.pack(argument, & task) }
                );
                let result = cx.call(&task, handler).await;
                cx.ended(&task, &result)?;
                let result = result?;
                *end = __rt::Some(result);
                __rt::Ok(__rt::Step::End)
            }
        }
    }
}
