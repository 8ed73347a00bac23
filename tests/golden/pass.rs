/**Shapes an order.

State machine `pass`, compiled from `pass.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Greet
    s0 --> s1
    s1 : Defaults
    s1 --> s2
    s2 : Hand over
    s2 --> [*]
```
*/
pub mod pass {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {}
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {}
    ///The machine `pass` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "pass";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::Greet(input)
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
                    State::Greet(_) => __transitions::greet(&self.tasks, state, cx),
                    State::Defaults(_) => __transitions::defaults(&self.tasks, state, cx),
                    State::HandOver(_) => {
                        __transitions::hand_over(&self.tasks, state, end, cx)
                    }
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `pass`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Greet` (Pass), then `Defaults`. What the customer reads first.
        #[serde(rename = "Greet")]
        Greet(__rt::Value),
        ///`Defaults` (Pass), then `Hand over`.
        #[serde(rename = "Defaults")]
        Defaults(__rt::Value),
        ///`Hand over` (Pass).
        #[serde(rename = "Hand over")]
        HandOver(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::Greet(input) | Self::Defaults(input) | Self::HandOver(input) => {
                    input
                }
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Greet(input) | Self::Defaults(input) | Self::HandOver(input) => {
                    input
                }
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::Greet(_) => {
                    &__rt::StateId {
                        name: "Greet",
                        kind: __rt::StateKind::Pass,
                    }
                }
                Self::Defaults(_) => {
                    &__rt::StateId {
                        name: "Defaults",
                        kind: __rt::StateKind::Pass,
                    }
                }
                Self::HandOver(_) => {
                    &__rt::StateId {
                        name: "Hand over",
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
    mod __transitions {
        use super::{__rt, State, Tasks};
        pub(super) fn greet<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            let result = __rt::object([
                (
                    "text",
                    __rt::intrinsic::format_pieces(
                        &["Hello, ", "!"],
                        &[
                            __rt::Arg::Borrowed(
                                __rt::path::argument(
                                    input,
                                    &[__rt::Key::Member("name")],
                                    "$.name",
                                )?,
                            ),
                        ],
                    ),
                ),
                (
                    "order",
                    __rt::copy(
                        __rt::path::template_value(
                            input,
                            &[__rt::Key::Member("order")],
                            "$.order",
                            "order.$",
                        )?,
                    ),
                ),
                ("channel", __rt::value("mail")),
            ]);
            __rt::path::insert(
                raw,
                &[__rt::Key::Member("greeting")],
                "$.greeting",
                result,
            )?;
            __rt::enter(State::Defaults(__rt::take(raw)), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) fn defaults<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let result = __rt::copy({
                static LITERAL: __rt::Literal = __rt::Literal::new(|| __rt::parse_literal(
                    "{\"retries\":3,\"tags\":[\"new\"]}",
                ));
                &*LITERAL
            });
            __rt::path::insert(
                raw,
                &[__rt::Key::Member("defaults")],
                "$.defaults",
                result,
            )?;
            __rt::enter(State::HandOver(__rt::take(raw)), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) fn hand_over<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let result = __rt::path::take(
                __rt::take(raw),
                &[__rt::Key::Member("order")],
                "$.order",
            )?;
            *end = __rt::Some(result);
            __rt::Ok(__rt::Step::End)
        }
    }
}
