//! Distributed Maps: their labels are unique, and Express children do only what Express machines do. Reference §1.7, §13.

use std::collections::HashMap;

use super::states;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Distributed, ExecutionType, Machine, Map};
use crate::source::Span;

pub(super) fn check(machine: &Machine, diagnostics: &mut Diagnostics) {
    let states = states(machine);
    let maps = states.iter().filter_map(|state| match &state.body {
        Body::Map(map) => map
            .distributed
            .as_deref()
            .map(|distributed| (&**map, distributed)),
        _ => None,
    });
    let mut labels: HashMap<&str, Span> = HashMap::new();
    for (map, distributed) in maps {
        if let Some(label) = &distributed.label {
            let first = *labels.entry(&label.value).or_insert(label.span);
            if first != label.span {
                let finding =
                    Diagnostic::new(Code::OutOfRange, label.span, "another Map has this label");
                diagnostics.report(finding.related(first, "the first one"));
            }
        }
        if distributed.execution_type == ExecutionType::Express {
            check_express(map, distributed, diagnostics);
        }
    }
}

/// Express executions wait for nothing that answers later, and start no child executions.
fn check_express(map: &Map, distributed: &Distributed, diagnostics: &mut Diagnostics) {
    let mut report = |place: Span, label: &str| {
        let finding = Diagnostic::new(Code::OutOfRange, place, label);
        diagnostics.report(finding.related(distributed.mode, "its child executions are `EXPRESS`"));
    };
    for state in states(&map.processor) {
        match &state.body {
            Body::Map(inner) => {
                if let Some(inner) = &inner.distributed {
                    report(inner.mode, "an Express execution has no distributed Map");
                }
            }
            Body::Task(task) => {
                let resource = &task.resource.value;
                let waits = [".sync", ".sync:2", ".waitForTaskToken"];
                if waits.iter().any(|pattern| resource.ends_with(pattern)) {
                    let label = "an Express execution does not wait for a job or a token";
                    report(task.resource.span, label);
                } else if resource.contains(":activity:") {
                    report(task.resource.span, "an Express execution has no activities");
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    /// A distributed Map.
    fn map(kind: &str, fields: &str, states: &str) -> String {
        format!(
            r#"{{"Type": "Map", "End": true, {fields} "ItemProcessor": {{"StartAt": "S",
            "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "{kind}"}}, "States": {{{states}}}}}}}"#
        )
    }

    fn machine(map: &str) -> String {
        format!(r#"{{"StartAt": "M", "States": {{"M": {map}}}}}"#)
    }

    #[test]
    fn labels_are_unique_in_the_whole_definition() {
        let inner = map(
            "STANDARD",
            r#""Label": >>>"a"<<<,"#,
            r#""T": {"Type": "Succeed"}"#,
        );
        let inner = inner.replace(r#""StartAt": "S""#, r#""StartAt": "T""#);
        let outer = map("STANDARD", r#""Label": "a","#, &format!(r#""S": {inner}"#));
        assert_reports(
            &machine(&outer),
            &[(Code::OutOfRange, "another Map has this label")],
        );
    }

    #[test]
    fn express_children_wait_for_nothing_that_answers_later() {
        for (resource, label) in [
            (
                "arn:aws:states:::ecs:runTask.sync",
                "an Express execution does not wait for a job or a token",
            ),
            (
                "q.waitForTaskToken",
                "an Express execution does not wait for a job or a token",
            ),
            (
                "arn:aws:states:us-east-1:1:activity:a",
                "an Express execution has no activities",
            ),
        ] {
            let task = |resource: &str| {
                format!(r#""S": {{"Type": "Task", "Resource": {resource}, "End": true}}"#)
            };
            let marked = task(&format!(">>>\"{resource}\"<<<"));
            assert_reports(
                &machine(&map("EXPRESS", "", &marked)),
                &[(Code::OutOfRange, label)],
            );
            let unmarked = task(&format!("\"{resource}\""));
            assert_reports(&machine(&map("STANDARD", "", &unmarked)), &[]);
        }
    }
}
