//! Amazon States Language compiled into Rust.
//!
//! [`asl!`] reads a state machine definition while rustc runs and generates a module from it: a `State` enum, a `Tasks`
//! trait with one async method per Task state, and a `Machine` that runs. Mistakes in the definition are compile errors
//! that show the line of the JSON file. This crate has the macro and everything that its output calls; it is the only
//! dependency that an application names.
//!
//! ```
//! use asl_runtime::{TaskContext, TaskError, TaskResult, Value, asl, json};
//!
//! asl! {
//!     /// Charges a card, unless there is nothing to pay.
//!     pub mod payment = {
//!         "StartAt": "Anything to pay?",
//!         "States": {
//!             "Anything to pay?": {
//!                 "Type": "Choice",
//!                 "Choices": [{ "Variable": "$.total", "NumericGreaterThan": 0, "Next": "Charge" }],
//!                 "Default": "Done"
//!             },
//!             "Charge": {
//!                 "Type": "Task",
//!                 "Resource": "charge_card",
//!                 "Retry": [{ "ErrorEquals": ["Busy"], "IntervalSeconds": 5, "MaxAttempts": 2 }],
//!                 "ResultPath": "$.receipt",
//!                 "Next": "Done"
//!             },
//!             "Done": { "Type": "Succeed" }
//!         }
//!     };
//! }
//!
//! struct Bank;
//!
//! impl payment::Tasks for Bank {
//!     async fn charge(&self, input: Value, cx: &TaskContext<'_>) -> TaskResult {
//!         if cx.retry_count() == 0 {
//!             return Err(TaskError::new("Busy", "try again")); // taken by `Retry`
//!         }
//!         Ok(json!(format!("charged {}", input["total"])))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), asl_runtime::ExecutionError> {
//! let machine = payment::Machine::new(Bank);
//! let output = machine.run(json!({ "total": 12 })).await?;
//! assert_eq!(output, json!({ "total": 12, "receipt": "charged 12" }));
//!
//! // Or one transition at a time:
//! let mut execution = machine.start(json!({ "total": 0 }));
//! execution.step().await?;
//! assert_eq!(execution.state(), Some(&payment::State::Done(json!({ "total": 0 }))));
//! # Ok(())
//! # }
//! ```
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | what `asl!` takes and generates | [`asl!`] |
//! | handlers: their context, errors and tokens | [`TaskContext`], [`TaskError`], [`TaskToken`], [`Callbacks`] |
//! | one handler for all tasks | [`Dynamic`], [`from_fn`] |
//! | running: to the end, or step by step | [`Execution`] |
//! | types of your own in workflows | [`Data`](derive@Data), [`TaskFailure`](derive@TaskFailure) |
//! | how executions fail | [`ExecutionError`], [`names`] |
//! | watching executions | [`Observer`], [`InMemory::observed_by`] |
//! | an audit trail | [`History`] |
//! | distributed Maps: storage, progress | the module `distributed`, with the feature of that name |
//! | a world of your own: time, timers, effects, durability | [`Host`] |
//!
//! # Time and cancellation
//!
//! Everything waits on tokio's clock. In a test with `start_paused = true` a workflow with a year of `Wait` ends in
//! milliseconds. Dropping a future cancels what it stands for, with everything inside: a dropped `run` stops the
//! execution, a failed branch drops its siblings. Nothing is spawned but the child executions of distributed Maps, which
//! end with it.
//!
//! # Features
//!
//! - `preserve_order` (default): objects keep the order of their members, as AWS keeps it for data that is copied. It
//!   turns on `serde_json/preserve_order`, which changes the map type of `serde_json` for the whole program and makes
//!   loops over large objects up to two times slower; without it objects come sorted by key.
//! - `distributed`: distributed Map (module `distributed`), over data in folders and memory; `distributed-s3`, `distributed-gcs` and
//!   `distributed-azure` add clouds, `distributed-parquet` adds Parquet files.

// What derives expand to in tests.
#[cfg(test)]
extern crate self as asl_runtime;

#[doc(hidden)]
pub mod __private;
mod context;
mod context_object;
#[doc(hidden)]
pub mod data;
mod direct;
#[cfg(feature = "distributed")]
pub mod distributed;
mod dynamic;
mod error;
mod execution;
mod history;
mod host;
mod identity;
#[doc(hidden)]
pub mod jsonata;
mod machine;
mod map;
mod payload;
mod recovery;
mod retry;
mod scope;
mod store;
mod task;
mod time;
#[doc(hidden)]
pub mod typed;
mod variables;

