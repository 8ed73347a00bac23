//! `Resource` of a Task: any text names a handler, but one that AWS calls must exist there. Reference §9.1.

use super::Reader;
use super::object::{Fields, list};
use crate::diag::{Code, Diagnostic, nearest};
use crate::model::fields::{INTEGRATIONS, PATTERNS};
use crate::parse::Node;
use crate::source::{Span, Spanned};

/// The parts of `arn:aws:states:::sqs:sendMessage.waitForTaskToken`.
#[derive(Debug, PartialEq, Eq)]
struct Call<'t> {
    /// E.g. `sqs`, `aws-sdk`.
    service: &'t str,
    /// E.g. `sendMessage`, `s3:getObject`.
    action: &'t str,
    /// E.g. `waitForTaskToken`.
    pattern: Option<&'t str>,
}

impl<'t> Call<'t> {
    fn parse(resource: &'t str) -> Option<Self> {
        let (partition, call) = resource.strip_prefix("arn:")?.split_once(":states:::")?;
        let (call, pattern) = match call.split_once('.') {
            Some((call, pattern)) => (call, Some(pattern)),
            None => (call, None),
        };
        let (service, action) = call.split_once(':')?;
        partition.starts_with("aws").then_some(Call {
            service,
            action,
            pattern,
        })
    }
}

impl Reader<'_> {
    pub(super) fn resource(&mut self, fields: &Fields<'_>) -> Option<Spanned<String>> {
        let node = fields.get("Resource")?;
        let resource = self.as_string(node)?;
        if resource.value.is_empty() {
            return self.out_of_range(node, "`Resource` cannot be empty");
        }
        if let Some(at) = unclosed_placeholder(&resource.value) {
            let inner = Span::new(at, resource.value.len());
            let span = self.source.within_string(node.span, inner);
            self.report(
                Code::OutOfRange,
                span,
                "this placeholder is never closed: a `}` is missing",
            );
        } else if let Some(call) = Call::parse(&resource.value) {
            self.check_call_of_aws(node, &resource.value, &call);
        }
        Some(resource)
    }

    /// Reports an action or a pattern that AWS does not have.
    fn check_call_of_aws(&mut self, node: &Node, resource: &str, call: &Call<'_>) {
        let Call {
            service,
            action,
            pattern,
        } = *call;
        let of_service = INTEGRATIONS.iter().filter(|known| known.service == service);
        let actions: Vec<_> = of_service.clone().map(|known| known.action).collect();
        let known = of_service.clone().find(|known| known.action == action);
        if !actions.is_empty() && known.is_none() {
            let label = format!("AWS has no action `{action}` of `{service}` here");
            let help = match nearest(action, actions.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!(
                    "it has {}; `arn:aws:states:::aws-sdk:{service}:{action}` calls any other action of the service",
                    list(&quoted(&actions), "and")
                ),
            };
            self.report_part(node, resource, action, label, help);
            return;
        }
        let patterns = match (known, service) {
            (Some(known), _) => known.patterns,
            (None, "aws-sdk") => &["waitForTaskToken"],
            (None, _) => PATTERNS,
        };
        let Some(pattern) = pattern.filter(|pattern| !patterns.contains(pattern)) else {
            return;
        };
        let label = format!("`{service}:{action}` has no `.{pattern}`");
        let help = match nearest(pattern, patterns.iter().copied()) {
            Some(near) => format!("did you mean `.{near}`?"),
            None if patterns.is_empty() => "it can only be called as it is".to_owned(),
            None => {
                let patterns: Vec<_> = patterns.iter().map(|it| format!("`.{it}`")).collect();
                format!("it has {}", list(&patterns, "and"))
            }
        };
        self.report_part(node, resource, pattern, label, help);
    }

    /// Reports the last occurrence of a part of the resource.
    fn report_part(
        &mut self,
        node: &Node,
        resource: &str,
        part: &str,
        label: String,
        help: String,
    ) {
        let at = resource.rfind(part).unwrap_or_default();
        let inner = Span::new(at, at + part.len());
        let span = self.source.within_string(node.span, inner);
        self.diagnostics
            .report(Diagnostic::new(Code::OutOfRange, span, label).help(help));
    }
}

fn quoted(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

/// Where `${` stands without a `}` behind it.
fn unclosed_placeholder(text: &str) -> Option<usize> {
    let at = text.rfind("${")?;
    (!text[at..].contains('}')).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_of_aws_has_a_service_an_action_and_perhaps_a_pattern() {
        let call = |service, action, pattern| {
            Some(Call {
                service,
                action,
                pattern,
            })
        };
        for (resource, expected) in [
            (
                "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                call("sqs", "sendMessage", Some("waitForTaskToken")),
            ),
            (
                "arn:aws-cn:states:::states:startExecution.sync:2",
                call("states", "startExecution", Some("sync:2")),
            ),
            (
                "arn:aws:states:::aws-sdk:s3:getObject",
                call("aws-sdk", "s3:getObject", None),
            ),
            ("arn:aws:states:us-east-1:123456789012:activity:a", None),
            ("arn:aws:lambda:us-east-1:123456789012:function:f", None),
            ("charge_card", None),
        ] {
            assert_eq!(Call::parse(resource), expected, "{resource}");
        }
    }
}
