//! Types that are no errors of tasks.

use asl_runtime::TaskFailure;

#[derive(TaskFailure)]
enum WithoutDebug {
    Fraud,
}

#[derive(Debug, TaskFailure)]
enum Reserved {
    #[asl(name = "States.Timeout")]
    TooLate,
}

#[derive(Debug, TaskFailure)]
enum Transparent {
    #[asl(transparent)]
    Two(std::fmt::Error, std::fmt::Error),
}

#[derive(Debug, TaskFailure)]
enum Untold {
    #[asl(transparent)]
    Io(std::io::Error),
    #[asl(cause = "score {scor}")]
    Fraud { score: u32 },
    #[asl(nam = "Out.Of.Stock")]
    OutOfStock,
}

#[derive(Debug, TaskFailure)]
enum Foreign {
    #[asl(transparent)]
    Io(std::io::Error),
    #[asl(cause = "score {scor}")]
    Fraud { score: u32 },
}

fn fails(_: impl TaskFailure) {}

fn main() {
    fails("text".to_owned());
}
