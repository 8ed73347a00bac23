//! The driver: runs scenarios, one a line of its input, and writes what it saw, one a line of its output.

use std::error::Error;
use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::time::Duration;

use asl_runtime::distributed::Storage;
use asl_runtime::{
    Data, Dynamic, Execution, ExecutionError, History, Host, InMemory, Machine, MachineState, names,
};
use serde_json::Value;
use tokio::time::timeout;

use crate::pair::Pair;
use crate::replay::{Record, Recorder};
use crate::scenario::{End, Objects, Observed, Scenario};

pub use crate::replay::Replay;

/// A generated machine: its module's name, and how to run it.
pub type Entry = (&'static str, fn(Scenario) -> std::io::Result<Observed>);

/// The whole of the driver, for the machines of these batches.
#[must_use]
pub fn main(batches: &[&[Entry]]) -> ExitCode {
    match run_all(batches) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run_all(batches: &[&[Entry]]) -> Result<(), Box<dyn Error>> {
    let mut stdout = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let scenario: Scenario = serde_json::from_str(&line?)?;
        let mut machines = batches.iter().copied().flatten();
        let (_, run) = machines
            .find(|(name, _)| *name == scenario.machine)
            .ok_or_else(|| format!("there is no machine `{}`", scenario.machine))?;
        serde_json::to_writer(&mut stdout, &run(scenario)?)?;
        writeln!(stdout)?;
    }
    Ok(())
}

/// Runs a scenario in virtual time. `machine` makes the machine from its handler.
///
/// # Errors
/// When the system has no room for an event loop.
pub fn run<M>(
    scenario: Scenario,
    machine: impl FnOnce(Dynamic<Replay>) -> M,
) -> std::io::Result<Observed>
where
    M: Machine<Input: From<Value>>,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()?;
    Ok(runtime.block_on(observe(scenario, machine)))
}

async fn observe<M>(scenario: Scenario, machine: impl FnOnce(Dynamic<Replay>) -> M) -> Observed
where
    M: Machine<Input: From<Value>>,
{
    let host = InMemory::new()
        .starting_at(scenario.clock)
        .storage(storage(&scenario.objects).await)
        .observed_by(Pair(Recorder::default(), History::new()));
    let tasks = Replay::new(scenario.attempts, host.callbacks());
    let machine = machine(Dynamic(tasks.clone()));
    let mut execution =
        Execution::new(&machine, &host, scenario.input.into()).identified(scenario.identity);
    let horizon = Duration::from_secs(scenario.horizon_seconds);
    let states = scenario.states.unwrap_or(usize::MAX);
    let end = match timeout(horizon, advance(&mut execution, states)).await {
        Ok(Ok(())) => end(&execution),
        Ok(Err(error)) => failed(&error),
        Err(_) => End::Running,
    };
    let Pair(recorder, history) = host.observer();
    let Record {
        trace,
        retried,
        caught,
    } = recorder.record();
    Observed {
        end,
        retried,
        caught,
        trace,
        history: history.to_json(),
        differences: tasks.differences(),
    }
}

/// The objects in memory.
async fn storage(objects: &Objects) -> Storage {
    let storage = Storage::memory();
    for (bucket, objects) in objects {
        for (key, text) in objects {
            // What cannot be put there is not found by the execution, which tells.
            let _ = storage.put(bucket, key, text.clone()).await;
        }
    }
    storage
}

async fn advance<M: Machine, H: Host>(
    execution: &mut Execution<'_, M, H>,
    states: usize,
) -> Result<(), ExecutionError> {
    for _ in 0..states {
        if execution.state().is_none() {
            break;
        }
        execution.step().await?;
    }
    Ok(())
}

fn end<M: Machine, H: Host>(execution: &Execution<'_, M, H>) -> End {
    match (execution.output(), execution.state()) {
        (Some(output), _) => End::Succeeded(output.as_json().into_owned()),
        (None, Some(state)) => End::At {
            state: state.id().name.to_owned(),
            input: state.input().into_owned(),
        },
        (None, None) => End::Running,
    }
}

fn failed(error: &ExecutionError) -> End {
    // An error that arose in no state is the execution's own.
    let timed_out = error.error() == Some(names::TIMEOUT) && error.state().is_none();
    End::Failed {
        failure: error.into(),
        timed_out,
    }
}