/// Makes a type of your own flow through workflows: the trait [`Data`](trait@Data).
///
/// It stands beside serde's derives and reads their attributes, so that paths in a definition mean what they mean in the
/// JSON: with `rename_all = "camelCase"`, `$.orderId` is the field `order_id`, and where serde would skip a field, a
/// path finds nothing.
///
/// ```
/// use asl_runtime::Data;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
/// #[serde(rename_all = "camelCase")]
/// struct Order {
///     order_id: String,
///     total: f64,
///     items: Vec<Item>,
///     #[serde(flatten)]
///     payment: Payment,
/// }
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
/// struct Item {
///     price: f64,
///     // `Duration` is a type of std that is not `Data`.
///     #[asl(opaque)]
///     delivery: std::time::Duration,
/// }
///
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
/// #[serde(tag = "method", rename_all = "lowercase")]
/// enum Payment {
///     Cash,
///     Card { number: String },
/// }
/// ```
///
/// # What is known of a type
///
/// | type | known while compiling | a path into it |
/// |---|---|---|
/// | struct | its keys, and what their values are | is a field access |
/// | newtype, `#[serde(transparent)]` | what is known of the inner type | goes on in the inner type |
/// | tuple struct | its elements | `[0]` is a field access |
/// | enum without data | its names: comparisons with others are errors | |
/// | enum with `tag`, or with `tag` and `content` | the tag and its names | the tag is read off, the rest looked up in the JSON |
/// | `flatten` | the keys of the inner struct | is looked up in the JSON |
/// | `with`, `serialize_with`, `#[asl(opaque)]` on a field | that it is there | is looked up in the JSON |
/// | other enums, `into`, `from`, `try_from`, `#[asl(opaque)]` on the type | nothing | is looked up in the JSON |
///
/// What is looked up in the JSON is right, but costs writing the value with serde each time.
///
/// A type may contain itself. The types of fields must be as visible as the type itself.
///
/// # Attributes
///
/// - `#[asl(opaque)]` on a field or a type: nothing is known of its JSON. For fields whose types are not `Data`, such as those of
///   other crates.
/// - `#[asl(crate = "my_asl")]` on the type: the runtime crate goes by another name.
pub use asl_macro::Data;
/// Compiles Amazon States Language definitions into modules.
///
/// ```
/// asl_runtime::asl! {
///     /// What rustdoc shows, besides the definition's `Comment` and its graph.
///     pub mod hello = {
///         "StartAt": "Hello",
///         "States": { "Hello": { "Type": "Pass", "Result": "hello", "End": true } }
///     };
/// }
/// ```
///
/// Each `mod name = definition;` becomes a module. The definition is the path of a JSON file, relative to the crate
/// (`pub mod order = "workflows/order.asl.json";`), or the JSON itself in braces. A change to the file rebuilds the crate.
/// A crate that knows the runtime under another name says so first: `asl! { crate = ::my_asl; mod order = ...; }`.
///
/// # What the module holds
///
/// - `enum State`: one variant per state, holding that state's input. It is the whole position of an execution: it can
///   be printed, matched on, and stored with serde, by the states' own names.
/// - `trait Tasks`: one async method per Task state of the definition, at any depth, named after the state
///   (`Charge Card` becomes `charge_card`). A task whose resource ends in `.waitForTaskToken` is handed a
///   [`TaskToken`] and ends when the token is completed. `Tasks` is implemented for [`Dynamic`] too.
/// - `struct Machine<T: Tasks>`: `new(tasks)`, `run(input)`, `start(input)`; `on(host)` for another [`Host`].
/// - `struct Variables`, when a state assigns any: one field for each variable, `None` until it has a value. [`Execution::variables`]
///   shows them. What branches and iterations assign is in their own modules, below.
/// - a module for each branch of a Parallel (`look_up_0`, `look_up_1`) and each item processor of a Map
///   (`process_all`), with the `State` of the machine inside.
///
/// When two names become the same Rust name, the later one gets a number: `ShipOrder_2`.
///
/// # Errors
///
/// Every mistake in the definition is a compile error with a stable code, the line and a caret; all are shown at once.
/// The module then still exists, so that code which uses it brings no errors of its own. A part of the language that is
/// not supported yet is such an error too, never silence.
///
/// What is legal but surely not meant is a warning, which `#[allow(asl::ASL0101)]` on the module silences by its code.
pub use asl_macro::asl;

/// Gives the errors of a task their names: the trait [`TaskFailure`](trait@TaskFailure).
///
/// ```
/// use asl_runtime::TaskFailure;
///
/// #[derive(Debug, TaskFailure)]
/// enum OrderRejected {
///     CreditTooLow,
///     #[asl(name = "Order.OutOfStock", cause = "{missing} pieces are missing")]
///     OutOfStock { missing: u32 },
///     #[asl(transparent)]
///     Payment(PaymentDeclined),
/// }
///
/// #[derive(Debug, TaskFailure)]
/// #[asl(cause = "the bank says: {0}")]
/// struct PaymentDeclined(String);
///
/// let error = OrderRejected::OutOfStock { missing: 3 }.into_task_error();
/// assert_eq!(error.error(), Some("Order.OutOfStock"));
/// assert_eq!(error.cause(), Some("3 pieces are missing"));
///
/// let error = OrderRejected::Payment(PaymentDeclined("no".to_owned())).into_task_error();
/// assert_eq!(error.error(), Some("PaymentDeclined"));
/// assert_eq!(error.cause(), Some("the bank says: no"));
/// ```
///
/// A variant's name is its error name, and for a struct the type's; `name` says another. The cause is what `cause`
/// says, a format over the fields; else the text of the whole error, by `Display` where it has that, as with `thiserror`, and else by
/// `Debug`. A `transparent` variant has the name and cause of the error in it.
///
/// Where `?` turns the error into a [`TaskError`] it counts as any error of std: the name is the type's. `into_task_error` keeps the
/// names.
///
/// `#[asl(crate = "my_asl")]` on the type: the runtime crate goes by another name.
pub use asl_macro::TaskFailure;

pub use context::{Cx, Progress};
#[cfg(feature = "distributed")]
pub use distributed::{MapRunProgress, MapRunStatus};
pub use dynamic::{Dynamic, FromFn, Handler, TaskRequest, from_fn};
pub use error::{ExecutionError, TaskError, names};
pub use execution::Execution;
pub use history::{EventKind, Failure, History, HistoryEvent, Integration, IterationStage};
pub use host::*;
pub use identity::Identity;
pub use machine::{Machine, MachineState, Reads, StateId, StateKind, Step};
pub use retry::Retries;
pub use scope::{ChildName, Point, Scope};
pub use task::{TaskContext, TaskResult, TaskToken};
pub use typed::{Data, ErrorOutput, TaskFailure};

pub use serde_json::{Value, json};
