//! `Assign` and the names of variables. Reference §5.

use unicode_ident::{is_xid_continue, is_xid_start};

use super::Reader;
use super::jsonata::Reserved;
use super::object::{Fields, distinct};
use crate::diag::{Code, Diagnostic};
use crate::model::Assign;
use crate::parse::Json;
use crate::source::Spanned;

const MAX_LENGTH: usize = 80;

impl Reader<'_> {
    /// The variables that a state, a rule or a catcher assigns.
    pub(super) fn assign(&mut self, fields: &Fields<'_>, reserved: Reserved) -> Assign {
        let Some(node) = fields.get("Assign") else {
            return Assign::new();
        };
        let Json::Object(members) = &node.json else {
            return self.wrong_type(node, "an object").unwrap_or_default();
        };
        self.check_names(members);
        let place = self.place("Assign", reserved);
        let entries = distinct(members).filter_map(|member| self.template_entry(member, &place));
        let entries: Assign = entries.collect();
        for (name, _) in &entries {
            self.check_variable_name(name);
        }
        entries
    }

    fn check_variable_name(&mut self, name: &Spanned<String>) {
        let length = name.value.chars().count();
        let mut chars = name.value.chars();
        let (label, help) = if name.value.is_empty() {
            ("a variable needs a name".to_owned(), "")
        } else if length > MAX_LENGTH {
            let label = format!("this name has {length} characters; {MAX_LENGTH} are the most");
            (label, "")
        } else if name.value == "states" {
            let label = "`states` is the name of what JSONata finds in `$states`".to_owned();
            (label, "")
        } else if name.value.contains(['.', '[']) {
            let label = "a variable can only be assigned as a whole".to_owned();
            (
                label,
                "assign an object with all its members to the variable",
            )
        } else if !chars.next().is_some_and(is_xid_start) || !chars.all(is_xid_continue) {
            let label = format!("`{}` cannot be the name of a variable", name.value);
            let help = "a name begins with a letter, and letters, digits and `_` follow";
            (label, help)
        } else {
            return;
        };
        let finding = Diagnostic::new(Code::VariableName, name.span, label);
        self.diagnostics.report(match help {
            "" => finding,
            help => finding.help(help),
        });
    }
}
