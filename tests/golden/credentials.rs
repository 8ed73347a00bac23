/**State machine `credentials`, compiled from `credentials.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Charge
    s0 --> s1
    s1 : Approve
    s1 --> [*]
```
*/
pub mod credentials {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {
        ///Task `Charge`: `charge_card`.
        fn charge(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
        /**Task `Approve`: `ask_manager.waitForTaskToken`.

Passes `token` on and returns; the task ends when the token is completed.*/
        fn approve(
            &self,
            input: __rt::Value,
            token: __rt::TaskToken,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::Result<(), __rt::TaskError>> + __rt::Send;
    }
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {
        fn charge(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
        fn approve(
            &self,
            input: __rt::Value,
            token: __rt::TaskToken,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::Result<(), __rt::TaskError>> + __rt::Send {
            __rt::submit_dynamic(&self.0, input, token, cx)
        }
    }
    ///The machine `credentials` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "credentials";
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
                    State::Approve(_) => {
                        __transitions::approve(&self.tasks, state, end, cx).await
                    }
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `credentials`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Charge` (Task), then `Approve`.
        #[serde(rename = "Charge")]
        Charge(__rt::Value),
        ///`Approve` (Task).
        #[serde(rename = "Approve")]
        Approve(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::Charge(input) | Self::Approve(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Charge(input) | Self::Approve(input) => input,
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
                Self::Approve(_) => {
                    &__rt::StateId {
                        name: "Approve",
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
            let task = cx
                .task("charge_card")
                .with_credentials(
                    __rt::copy({
                        static LITERAL: __rt::Literal = __rt::Literal::new(|| __rt::parse_literal(
                            "{\"RoleArn\":\"arn:aws:iam::123456789012:role/billing\"}",
                        ));
                        &*LITERAL
                    }),
                );
            let handler = __rt::pin!(
                { let argument = __rt::take(raw); cx.starting(& task, __rt::Limits::NONE,
                & argument); tasks.charge(argument, & task) }
            );
            let result = cx.call(&task, handler).await;
            cx.ended(&task, &result)?;
            let result = result?;
            __rt::enter(State::Approve(result), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) async fn approve<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            let task = cx
                .task("ask_manager.waitForTaskToken")
                .with_credentials(
                    __rt::object([
                        (
                            "RoleArn",
                            __rt::intrinsic::format_pieces(
                                &["arn:aws:iam::", ":role/sales"],
                                &[
                                    __rt::Arg::Borrowed(
                                        __rt::path::argument(
                                            input,
                                            &[__rt::Key::Member("account")],
                                            "$.account",
                                        )?,
                                    ),
                                ],
                            ),
                        ),
                    ]),
                );
            let token = cx.token().await?;
            let handler = __rt::pin!(
                { let argument = __rt::take(raw); cx.starting(& task, __rt::Limits::NONE,
                & argument); tasks.approve(argument, __rt::Clone::clone(& token), & task)
                }
            );
            let result = cx.callback(&task, &token, __rt::Limits::NONE, handler).await;
            cx.ended(&task, &result)?;
            let result = result?;
            *end = __rt::Some(result);
            __rt::Ok(__rt::Step::End)
        }
    }
}
