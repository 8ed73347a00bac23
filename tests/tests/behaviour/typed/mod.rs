//! Workflows over types of the user's own. What they yield is what the same definitions yield over JSON, so that most tests
//! run both.

mod assigned;
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
            #[allow(asl::ASL0101, asl::ASL0102, asl::ASL0103, asl::ASL0108)]
            mod typed = { $($definition)* } { $($signatures)* }
            #[allow(asl::ASL0101, asl::ASL0102, asl::ASL0103, asl::ASL0108)]
            mod untyped = { $($definition)* };
        }
    };
}

/// What a machine with these handlers yields: run in one go, as machines are that nobody needs to hear of, and state by state,
/// for an observer.
macro_rules! run {
    ($module:ident, $tasks:expr, $input:expr) => {{
        let input = $input;
        let observed = $module::Machine::new($tasks)
            .on(asl_runtime::InMemory::new().observed_by(asl_runtime::History::new()));
        let by_states = observed.run(input.clone()).await;
        let in_one_go = $module::Machine::new($tasks).run(input).await;
        assert_eq!(in_one_go, by_states);
        in_one_go
    }};
}

pub(crate) use {run, twins};
