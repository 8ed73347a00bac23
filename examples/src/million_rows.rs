//! A file of payments that is far larger than memory should have to be: read row by row, checked in batches side by
//! side, its results written to files.

pub mod by_hand;

use std::fmt::Write;

use asl_runtime::distributed::{Storage, StorageError};
use asl_runtime::{
    ExecutionError, InMemory, MapRunProgress, TaskContext, TaskError, TaskResult, Value, asl, json,
};
use serde::{Deserialize, Serialize};

asl! {
    /// `Check Payments` (distributed Map) of `Check Batch`.
    pub mod payments = "workflows/million_rows.asl.json";
}

/// The bucket and the name of the file.
pub const INBOX: (&str, &str) = ("inbox", "payments.csv");

/// A row of the file.
#[derive(Debug, Deserialize)]
pub struct Payment {
    id: String,
    account: String,
    cents: String,
}

/// What came of a row.
#[derive(Debug, Serialize)]
pub struct Checked {
    id: String,
    account: String,
    cents: u64,
    fee: u64,
}

/// A row without a proper amount.
#[derive(Debug)]
pub struct BadAmount(String);

/// Works out the fee of a payment.
///
/// # Errors
/// When the amount is none.
pub fn check(payment: Payment) -> Result<Checked, BadAmount> {
    let Ok(cents) = payment.cents.parse::<u64>() else {
        return Err(BadAmount(payment.id));
    };
    Ok(Checked {
        id: payment.id,
        account: payment.account,
        cents,
        fee: cents / 200 + 25,
    })
}

/// What an `ItemBatcher` makes of the rows.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Batch {
    items: Vec<Payment>,
}

/// The handlers.
#[derive(Clone, Copy, Debug)]
pub struct Office;

impl payments::Tasks for Office {
    async fn check_batch(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let batch: Batch = serde_json::from_value(input)?;
        let checked: Result<Vec<_>, _> = batch.items.into_iter().map(check).collect();
        match checked {
            Ok(checked) => Ok(serde_json::to_value(checked)?),
            Err(BadAmount(id)) => {
                let cause = format!("payment {id} has no amount");
                Err(TaskError::new("BadAmount", cause))
            }
        }
    }
}

/// Puts a file of so many payments into the inbox. One in a thousand is bad, but bad ones come together, as from a machine
/// that was broken for a while: a batch with one bad row fails as a whole, so that bad rows here and there would be the
/// end of every other batch.
///
/// # Errors
/// The storage's.
pub async fn generate(storage: &Storage, rows: usize) -> Result<(), StorageError> {
    let mut text = String::with_capacity(rows * 32);
    text.push_str("id,account,cents,currency\n");
    for row in 0..rows {
        let account = row * 7919 % 1_000_003;
        let _ = write!(text, "{row},DE{account:09},");
        if !is_bad(row, rows) {
            let _ = write!(text, "{}", 100 + row * 31 % 90_000);
        }
        text.push_str(",EUR\n");
    }
    storage.put(INBOX.0, INBOX.1, text).await
}

/// In every 250,000 rows 250 in the middle are bad.
fn is_bad(row: usize, rows: usize) -> bool {
    let period = rows.min(250_000);
    let from = period / 2;
    (from..from + period / 1000).contains(&(row % period))
}

/// Checks the payments in the inbox, and tells `watch` how that gets on.
///
/// # Errors
/// Whatever ends the execution, such as more than one row in a hundred in batches that failed.
pub async fn run(
    storage: Storage,
    watch: impl Fn(&MapRunProgress) + Send + Sync + 'static,
) -> Result<Value, ExecutionError> {
    let host = InMemory::new().storage(storage).on_progress(watch);
    let machine = payments::Machine::new(Office).on(host);
    machine.run(json!({ "file": INBOX.1 })).await
}
