/**Counts what is left of an order.

State machine `variables`, compiled from `variables.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Load
    s0 --> s1
    s0 --> s3 : States.ALL
    s1 : Each
    state s1 {
        [*] --> s5
        s5 : Weigh
        s5 --> s6
        s6 : Tell
        s6 --> [*]
    }
    s1 --> s2
    s2 : Enough?
    s2 --> s1
    s2 --> s4 : default
    s3 : Explain
    s3 --> [*]
    s4 : Done
    s4 --> [*]
```
*/
pub mod variables {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {
        ///Task `Load`: `load`.
        fn load(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
    }
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {
        fn load(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
    }
    ///The machine `variables` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "variables";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        const MANY_VARIABLES: bool = true;
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::Load(input)
        }
        async fn step<G: __rt::Host>(
            &self,
            state: &mut State,
            variables: &mut Variables,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, G>,
        ) -> __rt::StepResult {
            loop {
                let step = match state {
                    State::Load(_) => {
                        __transitions::load(&self.tasks, state, variables, cx).await
                    }
                    State::Each(_) => {
                        __transitions::each(&self.tasks, state, variables, cx).await
                    }
                    State::Enough(_) => {
                        __transitions::enough(&self.tasks, state, variables, cx)
                    }
                    State::Explain(_) => {
                        __transitions::explain(&self.tasks, state, variables, end, cx)
                    }
                    State::Done(_) => __transitions::done(&self.tasks, state, end, cx),
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `variables`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Load` (Task), then `Each` or `Explain`.
        #[serde(rename = "Load")]
        Load(__rt::Value),
        ///`Each` (Map), then `Enough?`.
        #[serde(rename = "Each")]
        Each(__rt::Value),
        ///`Enough?` (Choice), then `Each` or `Done`.
        #[serde(rename = "Enough?")]
        Enough(__rt::Value),
        ///`Explain` (Pass).
        #[serde(rename = "Explain")]
        Explain(__rt::Value),
        ///`Done` (Succeed).
        #[serde(rename = "Done")]
        Done(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::Load(input)
                | Self::Each(input)
                | Self::Enough(input)
                | Self::Explain(input)
                | Self::Done(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Load(input)
                | Self::Each(input)
                | Self::Enough(input)
                | Self::Explain(input)
                | Self::Done(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = Variables;
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::Load(_) => {
                    &__rt::StateId {
                        name: "Load",
                        kind: __rt::StateKind::Task,
                    }
                }
                Self::Each(_) => {
                    &__rt::StateId {
                        name: "Each",
                        kind: __rt::StateKind::Map,
                    }
                }
                Self::Enough(_) => {
                    &__rt::StateId {
                        name: "Enough?",
                        kind: __rt::StateKind::Choice,
                    }
                }
                Self::Explain(_) => {
                    &__rt::StateId {
                        name: "Explain",
                        kind: __rt::StateKind::Pass,
                    }
                }
                Self::Done(_) => {
                    &__rt::StateId {
                        name: "Done",
                        kind: __rt::StateKind::Succeed,
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
    ///The variables of `variables`. One that no state has assigned yet is `None`.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::Default,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub struct Variables {
        ///`$order`
        #[serde(
            rename = "order",
            default,
            deserialize_with = "__rt::stored",
            skip_serializing_if = "__rt::Option::is_none"
        )]
        pub order: __rt::Option<__rt::Value>,
        ///`$left`
        #[serde(
            rename = "left",
            default,
            deserialize_with = "__rt::stored",
            skip_serializing_if = "__rt::Option::is_none"
        )]
        pub left: __rt::Option<__rt::Value>,
        ///`$failure`
        #[serde(
            rename = "failure",
            default,
            deserialize_with = "__rt::stored",
            skip_serializing_if = "__rt::Option::is_none"
        )]
        pub failure: __rt::Option<__rt::Value>,
    }
    mod __transitions {
        use super::{__rt, State, Tasks};
        pub(super) async fn load<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &mut super::Variables,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let outcome: __rt::OutcomeAssigning<2> = async {
                let task = cx.task("load");
                let handler = __rt::pin!(
                    { let argument = __rt::copy(& * raw); cx.starting(& task,
                    __rt::Limits::NONE, & argument); tasks.load(argument, & task) }
                );
                let result = cx.call(&task, handler).await;
                cx.ended(&task, &result)?;
                let result = result?;
                let assigned = [__rt::copy(&result), __rt::value(2i64)];
                let output = __rt::take(raw);
                __rt::Ok((output, assigned))
            }
                .await;
            match outcome {
                __rt::Ok((output, assigned)) => {
                    cx.assign(
                        ["order", "left"],
                        [&mut variables.order, &mut variables.left],
                        assigned,
                    )?;
                    __rt::enter(State::Each(output), state);
                    __rt::Ok(__rt::Step::Next)
                }
                __rt::Err(error) => {
                    const RETRY: &[__rt::Retrier] = &[
                        __rt::Retrier {
                            error_equals: &["Busy"],
                            interval_seconds: 1,
                            max_attempts: 3,
                            backoff_rate: 2.0,
                            max_delay_seconds: __rt::None,
                            full_jitter: false,
                        },
                    ];
                    let error = match cx.retry(RETRY, error).await? {
                        __rt::Retry::Again => {
                            return __rt::Ok(__rt::Step::Retry);
                        }
                        __rt::Retry::No(error) => error,
                    };
                    const CATCH: &[&[&str]] = &[&["States.ALL"]];
                    let (_, error) = cx.catch(CATCH, error)?;
                    __rt::enter(
                        {
                            let error_output = error.to_output();
                            let assigned = [
                                __rt::copy(
                                    __rt::path::template_value(
                                        &error_output,
                                        &[__rt::Key::Member("Error")],
                                        "$.Error",
                                        "failure.$",
                                    )?,
                                ),
                            ];
                            cx.assign(["failure"], [&mut variables.failure], assigned)?;
                            State::Explain(error_output)
                        },
                        state,
                    );
                    __rt::Ok(__rt::Step::Next)
                }
            }
        }
        struct EachItem<'m, T> {
            tasks: &'m T,
            variables: &'m super::Variables,
            input: &'m __rt::Value,
            item: __rt::Item,
        }
        impl<T: Tasks> __rt::Child for EachItem<'_, T> {
            type Output = __rt::Value;
            fn name(&self) -> __rt::ChildName {
                __rt::ChildName::Iteration {
                    state: "Each",
                    index: self.item.index,
                }
            }
            async fn run<H: __rt::Host>(
                self,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::Outcome {
                let Self { tasks, variables, input, item } = self;
                let input = __rt::object([
                    ("item", __rt::copy(&item.value)),
                    (
                        "customer",
                        __rt::copy(
                            __rt::path::template_value(
                                __rt::variable(&variables.order, "order")?,
                                &[__rt::Key::Member("customer")],
                                "$order.customer",
                                "customer.$",
                            )?,
                        ),
                    ),
                ]);
                __rt::drive(&super::each::Machine(tasks, variables), input, cx).await
            }
        }
        pub(super) async fn each<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &super::Variables,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            let limit = 0;
            let items = __rt::items(
                __rt::copy(
                    __rt::path::select(
                        __rt::variable(&variables.order, "order")?,
                        &[__rt::Key::Member("items")],
                        "$order.items",
                    )?,
                ),
                "$order.items",
            )?;
            let mut children = __rt::Iterator::map(
                __rt::Iterator::enumerate(items),
                |(index, value)| {
                    EachItem {
                        tasks,
                        variables: &*variables,
                        input,
                        item: __rt::Item { index, value },
                    }
                },
            );
            let result = __rt::Value::Array(cx.fan_out(limit, &mut children).await?);
            __rt::enter(State::Enough(result), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) fn enough<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &mut super::Variables,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            if __rt::choice::numeric(
                __rt::variable(&variables.left, "left")?,
                __rt::choice::Ordering::GreaterThan,
                0i64,
            ) {
                let assigned = [
                    __rt::intrinsic::math_add(
                        __rt::variable(&variables.left, "left")?,
                        -1i64,
                    )?,
                ];
                cx.assign(["left"], [&mut variables.left], assigned)?;
                __rt::enter(State::Each(__rt::take(raw)), state);
            } else {
                __rt::enter(State::Done(__rt::take(raw)), state);
            }
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) fn explain<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &super::Variables,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            *end = __rt::Some(
                __rt::copy(__rt::variable(&variables.failure, "failure")?),
            );
            __rt::Ok(__rt::Step::End)
        }
        pub(super) fn done<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            *end = __rt::Some(__rt::take(raw));
            __rt::Ok(__rt::Step::End)
        }
    }
    /**State machine `Each`, compiled from `variables.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Weigh
    s0 --> s1
    s1 : Tell
    s1 --> [*]
```
*/
    pub mod each {
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<'m, T>(pub &'m T, pub &'m super::Variables);
        impl<T: Tasks> __rt::Machine for Machine<'_, T> {
            const NAME: &'static str = "Each";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            const MANY_VARIABLES: bool = true;
            type State = State;
            type Input = __rt::Value;
            type Output = __rt::Value;
            fn start(&self, input: __rt::Value) -> State {
                State::Weigh(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                variables: &mut Variables,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                loop {
                    let step = match state {
                        State::Weigh(_) => {
                            __transitions::weigh(self.0, state, variables, cx)
                        }
                        State::Tell(_) => {
                            __transitions::tell(
                                self.0,
                                state,
                                variables,
                                self.1,
                                end,
                                cx,
                            )
                        }
                    };
                    if !cx.goes_on(&step, state) {
                        return step;
                    }
                }
            }
        }
        ///The position of an execution of `Each`: which state comes next, with that state's input.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub enum State {
            ///`Weigh` (Pass), then `Tell`.
            #[serde(rename = "Weigh")]
            Weigh(__rt::Value),
            ///`Tell` (Pass).
            #[serde(rename = "Tell")]
            Tell(__rt::Value),
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    Self::Weigh(input) | Self::Tell(input) => input,
                }
            }
            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    Self::Weigh(input) | Self::Tell(input) => input,
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = Variables;
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::Weigh(_) => {
                        &__rt::StateId {
                            name: "Weigh",
                            kind: __rt::StateKind::Pass,
                        }
                    }
                    Self::Tell(_) => {
                        &__rt::StateId {
                            name: "Tell",
                            kind: __rt::StateKind::Pass,
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
        ///The variables of `Each`. One that no state has assigned yet is `None`.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::Default,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub struct Variables {
            ///`$weight`
            #[serde(
                rename = "weight",
                default,
                deserialize_with = "__rt::stored",
                skip_serializing_if = "__rt::Option::is_none"
            )]
            pub weight: __rt::Option<__rt::Value>,
        }
        mod __transitions {
            use super::{__rt, State, Tasks};
            pub(super) fn weigh<T: Tasks, H: __rt::Host>(
                tasks: &T,
                state: &mut State,
                variables: &mut super::Variables,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                let result = __rt::take(raw);
                let assigned = [
                    __rt::copy(
                        __rt::path::template_value(
                            &result,
                            &[__rt::Key::Member("item"), __rt::Key::Member("weight")],
                            "$.item.weight",
                            "weight.$",
                        )?,
                    ),
                ];
                let output = result;
                cx.assign(["weight"], [&mut variables.weight], assigned)?;
                __rt::enter(State::Tell(output), state);
                __rt::Ok(__rt::Step::Next)
            }
            pub(super) fn tell<T: Tasks, H: __rt::Host>(
                tasks: &T,
                state: &mut State,
                variables: &super::Variables,
                outer: &super::super::Variables,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                let input = &*raw;
                let result = {
                    __rt::reshape(
                        [
                            (
                                "weight",
                                __rt::copy(__rt::variable(&variables.weight, "weight")?),
                            ),
                            ("left", __rt::copy(__rt::variable(&outer.left, "left")?)),
                        ],
                        raw,
                    );
                    __rt::take(raw)
                };
                *end = __rt::Some(result);
                __rt::Ok(__rt::Step::End)
            }
        }
    }
}
