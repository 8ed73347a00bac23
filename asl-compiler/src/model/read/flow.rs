//! Where a state goes: `Next`, `End`, `Retry`, `Catch`. Reference §1.4, §10.

use super::Reader;
use super::jsonata::Reserved;
use super::object::Fields;
use crate::diag::Code;
use crate::model::fields::Object;
use crate::model::{Catcher, Jitter, Retrier, Transition};
use crate::parse::{Json, Node};
use crate::source::Spanned;

impl Reader<'_> {
    /// Exactly one of `Next` and `"End": true`.
    pub(super) fn transition(&mut self, fields: &Fields<'_>) -> Option<Transition> {
        let end = match fields.member("End") {
            Some(member) => Some((member, self.as_boolean(&member.value)?)),
            None => None,
        };
        match (fields.member("Next"), end) {
            (Some(next), Some((end, true))) => {
                let next_is_first = next.key.span < end.key.span;
                let (first, second) = if next_is_first {
                    (next, end)
                } else {
                    (end, next)
                };
                self.report_second(Code::Transition, second, first);
                None
            }
            (Some(next), _) => self.as_string(&next.value).map(Transition::Next),
            (None, Some((_, true))) => Some(Transition::End),
            (None, Some((end, false))) => {
                let label = "a state that does not end its machine needs a `Next`";
                self.report(Code::Transition, end.value.span, label);
                None
            }
            (None, None) => {
                if fields.lacks(&["Next", "End"]) {
                    let label = "this state needs `Next` or `\"End\": true`";
                    self.report(Code::Transition, fields.place, label);
                }
                None
            }
        }
    }

    pub(super) fn retry(&mut self, fields: &Fields<'_>) -> Vec<Retrier> {
        let elements = fields
            .get("Retry")
            .and_then(|node| self.as_array(node))
            .unwrap_or_default();
        elements
            .iter()
            .filter_map(|element| self.retrier(element))
            .collect()
    }

    fn retrier(&mut self, node: &Node) -> Option<Retrier> {
        let fields = self.object(node, Object::Retrier, node.place())?;
        self.comment(&fields);
        let interval_seconds = self.integer(&fields, "IntervalSeconds");
        let max_attempts = self.integer(&fields, "MaxAttempts");
        let max_delay_seconds = self.integer(&fields, "MaxDelaySeconds");
        let backoff_rate = fields
            .get("BackoffRate")
            .and_then(|node| self.backoff_rate(node));
        let jitter = match self.word(&fields, "JitterStrategy") {
            Some(word) if word.value == "FULL" => Jitter::Full,
            _ => Jitter::None,
        };
        Some(Retrier {
            error_equals: self.error_equals(&fields)?,
            interval_seconds: interval_seconds.map_or(1, |seconds| seconds.value),
            max_attempts: max_attempts.map_or(3, |attempts| attempts.value),
            backoff_rate: backoff_rate.unwrap_or(2.0),
            max_delay_seconds: max_delay_seconds.map(|seconds| seconds.value),
            jitter,
            span: node.span,
        })
    }

    fn backoff_rate(&mut self, node: &Node) -> Option<f64> {
        let Json::Number(text) = &node.json else {
            return self.wrong_type(node, "a number");
        };
        match text.parse() {
            Ok(rate) if rate >= 1.0 => Some(rate),
            _ => self.out_of_range(node, "`BackoffRate` is 1.0 or more"),
        }
    }

    /// `None` when a catcher cannot be read: the states that it leads to must not look unreachable.
    pub(super) fn catch(&mut self, fields: &Fields<'_>) -> Option<Vec<Catcher>> {
        let Some(node) = fields.get("Catch") else {
            return Some(Vec::new());
        };
        let elements = self.as_array(node)?;
        let catchers: Vec<_> = elements
            .iter()
            .enumerate()
            .map(|(index, element)| {
                self.inside(format!("Catch[{index}]/"), |reader| reader.catcher(element))
            })
            .collect();
        catchers.into_iter().collect()
    }

    fn catcher(&mut self, node: &Node) -> Option<Catcher> {
        let fields = self.object(node, Object::Catcher, node.place())?;
        self.comment(&fields);
        let error_equals = self.error_equals(&fields);
        let result_path = self.result_path(&fields);
        let output = self.template_of(&fields, "Output", Reserved::ErrorOutput);
        let assign = self.assign(&fields, Reserved::ErrorOutput);
        let next = self.string(&fields, "Next");
        Some(Catcher {
            error_equals: error_equals?,
            result_path,
            output,
            assign,
            next: next?,
            span: node.span,
        })
    }

    fn error_equals(&mut self, fields: &Fields<'_>) -> Option<Vec<Spanned<String>>> {
        let names = self.elements(fields, "ErrorEquals", Code::ErrorEquals)?;
        let names: Vec<_> = names.iter().map(|name| self.as_string(name)).collect();
        names.into_iter().collect()
    }
}
