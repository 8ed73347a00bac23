/**Takes an order from its total to its parcels.

State machine `typed`, compiled from `typed.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : IsLarge
    s0 --> s1
    s0 --> s2 : default
    s1 : Review
    s1 --> s2
    s2 : Charge
    s2 --> s3
    s2 --> s4 : Declined
    s3 : Pack
    state s3 {
        [*] --> s5
        s5 : Wrap
        s5 --> [*]
    }
    s3 --> [*]
    s4 : Refused
    s4 --> [*]
```
*/
pub mod typed {
    #[allow(unused_imports, clippy::wildcard_imports)]
    use super::*;
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync {
        ///Task `Review`: `review`.
        fn review(
            &self,
            order: Order,
        ) -> impl __rt::Future<Output = __rt::Result<Order, Rejected>> + __rt::Send;
        ///Task `Charge`: `charge`.
        fn charge(
            &self,
            order: Order,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::Result<Receipt, ChargeError>> + __rt::Send;
        ///Task `Wrap`: `wrap`.
        fn wrap(
            &self,
            item: Item,
        ) -> impl __rt::Future<Output = __rt::Result<Parcel, Rejected>> + __rt::Send;
    }
    ///The machine `typed` with its handlers, ready to run on a host.
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
            input: Order,
        ) -> impl __rt::Future<
            Output = __rt::Result<Vec<Parcel>, __rt::ExecutionError>,
        > {
            __rt::run_directly(self, &self.host, input)
        }
        /// An execution that stands before its first state, to be driven step by step.
        pub fn start(&self, input: Order) -> __rt::Execution<'_, Self, H> {
            __rt::Execution::new(self, &self.host, input)
        }
    }
    impl<T: Tasks, H: __rt::Sync> __rt::Machine for Machine<T, H> {
        const NAME: &'static str = "typed";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = Order;
        type Output = Vec<Parcel>;
        fn start(&self, input: Order) -> State {
            State::IsLarge(input)
        }
        async fn step<G: __rt::Host>(
            &self,
            state: &mut State,
            _: &mut (),
            end: &mut __rt::Option<Vec<Parcel>>,
            cx: &mut __rt::Cx<'_, G>,
        ) -> __rt::StepResult {
            loop {
                let step = match state {
                    State::IsLarge(_) => __transitions::is_large(&self.tasks, state, cx),
                    State::Review(_) => {
                        __transitions::review(&self.tasks, state, cx).await
                    }
                    State::Charge(_) => {
                        __transitions::charge(&self.tasks, state, cx).await
                    }
                    State::Pack(_) => {
                        __transitions::pack(&self.tasks, state, end, cx).await
                    }
                    State::Refused(_) => __transitions::refused(&self.tasks, state, cx),
                    State::__Left => __rt::typed::left(),
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
        const IS_DIRECT: bool = true;
        fn run_directly<G: __rt::Host>(
            &self,
            input: Order,
            cx: &mut __rt::Cx<'_, G>,
        ) -> impl __rt::Future<
            Output = __rt::Result<Vec<Parcel>, __rt::ExecutionError>,
        > + __rt::Send {
            __transitions::run_directly(&self.tasks, input, cx)
        }
    }
    ///The position of an execution of `typed`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`IsLarge` (Choice), then `Review` or `Charge`.
        #[serde(rename = "IsLarge")]
        IsLarge(Order),
        ///`Review` (Task), then `Charge`.
        #[serde(rename = "Review")]
        Review(Order),
        ///`Charge` (Task), then `Pack` or `Refused`.
        #[serde(rename = "Charge")]
        Charge(Order),
        /**`Pack` (Map).

Not all that it does has a form in Rust's types: some of its data is converted by way of JSON.*/
        #[serde(rename = "Pack")]
        Pack(Order),
        /**`Refused` (Fail).

Not all that it does has a form in Rust's types: some of its data is converted by way of JSON.*/
        #[serde(rename = "Refused")]
        Refused(Order),
        /// Left, and the next state not entered yet. Nobody comes to see it.
        #[doc(hidden)]
        #[serde(skip)]
        __Left,
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input, as JSON.
        pub fn input(&self) -> __rt::Cow<'_, __rt::Value> {
            match self {
                Self::IsLarge(input) => __rt::typed::Data::as_json(input),
                Self::Review(input) => __rt::typed::Data::as_json(input),
                Self::Charge(input) => __rt::typed::Data::as_json(input),
                Self::Pack(input) => __rt::typed::Data::as_json(input),
                Self::Refused(input) => __rt::typed::Data::as_json(input),
                Self::__Left => __rt::Cow::Owned(__rt::Value::Null),
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::IsLarge(_) => {
                    &__rt::StateId {
                        name: "IsLarge",
                        kind: __rt::StateKind::Choice,
                    }
                }
                Self::Review(_) => {
                    &__rt::StateId {
                        name: "Review",
                        kind: __rt::StateKind::Task,
                    }
                }
                Self::Charge(_) => {
                    &__rt::StateId {
                        name: "Charge",
                        kind: __rt::StateKind::Task,
                    }
                }
                Self::Pack(_) => {
                    &__rt::StateId {
                        name: "Pack",
                        kind: __rt::StateKind::Map,
                    }
                }
                Self::Refused(_) => {
                    &__rt::StateId {
                        name: "Refused",
                        kind: __rt::StateKind::Fail,
                    }
                }
                Self::__Left => __rt::typed::NOWHERE,
            }
        }
        fn input(&self) -> __rt::Cow<'_, __rt::Value> {
            State::input(self)
        }
        fn fits(&self, bytes: usize) -> bool {
            match self {
                Self::IsLarge(input) => __rt::typed::fits(input, bytes),
                Self::Review(input) => __rt::typed::fits(input, bytes),
                Self::Charge(input) => __rt::typed::fits(input, bytes),
                Self::Pack(input) => __rt::typed::fits(input, bytes),
                Self::Refused(input) => __rt::typed::fits(input, bytes),
                Self::__Left => true,
            }
        }
        fn is_spent(&self) -> bool {
            __rt::matches!(self, Self::__Left)
        }
    }
    mod __transitions {
        #[allow(unused_imports, clippy::wildcard_imports)]
        use super::*;
        use super::{__rt, State, Tasks};
        pub(super) fn is_large<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            const _: () = __rt::typed::check::comparable(
                __rt::typed::shape::<__types::T9>(),
                "NumericGreaterThan",
                __rt::None,
                "$.total",
                "typed.asl.json:9:23: state \"IsLarge\", Variable \"$.total\"",
            );
            let State::IsLarge(raw) = state else {
                return __rt::typed::left();
            };
            if __rt::choice::numeric(
                &*__rt::typed::choice_operand(
                    __rt::typed::get::<
                        { __types::I0 },
                        _,
                    >(&*raw, __rt::Key::Member("total")),
                    "$.total",
                )?,
                __rt::choice::Ordering::GreaterThan,
                100i64,
            ) {
                __rt::enter(
                    State::Review({
                        let State::IsLarge(raw) = __rt::typed::replace(
                            state,
                            State::__Left,
                        ) else {
                            return __rt::typed::left();
                        };
                        raw
                    }),
                    state,
                );
            } else {
                __rt::enter(
                    State::Charge({
                        let State::IsLarge(raw) = __rt::typed::replace(
                            state,
                            State::__Left,
                        ) else {
                            return __rt::typed::left();
                        };
                        raw
                    }),
                    state,
                );
            }
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) async fn review<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let State::Review(raw) = state else {
                return __rt::typed::left();
            };
            let task = cx.task("review");
            let limits = __rt::Limits::NONE;
            let handler = __rt::pin!(
                { let argument = { let State::Review(raw) = __rt::typed::replace(state,
                State::__Left) else { return __rt::typed::left(); }; raw }; cx.begins(&
                task, limits, & argument); tasks.review(argument) }
            );
            let result = cx.attempt(&task, handler).await;
            let result = cx.ends(&task, result)?;
            __rt::enter(State::Charge(result), state);
            __rt::Ok(__rt::Step::Next)
        }
        pub(super) async fn charge<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            const _: () = __rt::typed::check::raises(
                &<ChargeError as __rt::TaskFailure>::NAMES,
                "Busy",
                "typed.asl.json:26:27: state \"Charge\", ErrorEquals \"Busy\"",
            );
            const _: () = __rt::typed::check::raises(
                &<ChargeError as __rt::TaskFailure>::NAMES,
                "Declined",
                "typed.asl.json:32:27: state \"Charge\", ErrorEquals \"Declined\"",
            );
            let outcome: __rt::Result<Order, __rt::ExecutionError> = async {
                let State::Charge(raw) = state else {
                    return __rt::typed::left();
                };
                let task = cx.task("charge");
                let limits = __rt::Limits::NONE;
                let handler = __rt::pin!(
                    { let argument = __rt::Clone::clone(& * raw); cx.begins(& task,
                    limits, & argument); tasks.charge(argument, & task) }
                );
                let result = cx.attempt(&task, handler).await;
                let result = cx.ends(&task, result)?;
                let value = result;
                match __rt::typed::get_mut::<
                    { __types::I1 },
                    _,
                >(&mut *raw, __rt::Key::Member("receipt")) {
                    __rt::Some(place) => __rt::typed::put(place, value)?,
                    __rt::None => {
                        __rt::typed::put_anew(
                            raw,
                            &[__rt::Key::Member("receipt")],
                            "$.receipt",
                            value,
                        )?
                    }
                }
                let output = {
                    let State::Charge(raw) = __rt::typed::replace(state, State::__Left)
                    else {
                        return __rt::typed::left();
                    };
                    raw
                };
                __rt::Ok(output)
            }
                .await;
            match outcome {
                __rt::Ok(output) => {
                    __rt::enter(State::Pack(output), state);
                    __rt::Ok(__rt::Step::Next)
                }
                __rt::Err(error) => {
                    const RETRY: &[__rt::Retrier] = &[
                        __rt::Retrier {
                            error_equals: &["Busy"],
                            interval_seconds: 1,
                            max_attempts: 2,
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
                    let State::Charge(raw) = state else {
                        return __rt::typed::left();
                    };
                    const CATCH: &[&[&str]] = &[&["Declined"]];
                    let (_, error) = cx.catch(CATCH, error)?;
                    __rt::enter(
                        {
                            let value = __rt::typed::ErrorOutput::from(error);
                            match __rt::typed::get_mut::<
                                { __types::I2 },
                                _,
                            >(&mut *raw, __rt::Key::Member("failure")) {
                                __rt::Some(place) => __rt::typed::put(place, value)?,
                                __rt::None => {
                                    __rt::typed::put_anew(
                                        raw,
                                        &[__rt::Key::Member("failure")],
                                        "$.failure",
                                        value,
                                    )?
                                }
                            }
                            let output = {
                                let State::Charge(raw) = __rt::typed::replace(
                                    state,
                                    State::__Left,
                                ) else {
                                    return __rt::typed::left();
                                };
                                raw
                            };
                            State::Refused(output)
                        },
                        state,
                    );
                    __rt::Ok(__rt::Step::Next)
                }
            }
        }
        struct PackItem<'m, T> {
            tasks: &'m T,
            index: usize,
            input: __types::T4,
        }
        impl<T: Tasks> __rt::Child for PackItem<'_, T> {
            type Output = Parcel;
            fn name(&self) -> __rt::ChildName {
                __rt::ChildName::Iteration {
                    state: "Pack",
                    index: self.index,
                }
            }
            async fn run<H: __rt::Host>(
                self,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::Result<Parcel, __rt::ExecutionError> {
                __rt::drive(&super::pack::Machine(self.tasks), self.input, cx).await
            }
        }
        pub(super) async fn pack<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            end: &mut __rt::Option<Vec<Parcel>>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            const _: () = __rt::typed::check::fits(
                __rt::typed::shape::<__rt::Vec<Parcel>>(),
                __rt::typed::shape::<Vec<Parcel>>(),
                "typed.asl.json:40:5: state \"Pack\"",
            );
            let State::Pack(raw) = state else {
                return __rt::typed::left();
            };
            let limit = 0;
            let items = __rt::typed::items::<
                { __types::I5 },
                _,
            >(
                {
                    let whole = {
                        let State::Pack(raw) = __rt::typed::replace(state, State::__Left)
                        else {
                            return __rt::typed::left();
                        };
                        raw
                    };
                    __rt::typed::select(
                        __rt::typed::get::<
                            { __types::I6 },
                            _,
                        >(&whole, __rt::Key::Member("items")),
                        &whole,
                        &[__rt::Key::Member("items")],
                        "$.items",
                    )?;
                    __rt::typed::moved(
                        __rt::typed::take::<
                            { __types::I6 },
                            _,
                        >(whole, __rt::Key::Member("items")),
                    )?
                },
                "$.items",
            )?;
            let mut children = __rt::Iterator::map(
                __rt::Iterator::enumerate(items),
                |(index, input)| { PackItem { tasks, index, input } },
            );
            let outputs = cx.fan_out(limit, &mut children).await?;
            let result = outputs;
            *end = __rt::Some(__rt::typed::convert::<_, Vec<Parcel>>(result)?);
            __rt::Ok(__rt::Step::End)
        }
        pub(super) fn refused<T: Tasks, H: __rt::Host>(
            tasks: &T,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let State::Refused(raw) = state else {
                return __rt::typed::left();
            };
            __rt::Err(
                __rt::fail(
                    __rt::Some(__rt::value("OrderRefused")),
                    __rt::Some(
                        __rt::typed::to_json(
                            &*__rt::typed::template_value(
                                __rt::typed::get_then::<
                                    { __types::I4 },
                                    _,
                                >(
                                    __rt::typed::get::<
                                        { __types::I3 },
                                        _,
                                    >(&*raw, __rt::Key::Member("failure")),
                                    __rt::Key::Member("Cause"),
                                ),
                                &*raw,
                                "$.failure.Cause",
                                "CausePath",
                            )?,
                        )?,
                    ),
                )?,
            )
        }
        #[allow(unused, clippy::all, clippy::pedantic)]
        pub(super) async fn run_directly<T: Tasks, H: __rt::Host>(
            tasks: &T,
            input: Order,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::Result<Vec<Parcel>, __rt::ExecutionError> {
            use __rt::Place as _;
            let mut state = 'start: {
                let mut data = input;
                cx.enter(
                    &__rt::StateId {
                        name: "IsLarge",
                        kind: __rt::StateKind::Choice,
                    },
                );
                let raw = &mut data;
                if __rt::choice::numeric(
                    &*__rt::typed::choice_operand(
                        __rt::typed::get::<
                            { __types::I0 },
                            _,
                        >(&*raw, __rt::Key::Member("total")),
                        "$.total",
                    )?,
                    __rt::choice::Ordering::GreaterThan,
                    100i64,
                ) {
                    let mut data = data;
                    cx.leave(&data)?;
                    cx.enter(
                        &__rt::StateId {
                            name: "Review",
                            kind: __rt::StateKind::Task,
                        },
                    );
                    let raw = &mut data;
                    let mut data = tasks
                        .review(data)
                        .await
                        .map_err(__rt::typed::failed)?;
                    cx.yielded("review", &data)?;
                    break 'start State::Charge(data);
                } else {
                    let mut data = data;
                    cx.leave(&data)?;
                    break 'start State::Charge(data);
                }
            };
            'machine: loop {
                match state {
                    State::Charge(mut data) => {
                        cx.enter_to_retry(
                            &__rt::StateId {
                                name: "Charge",
                                kind: __rt::StateKind::Task,
                            },
                        );
                        'attempt: loop {
                            let outcome: __rt::Result<(), __rt::ExecutionError> = async {
                                let raw = &mut data;
                                let task = cx.task("charge");
                                let limits = __rt::Limits::NONE;
                                let handler = __rt::pin!(
                                    { let argument = __rt::Clone::clone(& * raw); cx.begins(&
                                    task, limits, & argument); tasks.charge(argument, & task) }
                                );
                                let result = cx.attempt(&task, handler).await;
                                let result = cx.ends(&task, result)?;
                                let value = result;
                                match __rt::typed::get_mut::<
                                    { __types::I1 },
                                    _,
                                >(&mut *raw, __rt::Key::Member("receipt")) {
                                    __rt::Some(place) => __rt::typed::put(place, value)?,
                                    __rt::None => {
                                        __rt::typed::put_anew(
                                            raw,
                                            &[__rt::Key::Member("receipt")],
                                            "$.receipt",
                                            value,
                                        )?
                                    }
                                }
                                __rt::Ok(())
                            }
                                .await;
                            match outcome {
                                __rt::Ok(()) => {
                                    let output = data;
                                    let mut data = output;
                                    cx.leave(&data)?;
                                    cx.enter(
                                        &__rt::StateId {
                                            name: "Pack",
                                            kind: __rt::StateKind::Map,
                                        },
                                    );
                                    let raw = &mut data;
                                    let limit = 0;
                                    let items = __rt::typed::items::<
                                        { __types::I5 },
                                        _,
                                    >(
                                        {
                                            let whole = data;
                                            __rt::typed::select(
                                                __rt::typed::get::<
                                                    { __types::I6 },
                                                    _,
                                                >(&whole, __rt::Key::Member("items")),
                                                &whole,
                                                &[__rt::Key::Member("items")],
                                                "$.items",
                                            )?;
                                            __rt::typed::moved(
                                                __rt::typed::take::<
                                                    { __types::I6 },
                                                    _,
                                                >(whole, __rt::Key::Member("items")),
                                            )?
                                        },
                                        "$.items",
                                    )?;
                                    let mut children = __rt::Iterator::map(
                                        __rt::Iterator::enumerate(items),
                                        |(index, input)| { PackItem { tasks, index, input } },
                                    );
                                    let outputs = cx.fan_out(limit, &mut children).await?;
                                    let result = outputs;
                                    let mut data = __rt::typed::convert::<
                                        _,
                                        Vec<Parcel>,
                                    >(result)?;
                                    cx.leave(&data)?;
                                    return __rt::Ok(data);
                                }
                                __rt::Err(error) => {
                                    const RETRY: &[__rt::Retrier] = &[
                                        __rt::Retrier {
                                            error_equals: &["Busy"],
                                            interval_seconds: 1,
                                            max_attempts: 2,
                                            backoff_rate: 2.0,
                                            max_delay_seconds: __rt::None,
                                            full_jitter: false,
                                        },
                                    ];
                                    let error = match cx.retry(RETRY, error).await? {
                                        __rt::Retry::Again => {
                                            cx.delay().await?;
                                            continue 'attempt;
                                        }
                                        __rt::Retry::No(error) => error,
                                    };
                                    const CATCH: &[&[&str]] = &[&["Declined"]];
                                    let (catcher, error) = __rt::typed::Catch::caught(
                                        error,
                                        CATCH,
                                    )?;
                                    let raw = &mut data;
                                    match catcher {
                                        _ => {
                                            let value = __rt::typed::ErrorOutput::from(error);
                                            match __rt::typed::get_mut::<
                                                { __types::I2 },
                                                _,
                                            >(&mut *raw, __rt::Key::Member("failure")) {
                                                __rt::Some(place) => __rt::typed::put(place, value)?,
                                                __rt::None => {
                                                    __rt::typed::put_anew(
                                                        raw,
                                                        &[__rt::Key::Member("failure")],
                                                        "$.failure",
                                                        value,
                                                    )?
                                                }
                                            }
                                            let output = data;
                                            let mut data = output;
                                            cx.leave(&data)?;
                                            cx.enter(
                                                &__rt::StateId {
                                                    name: "Refused",
                                                    kind: __rt::StateKind::Fail,
                                                },
                                            );
                                            let raw = &mut data;
                                            return __rt::Err(
                                                __rt::fail(
                                                    __rt::Some(__rt::value("OrderRefused")),
                                                    __rt::Some(
                                                        __rt::typed::to_json(
                                                            &*__rt::typed::template_value(
                                                                __rt::typed::get_then::<
                                                                    { __types::I4 },
                                                                    _,
                                                                >(
                                                                    __rt::typed::get::<
                                                                        { __types::I3 },
                                                                        _,
                                                                    >(&*raw, __rt::Key::Member("failure")),
                                                                    __rt::Key::Member("Cause"),
                                                                ),
                                                                &*raw,
                                                                "$.failure.Cause",
                                                                "CausePath",
                                                            )?,
                                                        )?,
                                                    ),
                                                )?,
                                            );
                                        }
                                    }
                                }
                            }
                        }
                    }
                    _ => return __rt::typed::left(),
                }
            }
        }
    }
    /**State machine `Pack`, compiled from `typed.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Wrap
    s0 --> [*]
```
*/
    pub mod pack {
        #[allow(unused_imports, clippy::wildcard_imports)]
        use super::*;
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub(super) struct Machine<'m, T>(pub &'m T);
        impl<T: Tasks> __rt::Machine for Machine<'_, T> {
            const NAME: &'static str = "Pack";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            type State = State;
            type Input = __types::T4;
            type Output = Parcel;
            fn start(&self, input: __types::T4) -> State {
                State::Wrap(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                _: &mut (),
                end: &mut __rt::Option<Parcel>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                match state {
                    State::Wrap(_) => __transitions::wrap(self.0, state, end, cx).await,
                    State::__Left => __rt::typed::left(),
                }
            }
            const IS_DIRECT: bool = true;
            fn run_directly<G: __rt::Host>(
                &self,
                input: __types::T4,
                cx: &mut __rt::Cx<'_, G>,
            ) -> impl __rt::Future<
                Output = __rt::Result<Parcel, __rt::ExecutionError>,
            > + __rt::Send {
                __transitions::run_directly(self.0, input, cx)
            }
            fn run_lightly<P: __rt::Place>(
                &self,
                input: __types::T4,
                place: &mut P,
            ) -> impl __rt::Future<
                Output = __rt::Result<Parcel, __rt::ExecutionError>,
            > + __rt::Send {
                __transitions::run_directly(self.0, input, place)
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
            /**`Wrap` (Task).

Not all that it does has a form in Rust's types: some of its data is converted by way of JSON.*/
            #[serde(rename = "Wrap")]
            Wrap(__types::T4),
            /// Left, and the next state not entered yet. Nobody comes to see it.
            #[doc(hidden)]
            #[serde(skip)]
            __Left,
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input, as JSON.
            pub fn input(&self) -> __rt::Cow<'_, __rt::Value> {
                match self {
                    Self::Wrap(input) => __rt::typed::Data::as_json(input),
                    Self::__Left => __rt::Cow::Owned(__rt::Value::Null),
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = ();
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::Wrap(_) => {
                        &__rt::StateId {
                            name: "Wrap",
                            kind: __rt::StateKind::Task,
                        }
                    }
                    Self::__Left => __rt::typed::NOWHERE,
                }
            }
            fn input(&self) -> __rt::Cow<'_, __rt::Value> {
                State::input(self)
            }
            fn fits(&self, bytes: usize) -> bool {
                match self {
                    Self::Wrap(input) => __rt::typed::fits(input, bytes),
                    Self::__Left => true,
                }
            }
            fn is_spent(&self) -> bool {
                __rt::matches!(self, Self::__Left)
            }
        }
        mod __transitions {
            #[allow(unused_imports, clippy::wildcard_imports)]
            use super::*;
            use super::{__rt, State, Tasks};
            pub(super) async fn wrap<T: Tasks, H: __rt::Host>(
                tasks: &T,
                state: &mut State,
                end: &mut __rt::Option<Parcel>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                const _: () = __rt::typed::check::path(
                    __rt::typed::shape::<__types::T4>(),
                    &[__rt::Key::Member("quantity")],
                    "typed.asl.json:51:26: state \"Wrap\", label.$ \"States.Format('{} pieces', $.quantity)\"",
                );
                const _: () = {
                    const GIVEN: &__rt::typed::Shape = &__rt::typed::Shape::Object(
                        &__rt::typed::Object::new(
                            __rt::None,
                            &[
                                __rt::typed::Field::new(
                                    "sku",
                                    __rt::typed::shape::<__types::T11>(),
                                ),
                                __rt::typed::Field::new(
                                    "label",
                                    &__rt::typed::Shape::Unknown,
                                ),
                            ],
                        ),
                    );
                    __rt::typed::check::fits(
                        GIVEN,
                        __rt::typed::shape::<Item>(),
                        "typed.asl.json:46:11: state \"Wrap\"",
                    )
                };
                let State::Wrap(raw) = state else {
                    return __rt::typed::left();
                };
                let task = cx.task("wrap");
                let limits = __rt::Limits::NONE;
                let handler = __rt::pin!(
                    { let argument = __rt::typed::convert:: < _, Item >
                    (__rt::object([("sku", __rt::typed::to_json(& *
                    __rt::typed::template_value(__rt::typed::get:: < { __types::I7 }, _ >
                    (& * raw, __rt::Key::Member("sku")), & * raw, "$.sku", "sku.$") ?)
                    ?), ("label", { let mut raw = __rt::typed::to_json(& * raw) ?; let
                    raw = & mut raw; let input = & * raw;
                    __rt::intrinsic::format_pieces(& ["", " pieces"], &
                    [__rt::Arg::Borrowed(__rt::path::argument(input, &
                    [__rt::Key::Member("quantity")], "$.quantity") ?)]) })])) ?; cx
                    .begins(& task, limits, & argument); tasks.wrap(argument) }
                );
                let result = cx.attempt(&task, handler).await;
                let result = cx.ends(&task, result)?;
                *end = __rt::Some(result);
                __rt::Ok(__rt::Step::End)
            }
            #[allow(unused, clippy::all, clippy::pedantic)]
            pub(super) async fn run_directly<T: Tasks, P: __rt::Place>(
                tasks: &T,
                input: __types::T4,
                cx: &mut P,
            ) -> __rt::Result<Parcel, __rt::ExecutionError> {
                use __rt::Place as _;
                let mut data = input;
                cx.enter(
                    &__rt::StateId {
                        name: "Wrap",
                        kind: __rt::StateKind::Task,
                    },
                );
                let raw = &mut data;
                let mut data = tasks
                    .wrap(
                        __rt::typed::convert::<
                            _,
                            Item,
                        >(
                            __rt::object([
                                (
                                    "sku",
                                    __rt::typed::to_json(
                                        &*__rt::typed::template_value(
                                            __rt::typed::get::<
                                                { __types::I7 },
                                                _,
                                            >(&*raw, __rt::Key::Member("sku")),
                                            &*raw,
                                            "$.sku",
                                            "sku.$",
                                        )?,
                                    )?,
                                ),
                                (
                                    "label",
                                    {
                                        let mut raw = __rt::typed::to_json(&*raw)?;
                                        let raw = &mut raw;
                                        let input = &*raw;
                                        __rt::intrinsic::format_pieces(
                                            &["", " pieces"],
                                            &[
                                                __rt::Arg::Borrowed(
                                                    __rt::path::argument(
                                                        input,
                                                        &[__rt::Key::Member("quantity")],
                                                        "$.quantity",
                                                    )?,
                                                ),
                                            ],
                                        )
                                    },
                                ),
                            ]),
                        )?,
                    )
                    .await
                    .map_err(__rt::typed::failed)?;
                cx.yielded("wrap", &data)?;
                return __rt::Ok(data);
            }
        }
    }
    #[doc(hidden)]
    #[allow(missing_docs, unused_imports)]
    pub mod __types {
        #[allow(unused_imports, clippy::wildcard_imports)]
        use super::*;
        use super::{__rt, __types};
        pub type T3 = <Order as __rt::typed::At<{ __types::I6 }>>::Field;
        pub type T4 = <__types::T3 as __rt::typed::Elements<{ __types::I5 }>>::Element;
        pub type T7 = <Order as __rt::typed::At<{ __types::I3 }>>::Field;
        pub type T8 = <__types::T7 as __rt::typed::At<{ __types::I4 }>>::Field;
        pub type T9 = <Order as __rt::typed::At<{ __types::I0 }>>::Field;
        pub type T11 = <__types::T4 as __rt::typed::At<{ __types::I7 }>>::Field;
        pub const I0: usize = __rt::typed::check::field(
            __rt::typed::shape::<Order>(),
            __rt::Key::Member("total"),
            "typed.asl.json:9:23: state \"IsLarge\", Variable \"$.total\"",
        );
        pub const I1: usize = __rt::typed::check::assignable(
            __rt::typed::shape::<Order>(),
            __rt::Key::Member("receipt"),
            __rt::typed::shape::<Receipt>(),
            "typed.asl.json:37:21: state \"Charge\", ResultPath \"$.receipt\"",
        );
        pub const I2: usize = __rt::typed::check::assignable(
            __rt::typed::shape::<Order>(),
            __rt::Key::Member("failure"),
            __rt::typed::shape::<__rt::typed::ErrorOutput>(),
            "typed.asl.json:33:25: state \"Charge\", ResultPath \"$.failure\"",
        );
        pub const I3: usize = __rt::typed::check::field(
            __rt::typed::shape::<Order>(),
            __rt::Key::Member("failure"),
            "typed.asl.json:62:20: state \"Refused\", CausePath \"$.failure.Cause\"",
        );
        pub const I4: usize = __rt::typed::check::field(
            __rt::typed::shape::<__types::T7>(),
            __rt::Key::Member("Cause"),
            "typed.asl.json:62:20: state \"Refused\", CausePath \"$.failure.Cause\"",
        );
        pub const I5: usize = __rt::typed::check::elements(
            __rt::typed::shape::<__types::T3>(),
            "typed.asl.json:42:20: state \"Pack\", ItemsPath \"$.items\"",
        );
        pub const I6: usize = __rt::typed::check::field(
            __rt::typed::shape::<Order>(),
            __rt::Key::Member("items"),
            "typed.asl.json:42:20: state \"Pack\", ItemsPath \"$.items\"",
        );
        pub const I7: usize = __rt::typed::check::field(
            __rt::typed::shape::<__types::T4>(),
            __rt::Key::Member("sku"),
            "typed.asl.json:50:24: state \"Wrap\", sku.$ \"$.sku\"",
        );
    }
}
