//! Cases of the TestState API: a single state, which becomes a machine of its own.

use asl_runtime::Identity;
use conformance::scenario::{Answer, Attempt, Failure, Scenario};
use serde_json::{Map, Value, json};

use crate::case::{Case, Context, ExecutionContext, Mock, Request};
use crate::prepare::{Prepared, complete_identity, identity, refused, skip};

/// What AWS calls a state unless the request's context names it.
const UNNAMED: &str = "StateName";
/// The state that hands the state under test its input, when the execution's own input is another.
const BEFORE: &str = "Before the state under test";
const A_YEAR: u64 = 365 * 24 * 60 * 60;

pub(crate) fn prepare(case: &Case) -> Prepared {
    let none = Request::default();
    let request = case.request.as_ref().unwrap_or(&none);
    let definition = case.definition.as_ref().unwrap_or(&Value::Null);
    if case.expect.status == "REFUSED" {
        return refused_request(case, definition);
    }
    if let Some(reason) = not_applicable(request) {
        return skip(reason);
    }
    let Some((name, mut state)) = state_under_test(definition, request) else {
        return skip("the state under test is not in the definition");
    };
    let Some(attempts) = attempts(case, request, &name, &mut state) else {
        return skip("the results of its tasks were not recorded");
    };
    let context = context(request);
    let execution = context
        .as_ref()
        .and_then(|context| context.execution.as_ref());
    let outer_input = execution.and_then(|execution| execution.input.as_ref());
    let before = Before {
        input: &case.input,
        variables: request.variables.as_ref(),
    };
    let before = Some(before).filter(|_| outer_input.is_some() || request.variables.is_some());
    let states = if before.is_some() { 2 } else { 1 };
    let machine = machine(&name, state, definition, before);
    let started = |execution: &ExecutionContext| execution.start_time;
    let scenario = Scenario {
        machine: String::new(),
        input: outer_input.unwrap_or(&case.input).clone(),
        clock: execution.and_then(started).unwrap_or(case.clock),
        objects: case.fixtures.s3.clone(),
        identity: match &context {
            Some(context) => identity(case, Some(context)),
            None => made_by_the_api(request),
        },
        attempts,
        horizon_seconds: A_YEAR,
        states: Some(states),
    };
    Prepared::Run(format!("{machine:#}"), Box::new(scenario))
}

/// The API refuses requests as well as definitions; only the latter is the compiler's business.
fn refused_request(case: &Case, definition: &Value) -> Prepared {
    let of_definition = |error: &Value| error == "InvalidDefinition";
    let Some(message) = case.expect.message.as_ref() else {
        return skip("there is no answer to compare with");
    };
    // The API's own rules about which states it takes come under the same name.
    if !case.expect.error.as_ref().is_some_and(of_definition) || message.contains("TestState API") {
        return skip("a rule of the TestState API, not of the language");
    }
    let definition = match definition.get("States") {
        Some(_) => definition.clone(),
        None => machine(UNNAMED, definition.clone(), definition, None),
    };
    refused(&format!("{definition:#}"), asl_compiler::check, &[message])
}

/// Who the API lets an execution be, when the request does not say.
fn made_by_the_api(request: &Request) -> Identity {
    let arn = |what: &str| format!("arn:aws:states:us-east-1:111111111111:{what}");
    let identity = Identity::new("machine", "execution")
        .execution_id(arn("express:machine:execution"))
        .state_machine_id(arn("stateMachine:machine"))
        .express();
    match &request.role_arn {
        Some(role) => identity.role_arn(role),
        None => identity.without_role(),
    }
}

/// Why a machine cannot show what the request asks for.
fn not_applicable(request: &Request) -> Option<String> {
    let configured = request.state_configuration.keys();
    if let Some(key) = configured
        .into_iter()
        .find(|key| *key != "retrierRetryCount")
    {
        return Some(format!(
            "the request sets `{key}`, a position inside of a state"
        ));
    }
    request.context.as_ref()?;
    let identity = context(request).as_ref().and_then(complete_identity);
    identity
        .is_none()
        .then(|| "the request sets an incomplete context object".to_owned())
}

