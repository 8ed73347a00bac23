//! What one state shows to be legal and surely not meant: fields of another time, fields without effect, texts that
//! read like something to evaluate. Reference §15.3, the rows of severity W.

use super::Reader;
use super::object::Fields;
use crate::diag::{Code, Diagnostic};
use crate::expr::{self, jsonpath};
use crate::model::QueryLanguage;
use crate::model::fields::RENAMED;
use crate::parse::{Json, Member, Node};
use crate::source::Span;

impl Reader<'_> {
    fn doubt(&mut self, code: Code, span: Span, label: impl Into<String>, help: impl Into<String>) {
        self.diagnostics
            .report(Diagnostic::new(code, span, label).help(help));
    }

    /// Looks over the fields of a state.
    pub(super) fn doubt_state(&mut self, fields: &Fields<'_>) {
        for (_, old, new) in RENAMED.iter().filter(|(of, ..)| *of == fields.object) {
            if let Some(member) = fields.member(old) {
                let label = format!("`{old}` is the old name of `{new}`");
                let help = format!("write `{new}`: nothing else changes");
                self.doubt(Code::Deprecated, member.key.span, label, help);
            }
        }
        self.doubt_callback(fields);
        self.doubt_discarded(fields);
        self.doubt_tolerance(fields);
        if let (Some(next), Some(end)) = (fields.member("Next"), fields.member("End"))
            && matches!(end.value.json, Json::Bool(false))
        {
            let label = "`End` says nothing when it is `false`";
            self.no_effect(end, next, label, "leave it out: `Next` leads on");
        }
    }

    fn no_effect(&mut self, field: &Member, because: &Member, label: &str, help: &str) {
        let finding = Diagnostic::new(Code::NoEffect, field.key.span, label);
        self.diagnostics.report(
            finding
                .related(because.key.span, "because of this")
                .help(help),
        );
    }

    /// What is computed and thrown away.
    fn doubt_discarded(&mut self, fields: &Fields<'_>) {
        let result = fields.member("Result");
        if let (Some(result), Some(parameters)) = (result, fields.member("Parameters")) {
            let label = "these are never used: `Result` is the result of this state";
            self.no_effect(parameters, result, label, "keep one of the two");
            return;
        }
        let path = fields.member("ResultPath");
        let Some(path) = path.filter(|path| path.value.json == Json::Null) else {
            return;
        };
        if let Some(selector) = fields.member("ResultSelector") {
            let label = "this shapes a result that is thrown away";
            let help = "`Assign` and catchers see the result as it came: leave out one of the two";
            self.no_effect(selector, path, label, help);
        } else if let Some(result) = result.filter(|_| fields.get("Assign").is_none()) {
            let label = "this result is thrown away";
            self.no_effect(result, path, label, "leave out one of the two");
        }
    }

    /// Only a distributed Map tolerates failures.
    fn doubt_tolerance(&mut self, fields: &Fields<'_>) {
        let Some(processor) = fields.member("ItemProcessor").or(fields.member("Iterator")) else {
            return;
        };
        if is_distributed(&processor.value) {
            return;
        }
        let none = Json::Number("0".to_owned());
        let tolerances = fields.all(|name| name.starts_with("ToleratedFailure"));
        for tolerance in tolerances.into_iter().filter(|it| it.value.json != none) {
            let label = "an inline Map fails with its first item, whatever is tolerated";
            let help =
                "a Map tolerates failures whose `ProcessorConfig` has `\"Mode\": \"DISTRIBUTED\"`";
            self.no_effect(tolerance, processor, label, help);
        }
    }

    /// A task of AWS that waits for a token, and hands no token to anybody.
    fn doubt_callback(&mut self, fields: &Fields<'_>) {
        let Some(resource) = fields.get("Resource") else {
            return;
        };
        let waits = matches!(&resource.json, Json::String(text)
            if text.starts_with("arn:aws") && text.ends_with(".waitForTaskToken"));
        let sent = ["Parameters", "Arguments", "InputPath"];
        let sends_token = |name: &&str| fields.get(name).is_some_and(mentions_context);
        if waits && !sent.iter().any(sends_token) {
            let label =
                "this task ends when somebody sends its token back, and nobody gets the token";
            let help = match self.language {
                QueryLanguage::JsonPath => {
                    "pass it on in `Parameters`: `\"token.$\": \"$$.Task.Token\"`"
                }
                QueryLanguage::Jsonata => {
                    "pass it on in `Arguments`: `\"token\": \"{% $states.context.Task.Token %}\"`"
                }
            };
            self.doubt(Code::TokenNotPassed, resource.span, label, help);
        }
    }

    /// A text in a template, which means itself.
    pub(super) fn doubt_text(&mut self, text: &str, span: Span) {
        let (label, help) = match self.language {
            QueryLanguage::JsonPath if is_between_delimiters(text) => (
                "this is a text like any other: the query language here is JSONPath",
                "for an expression, give the state `\"QueryLanguage\": \"JSONata\"`",
            ),
            QueryLanguage::JsonPath if reads_like_jsonpath(text) => (
                "this is a text like any other: it is evaluated only under a key that ends in `.$`",
                "the member `\"name.$\"` of an object takes a path or a call as its value",
            ),
            QueryLanguage::Jsonata if reads_like_jsonpath(text) => (
                "this is a text like any other: in JSONata an expression stands between `{%` and `%}`",
                "the input is `$states.input`, the context object `$states.context`",
            ),
            _ => return,
        };
        self.doubt(Code::NotEvaluated, span, label, help);
    }

    /// A key with the ending that means something in the other query language.
    pub(super) fn doubt_key(&mut self, member: &Member) {
        if self.language == QueryLanguage::Jsonata && member.key.value.ends_with(".$") {
            let label = "this is a key like any other: `.$` means nothing in JSONata";
            let help = "leave it off, and write the value as `{% ... %}`";
            self.doubt(Code::NotEvaluated, member.key.span, label, help);
        }
    }

    /// The text of a field that has a `…Path` form, which looks it up.
    pub(super) fn doubt_text_of(&mut self, field: &str, text: &str, span: Span) {
        if self.language == QueryLanguage::JsonPath && reads_like_jsonpath(text) {
            let label = format!("`{field}` takes this as the text itself");
            let help = format!("to look it up, write `{field}Path`");
            self.doubt(Code::NotEvaluated, span, label, help);
        }
    }
}

