/**State machine `task`, compiled from `task.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Charge
    s0 --> s1
    s0 --> s2 : CardDeclined
    s1 : Ship
    s1 --> [*]
    s2 : Refund
    s2 --> [*]
```
*/
pub mod task {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {
        /**Task `Charge`: `charge_card`.

Takes the money.*/
        fn charge(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
        ///Task `Ship`: `ship`.
        fn ship(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
        ///Task `Refund`: `refund`.
        fn refund(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
    }
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {
        fn charge(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
        fn ship(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
        fn refund(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
    }
    ///The machine `task` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "task";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::Charge(input)
        }
        async fn step<G: __rt::Host>(
            &self,
            state: &mut State,
            _: &mut (),
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, G>,
        ) -> __rt::StepResult {
            loop {
                let step = match state {
                    State::Charge(_) => {
                        __transitions::charge(&self.tasks, state, cx).await
                    }
                    State::Ship(_) => {
                        __transitions::ship(&self.tasks, state, end, cx).await
                    }
                    State::Refund(_) => {
                        __transitions::refund(&self.tasks, state, end, cx).await
                    }
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `task`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Charge` (Task), then `Ship` or `Refund`. Takes the money.
        #[serde(rename = "Charge")]
        Charge(__rt::Value),
        ///`Ship` (Task).
        #[serde(rename = "Ship")]
        Ship(__rt::Value),
        ///`Refund` (Task).
        #[serde(rename = "Refund")]
        Refund(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::Charge(input) | Self::Ship(input) | Self::Refund(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Charge(input) | Self::Ship(input) | Self::Refund(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::Charge(_) => {
                    &__rt::StateId {
                        name: "Charge",
                        kind: __rt::StateKind::Task,
                    }
                }
                Self::Ship(_) => {
                    &__rt::StateId {
                        name: "Ship",
                        kind: __rt::StateKind::Task,
                    }
                }
                Self::Refund(_) => {
                    &__rt::StateId {
                        name: "Refund",
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
        pub(super) async fn charge<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let outcome: __rt::Outcome = async {
                let task = cx.task("charge_card");
                let limits = __rt::Limits {
                    timeout: __rt::Some(__rt::Duration::from_secs(30)),
                    heartbeat: __rt::None,
                };
                let handler = __rt::pin!(
                    { let argument = __rt::copy(& * raw); cx.starting(& task, limits, &
                    argument); tasks.charge(argument, & task) }
                );
                let result = cx.call_within(&task, limits, handler).await;
                cx.ended(&task, &result)?;
                let result = result?;
                __rt::path::insert(
                    raw,
                    &[__rt::Key::Member("receipt")],
                    "$.receipt",
                    result,
                )?;
                let output = __rt::take(raw);
                __rt::Ok(output)
            }
                .await;
            match outcome {
                __rt::Ok(output) => {
                    __rt::enter(State::Ship(output), state);
                    __rt::Ok(__rt::Step::Next)
                }
                __rt::Err(error) => {
                    const RETRY: &[__rt::Retrier] = &[
                        __rt::Retrier {
                            error_equals: &["States.Timeout"],
                            interval_seconds: 2,
                            max_attempts: 5,
                            backoff_rate: 2.0,
                            max_delay_seconds: __rt::Some(60),
                            full_jitter: true,
                        },
                    ];
                    let error = match cx.retry(RETRY, error).await? {
                        __rt::Retry::Again => {
                            return __rt::Ok(__rt::Step::Retry);
                        }
                        __rt::Retry::No(error) => error,
                    };
                    const CATCH: &[&[&str]] = &[&["CardDeclined"]];
                    let (_, error) = cx.catch(CATCH, error)?;
                    __rt::enter(
                        {
                            __rt::path::insert(
                                raw,
                                &[__rt::Key::Member("error")],
                                "$.error",
                                error.to_output(),
                            )?;
                            State::Refund(__rt::take(raw))
                        },
                        state,
                    );
                    __rt::Ok(__rt::Step::Next)
                }
            }
        }
        pub(super) async fn ship<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            let task = cx.task("ship");
            let handler = __rt::pin!(
                { let argument = __rt::object([("address",
                __rt::copy(__rt::path::template_value(input, &
                [__rt::Key::Member("address")], "$.address", "address.$") ?)),
                ("execution", cx.field(__rt::ContextField::ExecutionName))]); cx
                .starting(& task, __rt::Limits::NONE, & argument); tasks.ship(argument, &
                task) }
            );
            let result = cx.call(&task, handler).await;
            cx.ended(&task, &result)?;
            let result = result?;
            let result = __rt::object([
                (
                    "tracking",
                    __rt::copy(
                        __rt::path::template_value(
                            &result,
                            &[__rt::Key::Member("number")],
                            "$.number",
                            "tracking.$",
                        )?,
                    ),
                ),
            ]);
            *end = __rt::Some(result);
            __rt::Ok(__rt::Step::End)
        }
        pub(super) async fn refund<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let task = cx.task("refund");
            let handler = __rt::pin!(
                { let argument = __rt::take(raw); cx.starting(& task, __rt::Limits::NONE,
                & argument); tasks.refund(argument, & task) }
            );
            let result = cx.call(&task, handler).await;
            cx.ended(&task, &result)?;
            let result = result?;
            *end = __rt::Some(result);
            __rt::Ok(__rt::Step::End)
        }
    }
}
