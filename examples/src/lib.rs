//! Workflows of real users. Each module has a definition, its handlers and what it takes to run them; the program of
//! the same name under `examples/` prints what happens, the test of the same name under `tests/` asserts it.
//!
//! - [`order_processing`]: four tasks in a row, driven transition by transition with `start` and `step`; a retried
//!   payment, and results that `ResultPath` adds to the order.
//! - [`user_registration`]: two tasks whose failures are caught, each ending in a `Fail` state of its own.
//! - [`coffee_shop`]: many orders at once, each waiting for a customer and a barista who answer by task token, or too
//!   late.
//! - [`fan_out`]: branches side by side in a `Parallel`, items in a `Map`, and an observer that tells what happens.
//! - `million_rows`, with the feature `distributed`: a large file in batches side by side, results in files, a progress bar,
//!   and the same by hand.

pub mod coffee_shop;
pub mod fan_out;
#[cfg(feature = "distributed")]
pub mod million_rows;
pub mod order_processing;
pub mod user_registration;