/// The context object that the request sets, if it is a proper one.
fn context(request: &Request) -> Option<Context> {
    serde_json::from_value(request.context.clone()?).ok()
}

/// The state, under the name that it is run by: even one with a name of its own has another.
fn state_under_test(definition: &Value, request: &Request) -> Option<(String, Value)> {
    let state = context(request).and_then(|context| context.state);
    let name = state.and_then(|state| state.name);
    let state = match &request.state_name {
        Some(name) => definition.get("States")?.get(name)?,
        None => definition,
    };
    Some((name.unwrap_or(UNNAMED.to_owned()), state.clone()))
}

/// What a state before the one under test hands it.
#[derive(Clone, Copy)]
struct Before<'a> {
    input: &'a Value,
    variables: Option<&'a Map<String, Value>>,
}

impl Before<'_> {
    fn state(self, next: &str, language: Option<&Value>) -> Value {
        let result = match language {
            Some(language) if language == "JSONata" => "Output",
            _ => "Result",
        };
        let mut state = json!({ "Type": "Pass", (result): self.input, "Next": next });
        if let Some(variables) = self.variables {
            state["Assign"] = json!(variables);
        }
        state
    }
}

/// The machine around a state: every state that it leads to ends the machine.
fn machine(name: &str, state: Value, definition: &Value, before: Option<Before<'_>>) -> Value {
    let mut states = Map::new();
    let language = definition
        .get("States")
        .and(definition.get("QueryLanguage"));
    if let Some(before) = before {
        states.insert(BEFORE.to_owned(), before.state(name, language));
    }
    let targets = targets(&state);
    states.insert(name.to_owned(), state);
    for target in targets {
        states.entry(target).or_insert(json!({ "Type": "Succeed" }));
    }
    let start = if before.is_some() { BEFORE } else { name };
    let mut machine = json!({ "StartAt": start, "States": states });
    if let Some(language) = language {
        machine["QueryLanguage"] = language.clone();
    }
    machine
}

