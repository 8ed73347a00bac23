/**Prices an order.

State machine `jsonata`, compiled from `jsonata.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Load
    s0 --> s1
    s0 --> s5 : States.ALL
    s1 : Large?
    s1 --> s4
    s1 --> s2 : default
    s2 : Rest
    s2 --> s3
    s3 : Pass on
    s3 --> s4
    s4 : Pack
    state s4 {
        [*] --> s6
        s6 : Label
        s6 --> [*]
    }
    s4 --> [*]
    s5 : Refuse
    s5 --> [*]
```
*/
pub mod jsonata {
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
    ///The machine `jsonata` with its handlers, ready to run on a host.
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
        const NAME: &'static str = "jsonata";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
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
                    State::Large(_) => {
                        __transitions::large(&self.tasks, state, variables, cx)
                    }
                    State::Rest(_) => {
                        __transitions::rest(&self.tasks, state, variables, cx).await
                    }
                    State::PassOn(_) => __transitions::pass_on(&self.tasks, state, cx),
                    State::Pack(_) => {
                        __transitions::pack(&self.tasks, state, variables, end, cx).await
                    }
                    State::Refuse(_) => {
                        __transitions::refuse(&self.tasks, state, variables, cx)
                    }
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `jsonata`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Load` (Task), then `Large?` or `Refuse`.
        #[serde(rename = "Load")]
        Load(__rt::Value),
        ///`Large?` (Choice), then `Pack` or `Rest`.
        #[serde(rename = "Large?")]
        Large(__rt::Value),
        ///`Rest` (Wait), then `Pass on`.
        #[serde(rename = "Rest")]
        Rest(__rt::Value),
        ///`Pass on` (Pass), then `Pack`.
        #[serde(rename = "Pass on")]
        PassOn(__rt::Value),
        ///`Pack` (Map).
        #[serde(rename = "Pack")]
        Pack(__rt::Value),
        ///`Refuse` (Fail).
        #[serde(rename = "Refuse")]
        Refuse(__rt::Value),
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
                | Self::Large(input)
                | Self::Rest(input)
                | Self::PassOn(input)
                | Self::Pack(input)
                | Self::Refuse(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::Load(input)
                | Self::Large(input)
                | Self::Rest(input)
                | Self::PassOn(input)
                | Self::Pack(input)
                | Self::Refuse(input) => input,
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
                Self::Large(_) => {
                    &__rt::StateId {
                        name: "Large?",
                        kind: __rt::StateKind::Choice,
                    }
                }
                Self::Rest(_) => {
                    &__rt::StateId {
                        name: "Rest",
                        kind: __rt::StateKind::Wait,
                    }
                }
                Self::PassOn(_) => {
                    &__rt::StateId {
                        name: "Pass on",
                        kind: __rt::StateKind::Pass,
                    }
                }
                Self::Pack(_) => {
                    &__rt::StateId {
                        name: "Pack",
                        kind: __rt::StateKind::Map,
                    }
                }
                Self::Refuse(_) => {
                    &__rt::StateId {
                        name: "Refuse",
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
    ///The variables of `jsonata`. One that no state has assigned yet is `None`.
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
        ///`$total`
        #[serde(
            rename = "total",
            default,
            deserialize_with = "__rt::stored",
            skip_serializing_if = "__rt::Option::is_none"
        )]
        pub total: __rt::Option<__rt::Value>,
        ///`$why`
        #[serde(
            rename = "why",
            default,
            deserialize_with = "__rt::stored",
            skip_serializing_if = "__rt::Option::is_none"
        )]
        pub why: __rt::Option<__rt::Value>,
        ///`$large`
        #[serde(
            rename = "large",
            default,
            deserialize_with = "__rt::stored",
            skip_serializing_if = "__rt::Option::is_none"
        )]
        pub large: __rt::Option<__rt::Value>,
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
            let outcome: __rt::OutcomeAssigning<1> = async {
                let task = cx.task("load");
                let limits = __rt::Limits {
                    timeout: __rt::Some(
                        __rt::setting::task_seconds(
                            {
                                let ev = &__rt::jsonata::Evaluation::new();
                                let outside_0 = __rt::item(&*raw);
                                __rt::jsonata::integer(
                                    ev,
                                    ev.path(outside_0, &["limit"]),
                                    "$states.input.limit",
                                    "TimeoutSeconds",
                                )?
                            },
                            "TimeoutSeconds",
                        )?,
                    ),
                    heartbeat: __rt::None,
                };
                let handler = __rt::pin!(
                    { let argument = __rt::object([("id", { let ev = &
                    __rt::jsonata::Evaluation::new(); let outside_0 = __rt::item(& *
                    raw); __rt::jsonata::value(ev, ev.path(outside_0, & ["id"]),
                    "$states.input.id", "Arguments/id") ? }), ("at", { let outside_0_data
                    = cx.field(__rt::ContextField::ExecutionName); let ev = &
                    __rt::jsonata::Evaluation::new(); let outside_0 = __rt::item(&
                    outside_0_data); __rt::jsonata::value(ev, __rt::Ok(outside_0),
                    "$states.context.Execution.Name", "Arguments/at") ? })]); cx
                    .starting(& task, limits, & argument); tasks.load(argument, & task) }
                );
                let result = cx.call_within(&task, limits, handler).await;
                cx.ended(&task, &result)?;
                let result = result?;
                let assigned = [
                    {
                        let ev = &__rt::jsonata::Evaluation::new();
                        let outside_0 = __rt::item(&result);
                        __rt::jsonata::value(
                            ev,
                            (|| -> __rt::jsonata::Result<'_> {
                                __rt::Ok(
                                    ev
                                        .native(
                                            &__rt::jsonata::library::SUM,
                                            &[
                                                ev
                                                    .last(
                                                        ev.steps(outside_0, &["items"])?,
                                                        |c| {
                                                            ev.multiply(ev.path(c, &["price"])?, ev.path(c, &["qty"])?)
                                                        },
                                                    )?
                                                    .settled(),
                                            ],
                                            __rt::jsonata::Item::Undefined,
                                        )?
                                        .settled(),
                                )
                            })(),
                            "$sum($states.result.items.(price * qty))",
                            "Assign/total",
                        )?
                    },
                ];
                let output = __rt::object([
                    (
                        "order",
                        __rt::jsonata::take(
                            result,
                            &[],
                            "$states.result",
                            "Output/order",
                        )?,
                    ),
                    (
                        "draw",
                        {
                            let seed = cx.random().await?;
                            let ev = &__rt::jsonata::Evaluation::new().seeded(seed);
                            __rt::jsonata::value(
                                ev,
                                (|| -> __rt::jsonata::Result<'_> {
                                    __rt::Ok(
                                        ev
                                            .native(
                                                &__rt::jsonata::library::RANDOM,
                                                &[],
                                                __rt::jsonata::Item::Undefined,
                                            )?
                                            .settled(),
                                    )
                                })(),
                                "$random()",
                                "Output/draw",
                            )?
                        },
                    ),
                ]);
                __rt::Ok((output, assigned))
            }
                .await;
            match outcome {
                __rt::Ok((output, assigned)) => {
                    cx.assign(["total"], [&mut variables.total], assigned)?;
                    __rt::enter(State::Large(output), state);
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
                                {
                                    let ev = &__rt::jsonata::Evaluation::new();
                                    let outside_0 = __rt::item(&error_output);
                                    __rt::jsonata::value(
                                        ev,
                                        ev.path(outside_0, &["Error"]),
                                        "$states.errorOutput.Error",
                                        "Catch[0]/Assign/why",
                                    )?
                                },
                            ];
                            let output = __rt::jsonata::take(
                                __rt::take(raw),
                                &["id"],
                                "$states.input.id",
                                "Catch[0]/Output",
                            )?;
                            cx.assign(["why"], [&mut variables.why], assigned)?;
                            State::Refuse(output)
                        },
                        state,
                    );
                    __rt::Ok(__rt::Step::Next)
                }
            }
        }
        pub(super) fn large<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &mut super::Variables,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            if {
                let ev = &__rt::jsonata::Evaluation::new();
                let outside_0 = __rt::variable_item(&variables.total);
                __rt::jsonata::boolean(
                    ev,
                    ev.greater(outside_0, __rt::jsonata::Item::Int(100)),
                    "$total > 100",
                    "Choices[0]/Condition",
                )?
            } {
                let assigned = [__rt::Value::Bool(true)];
                let output = __rt::jsonata::take(
                    __rt::take(raw),
                    &["order"],
                    "$states.input.order",
                    "Choices[0]/Output",
                )?;
                cx.assign(["large"], [&mut variables.large], assigned)?;
                __rt::enter(State::Pack(output), state);
            } else {
                __rt::enter(State::Rest(__rt::take(raw)), state);
            }
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) async fn rest<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &super::Variables,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let duration = __rt::setting::wait_seconds({
                let ev = &__rt::jsonata::Evaluation::new();
                let outside_0 = __rt::variable_item(&variables.total);
                __rt::jsonata::integer(ev, __rt::Ok(outside_0), "$total", "Seconds")?
            })?;
            cx.sleep(duration).await?;
            __rt::enter(State::PassOn(__rt::take(raw)), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) fn pass_on<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            __rt::enter(
                State::Pack(
                    __rt::jsonata::take(
                        __rt::take(raw),
                        &["order"],
                        "$states.input.order",
                        "Output",
                    )?,
                ),
                state,
            );
            __rt::Ok(__rt::Step::Next)
        }
        struct PackItem<'m, T> {
            tasks: &'m T,
            variables: &'m super::Variables,
            item: __rt::Item,
        }
        impl<T: Tasks> __rt::Child for PackItem<'_, T> {
            type Output = __rt::Value;
            fn name(&self) -> __rt::ChildName {
                __rt::ChildName::Iteration {
                    state: "Pack",
                    index: self.item.index,
                }
            }
            async fn run<H: __rt::Host>(
                self,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::Outcome {
                __rt::drive(
                        &super::pack::Machine(self.tasks, self.variables),
                        self.item.value,
                        cx,
                    )
                    .await
            }
        }
        pub(super) async fn pack<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &super::Variables,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let limit = __rt::setting::max_concurrency({
                let ev = &__rt::jsonata::Evaluation::new();
                let outside_0 = __rt::variable_item(&variables.large);
                __rt::jsonata::integer(
                    ev,
                    (|| -> __rt::jsonata::Result<'_> {
                        __rt::Ok(
                            if outside_0.is_true(ev)? {
                                __rt::jsonata::Item::Int(10)
                            } else {
                                __rt::jsonata::Item::Int(1)
                            },
                        )
                    })(),
                    "$large ? 10 : 1",
                    "MaxConcurrency",
                )?
            })?;
            let items = __rt::IntoIterator::into_iter(
                __rt::jsonata::take_array(
                    __rt::take(raw),
                    &["items"],
                    "$states.input.items",
                    "Items",
                )?,
            );
            let mut children = __rt::Iterator::map(
                __rt::Iterator::enumerate(items),
                |(index, value)| {
                    PackItem {
                        tasks,
                        variables: &*variables,
                        item: __rt::Item { index, value },
                    }
                },
            );
            let result = __rt::Value::Array(cx.fan_out(limit, &mut children).await?);
            *end = __rt::Some({
                let ev = &__rt::jsonata::Evaluation::new();
                let outside_0 = __rt::item(&result);
                __rt::jsonata::value(
                    ev,
                    __rt::Ok(ev.index(outside_0, 0).settled()),
                    "$states.result[0]",
                    "Output",
                )?
            });
            __rt::Ok(__rt::Step::End)
        }
        pub(super) fn refuse<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            variables: &super::Variables,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            __rt::Err(
                __rt::fail(
                    __rt::Some(__rt::value("Refused")),
                    __rt::Some(
                        __rt::value({
                            let ev = &__rt::jsonata::Evaluation::new();
                            let outside_0 = __rt::variable_item(&variables.why);
                            __rt::jsonata::string(
                                ev,
                                __rt::Ok(outside_0),
                                "$why",
                                "Cause",
                            )?
                        }),
                    ),
                )?,
            )
        }
    }
    /**State machine `Pack`, compiled from `jsonata.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Label
    s0 --> [*]
```
*/
    pub mod pack {
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<'m, T>(pub &'m T, pub &'m super::Variables);
        impl<T: Tasks> __rt::Machine for Machine<'_, T> {
            const NAME: &'static str = "Pack";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            type State = State;
            type Input = __rt::Value;
            type Output = __rt::Value;
            fn start(&self, input: __rt::Value) -> State {
                State::Label(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                _: &mut (),
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                match state {
                    State::Label(_) => {
                        __transitions::label(self.0, state, self.1, end, cx)
                    }
                }
            }
        }
        ///The position of an execution of `Pack`: which state comes next, with that state's input.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub enum State {
            ///`Label` (Pass).
            #[serde(rename = "Label")]
            Label(__rt::Value),
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    Self::Label(input) => input,
                }
            }
            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    Self::Label(input) => input,
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = ();
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::Label(_) => {
                        &__rt::StateId {
                            name: "Label",
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
            pub(super) fn label<T: Tasks, H: __rt::Host>(
                tasks: &T,
                state: &mut State,
                outer: &super::super::Variables,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                *end = __rt::Some({
                    let ev = &__rt::jsonata::Evaluation::new();
                    let outside_0 = __rt::item(&*raw);
                    let outside_1 = __rt::variable_item(&outer.total);
                    __rt::jsonata::value(
                        ev,
                        (|| -> __rt::jsonata::Result<'_> {
                            ev.concatenate(
                                &[
                                    ev.path(outside_0, &["sku"])?,
                                    __rt::jsonata::Item::String(" of "),
                                    outside_1,
                                ],
                            )
                        })(),
                        "$states.input.sku & ' of ' & $total",
                        "Output",
                    )?
                });
                __rt::Ok(__rt::Step::End)
            }
        }
    }
}
