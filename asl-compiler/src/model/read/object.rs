//! Objects: which of their fields are legal, which are missing, which exclude each other.

use std::collections::HashSet;

use super::Reader;
use crate::diag::{Code, Diagnostic, nearest};
use crate::model::QueryLanguage;
use crate::model::fields::{self, COUNTERPARTS, EXCLUSIVE, OPERATORS, Object, StateType, Use};
use crate::parse::{Json, Member, Node};
use crate::source::Span;

/// The fields of an object that are legal and supported, in document order, each once.
pub(super) struct Fields<'n> {
    /// What kind of object it is.
    pub(super) object: Object,
    /// Where to point when something is missing: the key of a state, else the object's bracket.
    pub(super) place: Span,
    /// Whether a key was reported, so that something may only seem to be missing.
    pub(super) has_unknown: bool,
    members: Vec<&'n Member>,
    /// What misspelt keys were taken for, so that it is not reported as missing on top.
    meant: Vec<&'n str>,
}

impl<'n> Fields<'n> {
    pub(super) fn get(&self, name: &str) -> Option<&'n Node> {
        self.member(name).map(|member| &member.value)
    }

    pub(super) fn member(&self, name: &str) -> Option<&'n Member> {
        self.members
            .iter()
            .copied()
            .find(|member| member.key.value == name)
    }

    /// The fields that `is` applies to, by name.
    pub(super) fn all(&self, is: impl Fn(&str) -> bool) -> Vec<&'n Member> {
        self.members
            .iter()
            .copied()
            .filter(|member| is(&member.key.value))
            .collect()
    }

    /// Whether none of the names is there, not even misspelt.
    pub(super) fn lacks(&self, names: &[&str]) -> bool {
        !names
            .iter()
            .any(|name| self.get(name).is_some() || self.meant.contains(name))
    }
}

/// The members of an object without repetitions of a key, which parsing has reported.
pub(super) fn distinct(members: &[Member]) -> impl Iterator<Item = &Member> {
    let mut seen = HashSet::new();
    members
        .iter()
        .filter(move |member| seen.insert(member.key.value.as_str()))
}