fn targets(state: &Value) -> Vec<String> {
    let inside = |field: &str| {
        state
            .get(field)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let nested = inside("Choices")
        .chain(inside("Catch"))
        .map(|rule| rule.get("Next"));
    [state.get("Next"), state.get("Default")]
        .into_iter()
        .chain(nested)
        .filter_map(|target| target?.as_str().map(str::to_owned))
        .collect()
}

/// The attempts at the tasks. A mock that stands for all that a Parallel or a Map does becomes a task in each branch
/// or iteration.
fn attempts(case: &Case, request: &Request, name: &str, state: &mut Value) -> Option<Vec<Attempt>> {
    let inspected = &case.expect.inspection_data;
    let Some(mock) = &request.mock else {
        let is_task = state.get("Type").is_some_and(|kind| kind == "Task");
        return match inspected.get("result") {
            _ if !is_task => Some(Vec::new()),
            Some(result) => Some(vec![attempt(name, Answer::Output(result.clone()))]),
            None => None,
        };
    };
    let mut attempts = match state.get("Type").and_then(Value::as_str) {
        Some("Parallel") => in_branches(state, mock),
        Some("Map") => in_iterations(state, mock),
        _ => {
            let mut attempt = attempt(name, answer(mock));
            let parameters = inspected.get("afterParameters");
            attempt.input = parameters.or(inspected.get("afterArguments")).cloned();
            vec![attempt]
        }
    };
    // A retry that was made already is an attempt that failed the same way.
    let retries = request.state_configuration.get("retrierRetryCount");
    let retries = retries.and_then(Value::as_u64).unwrap_or(0);
    let again: Vec<_> = (0..retries).flat_map(|_| attempts.clone()).collect();
    attempts.extend(again);
    // One more would wait for ever.
    let last = attempts
        .last()
        .map(|last| attempt(&last.state, Answer::Nothing));
    attempts.extend(last);
    Some(attempts)
}

fn attempt(state: &str, answer: Answer) -> Attempt {
    Attempt {
        state: state.to_owned(),
        input: None,
        limited: false,
        submitted: None,
        mocked: true,
        answer,
    }
}

fn answer(mock: &Mock) -> Answer {
    match (&mock.result, &mock.error_output) {
        (_, Some(error)) => Answer::Error {
            failure: Failure {
                error: error.error.clone(),
                cause: error.cause.clone(),
            },
            submitting: false,
        },
        (result, None) => Answer::Output(result.clone().unwrap_or_default()),
    }
}

fn in_branches(state: &mut Value, mock: &Mock) -> Vec<Attempt> {
    let branches = state.get_mut("Branches").and_then(Value::as_array_mut);
    let results = mock.result.as_ref().and_then(Value::as_array);
    let mut attempts = Vec::new();
    for (index, branch) in branches.into_iter().flatten().enumerate() {
        let task = format!("Mocked branch {index}");
        *branch = one_task(&task);
        let result = results.and_then(|results| results.get(index));
        attempts.push(attempt(
            &task,
            result.cloned().map_or_else(|| answer(mock), Answer::Output),
        ));
    }
    attempts
}

fn in_iterations(state: &mut Value, mock: &Mock) -> Vec<Attempt> {
    const TASK: &str = "Mocked iteration";
    let field = if state.get("Iterator").is_some() {
        "Iterator"
    } else {
        "ItemProcessor"
    };
    if let Some(processor) = state.get_mut(field) {
        let config = processor.get("ProcessorConfig").cloned();
        *processor = one_task(TASK);
        if let Some(config) = config {
            processor["ProcessorConfig"] = config;
        }
    }
    match mock.result.as_ref().and_then(Value::as_array) {
        Some(results) => {
            let answers = results.iter().cloned().map(Answer::Output);
            answers.map(|answer| attempt(TASK, answer)).collect()
        }
        None => vec![attempt(TASK, answer(mock))],
    }
}

fn one_task(name: &str) -> Value {
    json!({
        "StartAt": name,
        "States": { (name): { "Type": "Task", "Resource": "mock", "End": true } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_that_a_state_leads_to_end_its_machine() {
        let state = json!({
            "Type": "Task", "Resource": "r", "Next": "B", "Catch": [{ "ErrorEquals": ["E"], "Next": "C" }]
        });
        let end = json!({ "Type": "Succeed" });
        assert_eq!(
            machine("A", state.clone(), &state, None),
            json!({ "StartAt": "A", "States": { "A": state, "B": end, "C": end } })
        );
    }

    #[test]
    fn an_input_besides_the_executions_own_comes_from_a_state_before() {
        let state = json!({ "Type": "Succeed" });
        let (input, variables) = (json!([1]), Map::from_iter([("x".to_owned(), json!(2))]));
        let before = Before {
            input: &input,
            variables: Some(&variables),
        };
        let machine = machine("A", state.clone(), &state, Some(before));
        assert_eq!(machine["StartAt"], BEFORE);
        assert_eq!(
            machine["States"][BEFORE],
            json!({ "Type": "Pass", "Result": [1], "Assign": { "x": 2 }, "Next": "A" })
        );
    }

    #[test]
    fn a_mocked_parallel_has_a_task_in_each_branch() {
        let mut state = json!({ "Type": "Parallel", "Branches": [{}, {}] });
        let mock = Mock {
            result: Some(json!([1, 2])),
            error_output: None,
        };
        let answers: Vec<Answer> = in_branches(&mut state, &mock)
            .into_iter()
            .map(|attempt| attempt.answer)
            .collect();
        assert_eq!(
            answers,
            [Answer::Output(json!(1)), Answer::Output(json!(2))]
        );
        assert_eq!(state["Branches"][1]["StartAt"], "Mocked branch 1");
    }
}
