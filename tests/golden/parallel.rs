/**State machine `parallel`, compiled from `parallel.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : LookUp
    state s0 {
        [*] --> s1
        s1 : Price
        s1 --> [*]
        --
        [*] --> s2
        s2 : Stock
        s2 --> [*]
    }
    s0 --> [*]
```
*/
pub mod parallel {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {
        ///Task `Price`: `price`.
        fn price(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
        ///Task `Stock`: `stock`.
        fn stock(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
    }
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {
        fn price(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
        fn stock(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
    }
    ///The machine `parallel` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "parallel";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::LookUp(input)
        }
        async fn step<G: __rt::Host>(
            &self,
            state: &mut State,
            _: &mut (),
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, G>,
        ) -> __rt::StepResult {
            match state {
                State::LookUp(_) => {
                    __transitions::look_up(&self.tasks, state, end, cx).await
                }
            }
        }
    }
    ///The position of an execution of `parallel`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`LookUp` (Parallel).
        #[serde(rename = "LookUp")]
        LookUp(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::LookUp(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::LookUp(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::LookUp(_) => {
                    &__rt::StateId {
                        name: "LookUp",
                        kind: __rt::StateKind::Parallel,
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
        struct LookUpBranch<'m, T> {
            tasks: &'m T,
            index: usize,
            input: __rt::Value,
        }
        impl<T: Tasks> __rt::Child for LookUpBranch<'_, T> {
            type Output = __rt::Value;
            fn name(&self) -> __rt::ChildName {
                __rt::ChildName::Branch {
                    state: "LookUp",
                    index: self.index,
                }
            }
            async fn run<H: __rt::Host>(
                self,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::Outcome {
                match self.index {
                    0 => {
                        __rt::drive(
                                &super::look_up_0::Machine(self.tasks),
                                self.input,
                                cx,
                            )
                            .await
                    }
                    _ => {
                        __rt::drive(
                                &super::look_up_1::Machine(self.tasks),
                                self.input,
                                cx,
                            )
                            .await
                    }
                }
            }
        }
        pub(super) async fn look_up<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let argument = __rt::take(raw);
            let mut children = __rt::IntoIterator::into_iter([
                LookUpBranch {
                    tasks,
                    index: 0,
                    input: __rt::copy(&argument),
                },
                LookUpBranch {
                    tasks,
                    index: 1,
                    input: argument,
                },
            ]);
            let result = __rt::Value::Array(cx.fan_out(0, &mut children).await?);
            let result = __rt::object([
                (
                    "price",
                    __rt::copy(
                        __rt::path::template_value(
                            &result,
                            &[__rt::Key::Index(0)],
                            "$[0]",
                            "price.$",
                        )?,
                    ),
                ),
                (
                    "stock",
                    __rt::copy(
                        __rt::path::template_value(
                            &result,
                            &[__rt::Key::Index(1)],
                            "$[1]",
                            "stock.$",
                        )?,
                    ),
                ),
            ]);
            *end = __rt::Some(result);
            __rt::Ok(__rt::Step::End)
        }
    }
    /**State machine `LookUp/0`, compiled from `parallel.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Price
    s0 --> [*]
```
*/
    pub mod look_up_0 {
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<'m, T>(pub &'m T);
        impl<T: Tasks> __rt::Machine for Machine<'_, T> {
            const NAME: &'static str = "LookUp/0";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            type State = State;
            type Input = __rt::Value;
            type Output = __rt::Value;
            fn start(&self, input: __rt::Value) -> State {
                State::Price(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                _: &mut (),
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                match state {
                    State::Price(_) => __transitions::price(self.0, state, end, cx).await,
                }
            }
        }
        ///The position of an execution of `LookUp/0`: which state comes next, with that state's input.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub enum State {
            ///`Price` (Task).
            #[serde(rename = "Price")]
            Price(__rt::Value),
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    Self::Price(input) => input,
                }
            }
            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    Self::Price(input) => input,
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = ();
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::Price(_) => {
                        &__rt::StateId {
                            name: "Price",
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
            pub(super) async fn price<T: Tasks, H: __rt::Host>(
                tasks: &T,
                state: &mut State,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                let task = cx.task("price");
                let handler = __rt::pin!(
                    { let argument = __rt::take(raw); cx.starting(& task,
                    __rt::Limits::NONE, & argument); tasks.price(argument, & task) }
                );
                let result = cx.call(&task, handler).await;
                cx.ended(&task, &result)?;
                let result = result?;
                *end = __rt::Some(result);
                __rt::Ok(__rt::Step::End)
            }
        }
    }
    /**State machine `LookUp/1`, compiled from `parallel.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Stock
    s0 --> [*]
```
*/
    pub mod look_up_1 {
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<'m, T>(pub &'m T);
        impl<T: Tasks> __rt::Machine for Machine<'_, T> {
            const NAME: &'static str = "LookUp/1";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            type State = State;
            type Input = __rt::Value;
            type Output = __rt::Value;
            fn start(&self, input: __rt::Value) -> State {
                State::Stock(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                _: &mut (),
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                match state {
                    State::Stock(_) => __transitions::stock(self.0, state, end, cx).await,
                }
            }
        }
        ///The position of an execution of `LookUp/1`: which state comes next, with that state's input.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub enum State {
            ///`Stock` (Task).
            #[serde(rename = "Stock")]
            Stock(__rt::Value),
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    Self::Stock(input) => input,
                }
            }
            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    Self::Stock(input) => input,
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = ();
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::Stock(_) => {
                        &__rt::StateId {
                            name: "Stock",
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
            pub(super) async fn stock<T: Tasks, H: __rt::Host>(
                tasks: &T,
                state: &mut State,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                let task = cx.task("stock");
                let handler = __rt::pin!(
                    { let argument = __rt::take(raw); cx.starting(& task,
                    __rt::Limits::NONE, & argument); tasks.stock(argument, & task) }
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