impl Reader<'_> {
    /// Checks the names of an object's fields against the table of its kind. `None` when it is no object at all.
    pub(super) fn object<'n>(
        &mut self,
        node: &'n Node,
        object: Object,
        place: Span,
    ) -> Option<Fields<'n>> {
        let Json::Object(members) = &node.json else {
            return self.wrong_type(node, "an object");
        };
        if let Some(state) = bare_state(node, object) {
            let label = format!("the states of {} stand in its `States`", object.title());
            let finding = Diagnostic::new(Code::MissingField, state.key.span, label);
            self.diagnostics
                .report(finding.help("`\"StartAt\": \"...\", \"States\": { ... }`"));
            return None;
        }
        let legal = object.fields();
        let mut fields = Fields {
            object,
            place,
            has_unknown: false,
            members: Vec::new(),
            meant: Vec::new(),
        };
        for member in distinct(members) {
            let key = &member.key;
            match legal.iter().find(|(name, _)| *name == key.value) {
                Some((name, how)) if !how.in_language(self.language) => {
                    self.report_language(name, key.span);
                    fields.has_unknown = true;
                    fields.meant.push(name);
                }
                Some(_) => fields.members.push(member),
                None => {
                    fields.has_unknown = true;
                    fields
                        .meant
                        .extend(self.unknown_field(member, object, &legal));
                }
            }
        }
        self.check_required(&fields, &legal);
        self.check_exclusive(&fields);
        Some(fields)
    }

    /// Reports a field that the object does not have; says which one it was taken for.
    fn unknown_field<'t>(
        &mut self,
        Member { key, .. }: &Member,
        object: Object,
        legal: &[(&'t str, Use)],
    ) -> Option<&'t str> {
        let name = key.value.as_str();
        if let Some((code, label)) = misplaced(object, name) {
            self.report(code, key.span, label);
            return None;
        }
        let label = format!("{} has no field `{name}`", object.title());
        let finding = Diagnostic::new(Code::UnknownField, key.span, label);
        // A name that exists elsewhere is misplaced rather than misspelt.
        let elsewhere = fields::states_with(name);
        let meant = if elsewhere.is_empty() {
            let usable = legal
                .iter()
                .filter(|(_, how)| how.in_language(self.language));
            nearest(name, usable.map(|&(name, _)| name))
        } else {
            None
        };
        self.diagnostics
            .report(match (meant, elsewhere.as_slice()) {
                (Some(meant), _) => finding.help(format!("did you mean `{meant}`?")),
                (None, []) => match operators_for(object, name) {
                    Some(help) => finding.help(help),
                    None => finding,
                },
                (None, states) => {
                    let names: Vec<_> = states.iter().map(|of| of.name()).collect();
                    finding.help(format!("it is a field of {} states", list(&names, "and")))
                }
            });
        meant
    }

    /// Reports a field that exists in the other query language only, and what does the same in this one.
    fn report_language(&mut self, name: &str, key: Span) {
        let here = self.language.name();
        let other = match self.language {
            QueryLanguage::JsonPath => QueryLanguage::Jsonata,
            QueryLanguage::Jsonata => QueryLanguage::JsonPath,
        };
        let label = format!(
            "`{name}` is for {}; the query language here is {here}",
            other.name()
        );
        let finding = Diagnostic::new(Code::UnknownField, key, label);
        let counterpart = COUNTERPARTS.iter().find(|(field, _)| *field == name);
        let help = match (counterpart, name.strip_suffix("Path")) {
            (Some((_, help)), _) => (*help).to_owned(),
            (None, Some(field))
                if self.language == QueryLanguage::Jsonata && !is_operator(name) =>
            {
                format!("`{field}` can be an expression in JSONata")
            }
            (None, _) => {
                "the condition of a rule is an expression in JSONata, its `Condition`".to_owned()
            }
        };
        self.diagnostics.report(finding.help(help));
    }

    fn check_required(&mut self, fields: &Fields<'_>, legal: &[(&str, Use)]) {
        let required = legal.iter().filter(|(_, how)| *how == Use::Required);
        for (name, _) in required.filter(|(name, _)| fields.lacks(&[name])) {
            let label = format!("{} needs the field `{name}`", fields.object.title());
            self.report(Code::MissingField, fields.place, label);
        }
    }

    fn check_exclusive(&mut self, fields: &Fields<'_>) {
        for rule in EXCLUSIVE.iter().filter(|rule| rule.object == fields.object) {
            let present = fields.all(|name| rule.fields.contains(&name));
            if let [first, others @ ..] = present.as_slice() {
                for other in others {
                    self.report_second(Code::Exclusive, other, first);
                }
            } else if rule.one_needed && fields.lacks(rule.fields) {
                let legal = rule.object.fields();
                let is_usable = |name: &&&str| {
                    let mut uses = legal.iter().filter(|(field, _)| field == *name);
                    uses.any(|(_, how)| how.in_language(self.language))
                };
                let names = rule.fields.iter().filter(is_usable);
                let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
                let label = format!("{} needs {}", fields.object.title(), list(&names, "or"));
                self.report(Code::MissingField, fields.place, label);
            }
        }
    }

    /// Reports a field that stands beside another one which excludes it.
    pub(super) fn report_second(&mut self, code: Code, second: &Member, first: &Member) {
        let label = format!("`{}` excludes `{}`", first.key.value, second.key.value);
        let finding = Diagnostic::new(code, second.key.span, label);
        self.diagnostics
            .report(finding.related(first.key.span, "only one of them may be there"));
    }
}

/// The first state that stands in a machine itself, where there should be `States`.
fn bare_state(node: &Node, object: Object) -> Option<&Member> {
    let is_machine = matches!(
        object,
        Object::Definition | Object::Branch | Object::Processor
    );
    let Json::Object(members) = &node.json else {
        return None;
    };
    if !is_machine || node.get("States").is_some() {
        return None;
    }
    members
        .iter()
        .find(|member| member.value.get("Type").is_some())
}

/// The operators that somebody may have meant who left out the type of what is compared, as in `Equals`.
fn operators_for(object: Object, name: &str) -> Option<String> {
    const TYPES: &[&str] = &["String", "Numeric", "Boolean", "Timestamp", "Is"];
    if !matches!(object, Object::Rule | Object::NestedRule) {
        return None;
    }
    let names = OPERATORS.iter().map(|operator| operator.name);
    let meant = names.filter(|operator| {
        let rest = operator.strip_suffix(name);
        rest.is_some_and(|rest| TYPES.contains(&rest))
    });
    let meant: Vec<_> = meant.map(|operator| format!("`{operator}`")).collect();
    (!meant.is_empty()).then(|| format!("an operator names the type too: {}", list(&meant, "or")))
}

fn is_operator(name: &str) -> bool {
    OPERATORS.iter().any(|operator| operator.name == name)
}

/// Fields that an object lacks for a reason which has a rule of its own.
fn misplaced(object: Object, name: &str) -> Option<(Code, String)> {
    let why = match (object, name) {
        (Object::NestedRule, "Next") => {
            let label = "only the outermost rule has a `Next`".to_owned();
            return Some((Code::ChoiceRule, label));
        }
        (Object::State(StateType::Choice), "Next" | "End") => "its rules and `Default` lead on",
        (Object::State(_), "Next" | "End") => "it ends its machine",
        _ => return None,
    };
    let label = format!("{} has no `{name}`: {why}", object.title());
    Some((Code::Transition, label))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn list(items: &[impl AsRef<str>], word: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] => format!("{} {word} {last}", init.join(", ")),
    }
}
