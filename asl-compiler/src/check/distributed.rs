//! Distributed Maps: their labels are unique, and Express children do only what Express machines do. Reference §1.7, §13.

use std::collections::HashMap;

use super::{express, states};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, ExecutionType, Machine};
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
            express::check(&map.processor, diagnostics);
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
    fn express_children_wait_for_nothing_and_start_nothing() {
        let resource = "arn:aws:states:::ecs:runTask.sync";
        let task = |resource: &str| {
            format!(r#""S": {{"Type": "Task", "Resource": {resource}, "End": true}}"#)
        };
        let marked = task(&format!(">>>\"{resource}\"<<<"));
        let label = "this task waits for a job";
        assert_reports(
            &machine(&map("EXPRESS", "", &marked)),
            &[(Code::Express, label)],
        );
        let unmarked = task(&format!("\"{resource}\""));
        assert_reports(&machine(&map("STANDARD", "", &unmarked)), &[]);
        let inner = map("STANDARD", "", r#""T": {"Type": "Succeed"}"#)
            .replace(r#""StartAt": "S""#, r#""StartAt": "T""#)
            .replace("\"DISTRIBUTED\"", ">>>\"DISTRIBUTED\"<<<");
        let outer = map("EXPRESS", "", &format!(r#""S": {inner}"#));
        let label = "this Map starts child executions";
        assert_reports(&machine(&outer), &[(Code::Express, label)]);
    }
}
