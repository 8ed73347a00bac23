//! `asl explain`.

use asl_compiler::diag::{Code, catalogue, nearest};

use crate::Status;

pub(crate) fn run(id: &str) -> Status {
    if let Some(code) = Code::ALL
        .iter()
        .find(|code| code.id().eq_ignore_ascii_case(id))
    {
        anstream::print!("{}", catalogue::entry(*code));
        return Status::Fine;
    }
    match nearest(id, Code::ALL.iter().map(|code| code.id())) {
        Some(near) => anstream::eprintln!("there is no code `{id}`; did you mean `{near}`?"),
        None => anstream::eprintln!("there is no code `{id}`"),
    }
    Status::Unusable
}
