/**State machine `wait`, compiled from `wait.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Settle
    s0 --> s1
    s1 : UntilNewYear
    s1 --> s2
    s2 : UntilDue
    s2 --> [*]
```
*/
pub mod wait {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {}
    impl<D: __rt::Handler> Tasks for __rt::Dynamic<D> {}
    ///The machine `wait` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "wait";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::Settle(input)
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
                    State::Settle(_) => {
                        __transitions::settle(&self.tasks, state, cx).await
                    }
                    State::UntilNewYear(_) => {
                        __transitions::until_new_year(&self.tasks, state, cx).await
                    }
                    State::UntilDue(_) => {
                        __transitions::until_due(&self.tasks, state, end, cx).await
                    }
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `wait`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Settle` (Wait), then `UntilNewYear`.
        #[serde(rename = "Settle")]
        Settle(__rt::Value),
        ///`UntilNewYear` (Wait), then `UntilDue`.
        #[serde(rename = "UntilNewYear")]
        UntilNewYear(__rt::Value),
        ///`UntilDue` (Wait).
        #[serde(rename = "UntilDue")]
        UntilDue(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::Settle(input)
                | Self::UntilNewYear(input)
                | Self::UntilDue(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Settle(input)
                | Self::UntilNewYear(input)
                | Self::UntilDue(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::Settle(_) => {
                    &__rt::StateId {
                        name: "Settle",
                        kind: __rt::StateKind::Wait,
                    }
                }
                Self::UntilNewYear(_) => {
                    &__rt::StateId {
                        name: "UntilNewYear",
                        kind: __rt::StateKind::Wait,
                    }
                }
                Self::UntilDue(_) => {
                    &__rt::StateId {
                        name: "UntilDue",
                        kind: __rt::StateKind::Wait,
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
        pub(super) async fn settle<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            cx.sleep(__rt::Duration::from_secs(10)).await?;
            __rt::enter(State::UntilNewYear(__rt::take(raw)), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) async fn until_new_year<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            cx.sleep_until(__rt::timestamp(1893456000, 0)).await?;
            __rt::enter(State::UntilDue(__rt::take(raw)), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) async fn until_due<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            let until = __rt::field::wait_timestamp(
                input,
                &[__rt::Key::Member("due")],
                "$.due",
            )?;
            cx.sleep_until(until).await?;
            *end = __rt::Some(
                __rt::path::take(
                    __rt::take(raw),
                    &[__rt::Key::Member("order")],
                    "$.order",
                )?,
            );
            __rt::Ok(__rt::Step::End)
        }
    }
}
