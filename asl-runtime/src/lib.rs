//! Amazon States Language compiled into Rust.
#[doc(hidden)]
pub mod __private;
mod context;
mod context_object;
#[doc(hidden)]
pub mod data;
mod dynamic;
mod error;
mod execution;
mod host;
mod identity;
mod machine;
mod map;
mod retry;
mod scope;
mod task;
mod time;

pub use asl_macro::asl;
pub use context::{Cx, Progress};
pub use dynamic::{Dynamic, FromFn, Handler, TaskRequest, from_fn};
pub use error::{ExecutionError, TaskError, names};
pub use execution::Execution;
pub use host::*;
pub use identity::Identity;
pub use machine::{Data, Machine, MachineState, Reads, StateId, StateKind, Step};
pub use retry::Retries;
pub use scope::{ChildName, Point, Scope};
pub use task::{TaskContext, TaskResult, TaskToken};
