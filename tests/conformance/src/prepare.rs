//! What is to be done with a case: which definition to compile, and how to run it.

use asl_compiler::diag::Diagnostic;
use asl_compiler::source::SourceFile;
use asl_runtime::Identity;
use conformance::scenario::{Answer, Attempt, Failure, Scenario};
use serde_json::{Value, json};

use crate::case::{Case, Context, Kind, Outcome, Task};
use crate::judge::Verdict;
use crate::test_state;

/// What is left to do with a case.
#[derive(Debug)]
pub(crate) enum Prepared {
    /// Nothing: the verdict is known.
    Settled(Verdict),
    /// The definition must compile to valid Rust.
    Build(String),
    /// The definition must compile, and run like this.
    Run(String, Box<Scenario>),
}

/// Five years: longer than an execution can live.
const WHOLE_LIFE: u64 = 5 * 365 * 24 * 60 * 60;
/// Short enough to find an execution running that was recorded while it ran.
const A_MOMENT: u64 = 10;

/// What AWS says when a service has failed a Task state before there was a task.
const OF_SERVICES: [(&str, &str); 2] = [
    (
        "could not be used to start the Task",
        "a service refuses the task's parameters",
    ),
    ("The activity ", "an activity that AWS does not know"),
];

pub(crate) fn prepare(case: &Case) -> Prepared {
    let prepared = match case.kind {
        Kind::Execution => execution(case),
        Kind::TestState => test_state::prepare(case),
        Kind::Validation => validation(case),
        Kind::VariableReferences => variable_references(case),
    };
    let (Prepared::Run(definition, _) | Prepared::Build(definition)) = &prepared else {
        return prepared;
    };
    match check(definition, case.checker()) {
        Checked::Accepted => prepared,
        Checked::Refused(findings) => Prepared::Settled(Verdict::Failed(findings)),
    }
}

pub(crate) fn skip(reason: impl Into<String>) -> Prepared {
    Prepared::Settled(Verdict::Skipped(reason.into()))
}

fn execution(case: &Case) -> Prepared {
    if case.child_tasks_unrecorded.is_some() {
        return skip("the results of its tasks were not recorded");
    }
    if let Some(cause) = case.expect.cause.as_ref().and_then(Value::as_str)
        && let Some((_, reason)) = OF_SERVICES.iter().find(|(words, _)| cause.contains(words))
    {
        return skip(*reason);
    }
    let attempts = case.tasks.iter().flatten().map(attempt).collect();
    let scenario = Scenario {
        machine: String::new(),
        input: case.input.clone(),
        clock: case.clock,
        objects: case.fixtures.s3.clone(),
        identity: identity(case, case.context.as_ref()),
        attempts,
        horizon_seconds: match case.expect.status.as_str() {
            "RUNNING" | "ABORTED" => A_MOMENT,
            _ => WHOLE_LIFE,
        },
        states: None,
    };
    Prepared::Run(case.definition_text(), Box::new(scenario))
}

/// Who the execution is, as far as its context says so.
pub(crate) fn identity(case: &Case, context: Option<&Context>) -> Identity {
    let identity = context
        .and_then(complete_identity)
        .unwrap_or_else(|| Identity::new("machine", "execution"));
    if case.knows_redrives() {
        identity
    } else {
        identity.express()
    }
}

/// `None` when something is missing that every context has.
pub(crate) fn complete_identity(context: &Context) -> Option<Identity> {
    let execution = context.execution.as_ref()?;
    let machine = context.state_machine.as_ref()?;
    let identity = Identity::new(machine.name.as_deref()?, execution.name.as_deref()?)
        .execution_id(execution.id.as_deref()?)
        .state_machine_id(machine.id.as_deref()?);
    Some(match &execution.role_arn {
        Some(role) => identity.role_arn(role),
        None => identity,
    })
}

fn attempt(task: &Task) -> Attempt {
    let answer = match &task.outcome {
        Some(Outcome::Output { output }) => Answer::Output(output.clone()),
        Some(Outcome::Error {
            error,
            cause,
            phase,
        }) => Answer::Error {
            failure: Failure {
                error: error.clone(),
                cause: cause.as_ref().map(cause_text),
            },
            submitting: phase.is_some(),
        },
        Some(Outcome::Timeout { .. }) => Answer::Timeout,
        Some(Outcome::None { .. }) | None => Answer::Nothing,
    };
    Attempt {
        state: task.state.clone(),
        input: task.input.clone(),
        submitted: task.submitted_output.clone(),
        mocked: false,
        limited: task.timeout_seconds.is_some() || task.heartbeat_seconds.is_some(),
        answer,
    }
}

/// The text of a cause: itself, or the JSON of `{"$json": value}`.
fn cause_text(cause: &Value) -> String {
    match cause {
        Value::String(text) => text.clone(),
        _ => cause.get("$json").unwrap_or(cause).to_string(),
    }
}

fn validation(case: &Case) -> Prepared {
    let Some(validation) = &case.validation else {
        return skip("there is no answer to compare with");
    };
    let message = validation.message.iter();
    let diagnostics = validation.diagnostics.iter().map(|found| &found.message);
    let said: Vec<&String> = message.chain(diagnostics).collect();
    match validation.result.as_str() {
        "OK" => Prepared::Build(case.definition_text()),
        _ => refused(&case.definition_text(), case.checker(), &said),
    }
}

/// The variables that each state refers to.
fn variable_references(case: &Case) -> Prepared {
    let text = case.definition_text();
    let source = SourceFile::new("definition", text.as_str());
    let found = json!(asl_compiler::variable_references(&source));
    let recorded = json!(case.variable_references);
    if found == recorded {
        return Prepared::Build(text);
    }
    let line = format!("variableReferences: expected {recorded}, got {found}");
    Prepared::Settled(Verdict::Failed(vec![line]))
}

/// A definition that AWS refused, saying `said`.
pub(crate) fn refused(definition: &str, checker: Checker, said: &[&String]) -> Prepared {
    const NOT_OF_THE_LANGUAGE: [(&str, &str); 1] =
        [("is not recognized", "AWS's catalogue of resources")];
    match check(definition, checker) {
        Checked::Refused(_) => Prepared::Settled(Verdict::Passed),
        Checked::Accepted => NOT_OF_THE_LANGUAGE
            .iter()
            .find(|(words, _)| said.iter().any(|text| text.contains(words)))
            .map_or_else(
                || {
                    let said = said.iter().map(|text| format!("AWS refuses it: {text}"));
                    Prepared::Settled(Verdict::Failed(said.collect()))
                },
                |(_, reason)| skip(*reason),
            ),
    }
}

/// How a definition of its kind of workflow is checked.
pub(crate) type Checker = fn(&SourceFile) -> Vec<Diagnostic>;

/// What the compiler says about a definition.
enum Checked {
    Accepted,
    /// It breaks rules of the language.
    Refused(Vec<String>),
}

fn check(definition: &str, checker: Checker) -> Checked {
    let source = SourceFile::new("definition", definition);
    let findings = checker(&source);
    let errors: Vec<&Diagnostic> = findings.iter().filter(|found| found.is_error()).collect();
    if errors.is_empty() {
        return Checked::Accepted;
    }
    let line = |found: &&Diagnostic| {
        let (line, column) = source.line_column(found.span.start);
        let (code, title) = (found.code.id(), found.code.title());
        format!(
            "refused at {line}:{column}: [{code}] {title}: {}",
            found.label
        )
    };
    Checked::Refused(errors.iter().map(line).collect())
}
