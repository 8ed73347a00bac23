/**State machine `distributed`, compiled from `distributed.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Process Rows
    state s0 {
        [*] --> s2
        s2 : Process Batch
        s2 --> [*]
    }
    s0 --> s1
    s1 : Ship Each
    state s1 {
        [*] --> s3
        s3 : Ship
        state s3 {
            [*] --> s4
            s4 : Pack
            s4 --> [*]
        }
        s3 --> [*]
    }
    s1 --> [*]
```
*/
pub mod distributed {
    use ::asl_runtime::__private as __rt;
    /// The handlers of the tasks: one method per Task state, at any depth of the definition.
    ///
    /// A method is an ordinary `async fn`. Dropping its future cancels the task.
    pub trait Tasks: __rt::Send + __rt::Sync + 'static {
        ///Task `Process Batch`: `process_batch`.
        fn process_batch(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
        ///Task `Pack`: `pack`.
        fn pack(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send;
    }
    impl<D: __rt::Handler + 'static> Tasks for __rt::Dynamic<D> {
        fn process_batch(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
        fn pack(
            &self,
            input: __rt::Value,
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = __rt::TaskResult> + __rt::Send {
            __rt::call_dynamic(&self.0, input, cx)
        }
    }
    ///The machine `distributed` with its handlers, ready to run on a host.
    #[derive(__rt::Debug)]
    pub struct Machine<T, H = __rt::InMemory> {
        tasks: __rt::Arc<T>,
        host: H,
    }
    impl<T: Tasks> Machine<T> {
        /// The machine with these handlers, in memory.
        pub fn new(tasks: T) -> Self {
            Machine {
                tasks: __rt::Arc::new(tasks),
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
        ) -> impl __rt::Future<Output = __rt::Outcome>
        where
            H: __rt::Clone + 'static,
        {
            self.start(input).finish()
        }
        /// An execution that stands before its first state, to be driven step by step.
        pub fn start(&self, input: __rt::Value) -> __rt::Execution<'_, Self, H>
        where
            H: __rt::Clone + 'static,
        {
            __rt::Execution::new(self, &self.host, input).on_workers()
        }
    }
    impl<T: Tasks, H: __rt::Sync> __rt::Machine for Machine<T, H> {
        const NAME: &'static str = "distributed";
        const READS: __rt::Reads = __rt::Reads {
            input: false,
            start_time: false,
            entered_time: false,
        };
        type State = State;
        type Input = __rt::Value;
        type Output = __rt::Value;
        fn start(&self, input: __rt::Value) -> State {
            State::ProcessRows(input)
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
                    State::ProcessRows(_) => {
                        __transitions::process_rows(&self.tasks, state, cx).await
                    }
                    State::ShipEach(_) => {
                        __transitions::ship_each(&self.tasks, state, end, cx).await
                    }
                };
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        }
    }
    ///The position of an execution of `distributed`: which state comes next, with that state's input.
    #[derive(
        __rt::Clone,
        __rt::Debug,
        __rt::PartialEq,
        __rt::serde::Serialize,
        __rt::serde::Deserialize
    )]
    #[serde(crate = "::asl_runtime::__private::serde")]
    pub enum State {
        ///`Process Rows` (Map), then `Ship Each`.
        #[serde(rename = "Process Rows")]
        ProcessRows(__rt::Value),
        ///`Ship Each` (Map).
        #[serde(rename = "Ship Each")]
        ShipEach(__rt::Value),
    }
    impl State {
        /// The state's name, as in the definition.
        pub fn name(&self) -> &'static str {
            __rt::MachineState::id(self).name
        }
        /// The state's input.
        pub fn input(&self) -> &__rt::Value {
            match self {
                Self::ProcessRows(input) | Self::ShipEach(input) => input,
            }
        }
        fn input_mut(&mut self) -> &mut __rt::Value {
            match self {
                Self::ProcessRows(input) | Self::ShipEach(input) => input,
            }
        }
    }
    impl __rt::MachineState for State {
        type Variables = ();
        fn id(&self) -> &'static __rt::StateId {
            match self {
                Self::ProcessRows(_) => {
                    &__rt::StateId {
                        name: "Process Rows",
                        kind: __rt::StateKind::Map,
                    }
                }
                Self::ShipEach(_) => {
                    &__rt::StateId {
                        name: "Ship Each",
                        kind: __rt::StateKind::Map,
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
        struct ProcessRowsRun<'m, T> {
            tasks: &'m __rt::Arc<T>,
            input: &'m __rt::Value,
        }
        impl<T: Tasks> __rt::distributed::ItemProcessor for ProcessRowsRun<'_, T> {
            type Machine = super::process_rows::Machine<T>;
            fn machine(&self) -> Self::Machine {
                super::process_rows::Machine(__rt::Clone::clone(self.tasks))
            }
            async fn input<H: __rt::Host>(
                &self,
                item: __rt::distributed::Item,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::Outcome {
                let &Self { input, .. } = self;
                let input = __rt::object([
                    ("row", __rt::copy(&item.value)),
                    ("n", __rt::value(item.index)),
                ]);
                __rt::Ok(input)
            }
        }
        pub(super) async fn process_rows<T: Tasks, H: __rt::Host>(
            tasks: &__rt::Arc<T>,
            state: &mut State,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = &*raw;
            let limit = 100;
            let count = 0;
            let run: __rt::Result<__rt::distributed::MapRun, __rt::ExecutionError> = async {
                let tolerance = __rt::distributed::Tolerance {
                    count: __rt::None,
                    percentage: __rt::Some(5.0),
                };
                __rt::Ok(
                    __rt::distributed::MapRun::new(
                            "rows",
                            __rt::distributed::Items::read(__rt::distributed::ItemReader {
                                source: __rt::distributed::Source::object(
                                    __rt::object([
                                        (
                                            "Bucket",
                                            __rt::copy(
                                                __rt::path::template_value(
                                                    input,
                                                    &[__rt::Key::Member("bucket")],
                                                    "$.bucket",
                                                    "Bucket.$",
                                                )?,
                                            ),
                                        ),
                                        ("Key", __rt::value("in.csv")),
                                    ]),
                                )?,
                                config: __rt::distributed::ReaderConfig {
                                    input_type: __rt::Some(__rt::distributed::InputType::Csv),
                                    csv: __rt::distributed::CsvConfig {
                                        delimiter: __rt::Default::default(),
                                        header: __rt::distributed::CsvHeader::given(["id", "name"]),
                                    },
                                    max_items: __rt::Some(
                                        __rt::field::max_items(
                                            input,
                                            &[__rt::Key::Member("max")],
                                            "$.max",
                                        )?,
                                    ),
                                    ..__rt::Default::default()
                                },
                            }),
                            limit,
                            tolerance,
                        )
                        .express()
                        .batched(
                            __rt::Some(50),
                            __rt::None,
                            __rt::Some(
                                __rt::object([
                                    ("run", cx.field(__rt::ContextField::ExecutionName)),
                                ]),
                            ),
                        )
                        .written(__rt::distributed::ResultWriter {
                            destination: __rt::Some(
                                __rt::distributed::Destination::of(
                                    __rt::copy({
                                        static LITERAL: __rt::Literal = __rt::Literal::new(|| __rt::parse_literal(
                                            "{\"Bucket\":\"out\",\"Prefix\":\"res\"}",
                                        ));
                                        &*LITERAL
                                    }),
                                )?,
                            ),
                            output_type: __rt::distributed::OutputType::Jsonl,
                            transformation: __rt::distributed::Transformation::Compact,
                        }),
                )
            }
                .await;
            let run = cx.tolerating(count, run)?;
            let result = cx.map_run(run, &ProcessRowsRun { tasks, input }).await?;
            __rt::enter(State::ShipEach(result), state);
            __rt::Ok(__rt::Step::Next)
        }
        struct ShipEachRun<'m, T> {
            tasks: &'m __rt::Arc<T>,
        }
        impl<T: Tasks> __rt::distributed::ItemProcessor for ShipEachRun<'_, T> {
            type Machine = super::ship_each::Machine<T>;
            fn machine(&self) -> Self::Machine {
                super::ship_each::Machine(__rt::Clone::clone(self.tasks))
            }
        }
        pub(super) async fn ship_each<T: Tasks, H: __rt::Host>(
            tasks: &__rt::Arc<T>,
            state: &mut State,
            end: &mut __rt::Option<__rt::Value>,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            let raw = state.input_mut();
            let input = __rt::path::select(
                &*raw,
                &[__rt::Key::Member("orders")],
                "$.orders",
            )?;
            let limit = 0;
            let items = __rt::distributed::items(
                __rt::path::take(
                    __rt::take(raw),
                    &[__rt::Key::Member("orders")],
                    "$.orders",
                )?,
                "$",
            )?;
            let count = items.len();
            let run: __rt::Result<__rt::distributed::MapRun, __rt::ExecutionError> = async {
                let tolerance = __rt::distributed::Tolerance {
                    count: __rt::None,
                    percentage: __rt::None,
                };
                __rt::Ok(
                    __rt::distributed::MapRun::new("Ship_Each", items, limit, tolerance),
                )
            }
                .await;
            let run = cx.tolerating(count, run)?;
            let result = cx.map_run(run, &ShipEachRun { tasks }).await?;
            *end = __rt::Some(result);
            __rt::Ok(__rt::Step::End)
        }
    }
    /**State machine `Process Rows`, compiled from `distributed.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Process Batch
    s0 --> [*]
```
*/
    pub mod process_rows {
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<T>(pub __rt::Arc<T>);
        impl<T: Tasks> __rt::Machine for Machine<T> {
            const NAME: &'static str = "Process Rows";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            const TIMEOUT: __rt::Option<__rt::Duration> = __rt::Some(
                __rt::Duration::from_secs(300),
            );
            type State = State;
            type Input = __rt::Value;
            type Output = __rt::Value;
            fn start(&self, input: __rt::Value) -> State {
                State::ProcessBatch(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                _: &mut (),
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                match state {
                    State::ProcessBatch(_) => {
                        __transitions::process_batch(&self.0, state, end, cx).await
                    }
                }
            }
        }
        ///The position of an execution of `Process Rows`: which state comes next, with that state's input.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub enum State {
            ///`Process Batch` (Task).
            #[serde(rename = "Process Batch")]
            ProcessBatch(__rt::Value),
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    Self::ProcessBatch(input) => input,
                }
            }
            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    Self::ProcessBatch(input) => input,
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = ();
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::ProcessBatch(_) => {
                        &__rt::StateId {
                            name: "Process Batch",
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
            pub(super) async fn process_batch<T: Tasks, H: __rt::Host>(
                tasks: &__rt::Arc<T>,
                state: &mut State,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                let task = cx.task("process_batch");
                let handler = __rt::pin!(
                    { let argument = __rt::take(raw); cx.starting(& task,
                    __rt::Limits::NONE, & argument); tasks.process_batch(argument, &
                    task) }
                );
                let result = cx.call(&task, handler).await;
                cx.ended(&task, &result)?;
                let result = result?;
                *end = __rt::Some(result);
                __rt::Ok(__rt::Step::End)
            }
        }
    }
    /**State machine `Ship Each`, compiled from `distributed.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Ship
    state s0 {
        [*] --> s1
        s1 : Pack
        s1 --> [*]
    }
    s0 --> [*]
```
*/
    pub mod ship_each {
        use super::{__rt, Tasks};
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<T>(pub __rt::Arc<T>);
        impl<T: Tasks> __rt::Machine for Machine<T> {
            const NAME: &'static str = "Ship Each";
            const READS: __rt::Reads = __rt::Reads {
                input: false,
                start_time: false,
                entered_time: false,
            };
            type State = State;
            type Input = __rt::Value;
            type Output = __rt::Value;
            fn start(&self, input: __rt::Value) -> State {
                State::Ship(input)
            }
            async fn step<G: __rt::Host>(
                &self,
                state: &mut State,
                _: &mut (),
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, G>,
            ) -> __rt::StepResult {
                match state {
                    State::Ship(_) => __transitions::ship(&self.0, state, end, cx).await,
                }
            }
        }
        ///The position of an execution of `Ship Each`: which state comes next, with that state's input.
        #[derive(
            __rt::Clone,
            __rt::Debug,
            __rt::PartialEq,
            __rt::serde::Serialize,
            __rt::serde::Deserialize
        )]
        #[serde(crate = "::asl_runtime::__private::serde")]
        pub enum State {
            ///`Ship` (Parallel).
            #[serde(rename = "Ship")]
            Ship(__rt::Value),
        }
        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }
            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    Self::Ship(input) => input,
                }
            }
            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    Self::Ship(input) => input,
                }
            }
        }
        impl __rt::MachineState for State {
            type Variables = ();
            fn id(&self) -> &'static __rt::StateId {
                match self {
                    Self::Ship(_) => {
                        &__rt::StateId {
                            name: "Ship",
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
            struct ShipBranch<'m, T> {
                tasks: &'m __rt::Arc<T>,
                index: usize,
                input: __rt::Value,
            }
            impl<T: Tasks> __rt::Child for ShipBranch<'_, T> {
                type Output = __rt::Value;
                fn name(&self) -> __rt::ChildName {
                    __rt::ChildName::Branch {
                        state: "Ship",
                        index: self.index,
                    }
                }
                async fn run<H: __rt::Host>(
                    self,
                    cx: &mut __rt::Cx<'_, H>,
                ) -> __rt::Outcome {
                    match self.index {
                        _ => {
                            __rt::drive(
                                    &super::ship_0::Machine(self.tasks),
                                    self.input,
                                    cx,
                                )
                                .await
                        }
                    }
                }
            }
            pub(super) async fn ship<T: Tasks, H: __rt::Host>(
                tasks: &__rt::Arc<T>,
                state: &mut State,
                end: &mut __rt::Option<__rt::Value>,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::StepResult {
                let raw = state.input_mut();
                let argument = __rt::take(raw);
                let mut children = __rt::IntoIterator::into_iter([
                    ShipBranch {
                        tasks,
                        index: 0,
                        input: argument,
                    },
                ]);
                let result = __rt::Value::Array(cx.fan_out(0, &mut children).await?);
                *end = __rt::Some(result);
                __rt::Ok(__rt::Step::End)
            }
        }
        /**State machine `Ship/0`, compiled from `distributed.asl.json`.

```mermaid
stateDiagram-v2
    [*] --> s0
    s0 : Pack
    s0 --> [*]
```
*/
        pub mod ship_0 {
            use super::{__rt, Tasks};
            #[doc(hidden)]
            #[derive(__rt::Debug)]
            pub struct Machine<'m, T>(pub &'m __rt::Arc<T>);
            impl<T: Tasks> __rt::Machine for Machine<'_, T> {
                const NAME: &'static str = "Ship/0";
                const READS: __rt::Reads = __rt::Reads {
                    input: false,
                    start_time: false,
                    entered_time: false,
                };
                type State = State;
                type Input = __rt::Value;
                type Output = __rt::Value;
                fn start(&self, input: __rt::Value) -> State {
                    State::Pack(input)
                }
                async fn step<G: __rt::Host>(
                    &self,
                    state: &mut State,
                    _: &mut (),
                    end: &mut __rt::Option<__rt::Value>,
                    cx: &mut __rt::Cx<'_, G>,
                ) -> __rt::StepResult {
                    match state {
                        State::Pack(_) => {
                            __transitions::pack(self.0, state, end, cx).await
                        }
                    }
                }
            }
            ///The position of an execution of `Ship/0`: which state comes next, with that state's input.
            #[derive(
                __rt::Clone,
                __rt::Debug,
                __rt::PartialEq,
                __rt::serde::Serialize,
                __rt::serde::Deserialize
            )]
            #[serde(crate = "::asl_runtime::__private::serde")]
            pub enum State {
                ///`Pack` (Task).
                #[serde(rename = "Pack")]
                Pack(__rt::Value),
            }
            impl State {
                /// The state's name, as in the definition.
                pub fn name(&self) -> &'static str {
                    __rt::MachineState::id(self).name
                }
                /// The state's input.
                pub fn input(&self) -> &__rt::Value {
                    match self {
                        Self::Pack(input) => input,
                    }
                }
                fn input_mut(&mut self) -> &mut __rt::Value {
                    match self {
                        Self::Pack(input) => input,
                    }
                }
            }
            impl __rt::MachineState for State {
                type Variables = ();
                fn id(&self) -> &'static __rt::StateId {
                    match self {
                        Self::Pack(_) => {
                            &__rt::StateId {
                                name: "Pack",
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
                pub(super) async fn pack<T: Tasks, H: __rt::Host>(
                    tasks: &__rt::Arc<T>,
                    state: &mut State,
                    end: &mut __rt::Option<__rt::Value>,
                    cx: &mut __rt::Cx<'_, H>,
                ) -> __rt::StepResult {
                    let raw = state.input_mut();
                    let task = cx.task("pack");
                    let handler = __rt::pin!(
                        { let argument = __rt::take(raw); cx.starting(& task,
                        __rt::Limits::NONE, & argument); tasks.pack(argument, & task) }
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
}
