/**State machine `fail`, compiled from `fail.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Known?
    s0 --> s1
    s0 --> s2 : default
    s1 : Explain
    s1 --> [*]
    s2 : Give up
    s2 --> [*]
```
*/
pub mod fail {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {}
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {}
    ///The machine `fail` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "fail";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::Known(input)
        }
        async fn step<G: __rt::Host>(
            &self,
            state: &mut State,
            _: &mut (),
            _: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, G>,
        ) -> __rt::StepResult {
            loop {
                let step = match state {
                    State::Known(_) => __transitions::known(&self.tasks, state, cx),
                    State::Explain(_) => __transitions::explain(&self.tasks, state, cx),
                    State::GiveUp(_) => __transitions::give_up(&self.tasks, state, cx),
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `fail`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Known?` (Choice), then `Explain` or `Give up`.
        #[serde(rename = "Known?")]
        Known(__rt::Value),
        ///`Explain` (Fail).
        #[serde(rename = "Explain")]
        Explain(__rt::Value),
        ///`Give up` (Fail).
        #[serde(rename = "Give up")]
        GiveUp(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::Known(input) | Self::Explain(input) | Self::GiveUp(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Known(input) | Self::Explain(input) | Self::GiveUp(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::Known(_) => {
                    &__rt::StateId {
                        name: "Known?",
                        kind: __rt::StateKind::Choice,
                    }
                }
                Self::Explain(_) => {
                    &__rt::StateId {
                        name: "Explain",
                        kind: __rt::StateKind::Fail,
                    }
                }
                Self::GiveUp(_) => {
                    &__rt::StateId {
                        name: "Give up",
                        kind: __rt::StateKind::Fail,
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
        pub(super) fn known<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            if __rt::choice::is_string(
                __rt::Some(
                    __rt::path::choice_operand(
                        input,
                        &[__rt::Key::Member("reason")],
                        "$.reason",
                    )?,
                ),
            ) {
                __rt::enter(State::Explain(__rt::take(raw)), state);
            } else {
                __rt::enter(State::GiveUp(__rt::take(raw)), state);
            }
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) fn explain<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            __rt::Err(
                __rt::fail(
                    __rt::Some(
                        __rt::copy(
                            __rt::path::template_value(
                                &*raw,
                                &[__rt::Key::Member("reason")],
                                "$.reason",
                                "ErrorPath",
                            )?,
                        ),
                    ),
                    __rt::Some(
                        __rt::intrinsic::format_pieces(
                            &["Order ", " was refused"],
                            &[
                                __rt::Arg::Borrowed(
                                    __rt::path::argument(
                                        &*raw,
                                        &[__rt::Key::Member("id")],
                                        "$.id",
                                    )?,
                                ),
                            ],
                        ),
                    ),
                )?,
            )
        }
        pub(super) fn give_up<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            __rt::Err(
                __rt::fail(
                    __rt::Some(__rt::value("Refused")),
                    __rt::Some(__rt::value("nobody knows why")),
                )?,
            )
        }
    }
}
