/**State machine `choice`, compiled from `choice.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Route
    s0 --> s1
    s0 --> s1
    s0 --> s2 : default
    s1 : Large
    s1 --> [*]
    s2 : Small
    s2 --> [*]
```
*/
pub mod choice {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {}
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {}
    ///The machine `choice` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "choice";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::Route(input)
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
                    State::Route(_) => __transitions::route(&self.tasks, state, cx),
                    State::Large(_) => __transitions::large(&self.tasks, state, end, cx),
                    State::Small(_) => __transitions::small(&self.tasks, state, end, cx),
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `choice`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Route` (Choice), then `Large` or `Small`.
        #[serde(rename = "Route")]
        Route(__rt::Value),
        ///`Large` (Succeed).
        #[serde(rename = "Large")]
        Large(__rt::Value),
        ///`Small` (Succeed).
        #[serde(rename = "Small")]
        Small(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::Route(input) | Self::Large(input) | Self::Small(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Route(input) | Self::Large(input) | Self::Small(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::Route(_) => {
                    &__rt::StateId {
                        name: "Route",
                        kind: __rt::StateKind::Choice,
                    }
                }
                Self::Large(_) => {
                    &__rt::StateId {
                        name: "Large",
                        kind: __rt::StateKind::Succeed,
                    }
                }
                Self::Small(_) => {
                    &__rt::StateId {
                        name: "Small",
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
    mod __transitions {
        use super::{__rt, State, Tasks};
        pub(super) fn route<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            if __rt::choice::numeric(
                __rt::path::choice_operand(
                    input,
                    &[__rt::Key::Member("total")],
                    "$.total",
                )?,
                __rt::choice::Ordering::GreaterThan,
                100i64,
            ) {
                __rt::enter(State::Large(__rt::take(raw)), state);
            } else if __rt::choice::is_present(
                __rt::path::find(
                    input,
                    &[__rt::Key::Member("customer"), __rt::Key::Member("tier")],
                ),
            )
                && !__rt::choice::string_values(
                    __rt::path::choice_operand(
                        input,
                        &[__rt::Key::Member("customer"), __rt::Key::Member("tier")],
                        "$.customer.tier",
                    )?,
                    __rt::choice::Ordering::Equals,
                    __rt::path::choice_operand(
                        input,
                        &[__rt::Key::Member("lowestTier")],
                        "$.lowestTier",
                    )?,
                )
            {
                __rt::enter(State::Large(__rt::take(raw)), state);
            } else {
                __rt::enter(State::Small(__rt::take(raw)), state);
            }
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) fn large<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            *end = __rt::Some(__rt::take(raw));
            __rt::Ok(__rt::Step::End)
        }
        pub(super) fn small<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            *end = __rt::Some(
                __rt::path::take(
                    __rt::take(raw),
                    &[__rt::Key::Member("total")],
                    "$.total",
                )?,
            );
            __rt::Ok(__rt::Step::End)
        }
    }
}