fn is_distributed(processor: &Node) -> bool {
    let config = processor.get("ProcessorConfig");
    let mode = config.and_then(|config| config.get("Mode"));
    mode.is_some_and(|mode| mode.json == Json::String("DISTRIBUTED".to_owned()))
}

/// Whether some text in it could hold the token of a task: the context object, its `Task`, or all of `$states`.
fn mentions_context(node: &Node) -> bool {
    match &node.json {
        Json::String(text) => text.contains("Task") || ends_in_whole(text),
        Json::Array(elements) => elements.iter().any(mentions_context),
        Json::Object(members) => members.iter().any(|member| mentions_context(&member.value)),
        _ => false,
    }
}

/// Whether the whole context object is asked for somewhere in a text.
fn ends_in_whole(text: &str) -> bool {
    ["$$", "$states.context", "$states"].iter().any(|whole| {
        text.match_indices(whole).any(|(at, _)| {
            let behind = text[at + whole.len()..].chars().next();
            !behind.is_some_and(|c| c == '.' || c == '[' || c.is_alphanumeric())
        })
    })
}

fn is_between_delimiters(text: &str) -> bool {
    text.starts_with("{%") && text.ends_with("%}")
}

/// Whether a text is a path of some steps, or a call of an intrinsic function.
fn reads_like_jsonpath(text: &str) -> bool {
    let is_price = text.starts_with("$.") && text[2..].starts_with(|c: char| c.is_ascii_digit());
    let is_path = ["$.", "$$.", "$["]
        .iter()
        .any(|root| text.starts_with(root));
    match is_path {
        true => !is_price && jsonpath::parse(text).is_ok(),
        false => text.starts_with("States.") && expr::parse(text).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_like_a_path_or_a_call_is_one() {
        for text in [
            "$.a",
            "$.a[*].b",
            "$$.Execution.Id",
            "$[0]",
            "States.UUID()",
        ] {
            assert!(reads_like_jsonpath(text), "{text}");
        }
        for text in [
            "$",
            "$5",
            "$name",
            "$.50",
            "States.Timeout",
            "a.b",
            "$. a lot",
        ] {
            assert!(!reads_like_jsonpath(text), "{text}");
        }
    }

    #[test]
    fn the_whole_context_holds_the_token() {
        for text in ["$$", "{% $states.context %}", "{% $merge([$states, {}]) %}"] {
            assert!(ends_in_whole(text), "{text}");
        }
        for text in ["$$.Execution.Id", "{% $states.context.Execution %}", "$.a"] {
            assert!(!ends_in_whole(text), "{text}");
        }
    }
}
