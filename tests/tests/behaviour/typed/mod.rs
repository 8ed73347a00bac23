//! Workflows over types of the user's own. What they yield is what the same definitions yield over JSON, so that most tests
//! run both.

mod chain;
mod choice;
mod data_flow;
mod fan_out;
mod jsonata;
mod mixed;
mod observed;
mod recovery;
mod types;

/// A definition compiled twice: as `typed`, with signatures, and as `untyped`.
macro_rules! twins {
    ({ $($definition:tt)* } { $($signatures:tt)* }) => {
        asl_runtime::asl! {
            #[allow(asl::ASL0101, asl::ASL0102, asl::ASL0103)]
            mod typed = { $($definition)* } { $($signatures)* }
            #[allow(asl::ASL0101, asl::ASL0102, asl::ASL0103)]
            mod untyped = { $($definition)* };
        }
    };
}

pub(crate) use twins;
