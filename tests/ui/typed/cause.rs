//! A cause that names a field that is not there.

use asl_runtime::TaskFailure;

#[derive(Debug, TaskFailure)]
enum OrderRejected {
    #[asl(cause = "score {scor}")]
    Fraud { score: u32 },
    #[asl(cause = "{1}")]
    CreditTooLow(u32),
}

fn main() {}
