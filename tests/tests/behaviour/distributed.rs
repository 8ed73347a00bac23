//! Distributed Map. Reference §12.3-12.6, §5.2.

mod children;
mod failures;
mod storage;

/// A distributed Map, with its child executions' states.
macro_rules! map {
    ({ $($fields:tt)* }, { $($states:tt)* }) => {
        $crate::distributed::map!(async |call| Ok(call.input), { $($fields)* }, { $($states)* })
    };
    ($answer:expr, { $($fields:tt)* }, { $($states:tt)* }) => {
        $crate::distributed::map!($answer, "STANDARD", { $($fields)* }, { $($states)* })
    };
    ($answer:expr, $kind:literal, { $($fields:tt)* }, { $($states:tt)* }) => {
        $crate::support::state!($answer, {
            "Type": "Map", $($fields)*
            "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": $kind },
                "StartAt": "T",
                "States": { $($states)* }
            }
        })
    };
}

use map;
