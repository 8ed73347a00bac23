//! JSONata expressions, and fields that want a value of one type.

use proc_macro2::Ident;

use super::{Read, Source, ValuePlan};
use crate::expr::jsonata::scope::Needs;
use crate::lower::jsonata::plan::Plan;
use crate::source::Span;

/// A JSONata expression in its field.
#[derive(Debug)]
pub struct ExpressionPlan {
    /// How it is evaluated.
    pub code: Plan,
    /// What it asks of the host.
    pub needs: Needs,
    /// What it finds outside of itself, by the names that `code` uses.
    pub outside: Vec<(Ident, Read)>,
    /// As written, for messages.
    pub text: String,
    /// Where it stands in its state, e.g. `Output/total`.
    pub field: String,
    /// What its result must be.
    pub fit: Fit,
    /// When it is only a path to a member of what it finds outside: the names of the path.
    pub path: Option<Vec<String>>,
    /// The paths in it that begin at what it finds outside, as far as they are names.
    pub members: Vec<(Source, Vec<String>)>,
    /// The JSON string.
    pub span: Span,
}

/// A plain path of JSONata into a value that nothing reads later, so that what it leads to is moved.
#[derive(Debug)]
pub struct TakePlan {
    /// The result, the Error Output or `raw`.
    pub of: Source,
    /// The names of the path.
    pub names: Vec<String>,
    /// The expression, for messages.
    pub text: String,
    /// Where it stands, for messages.
    pub field: String,
    /// The JSON string.
    pub span: Span,
}

/// What the result of an expression must be: a function of the runtime's `jsonata`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Any JSON.
    Value,
    /// `Condition`
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// `Items`
    Array,
}

impl ExpressionPlan {
    /// Whether it asks the host for something.
    #[must_use]
    pub fn is_async(&self) -> bool {
        self.needs.time || self.needs.random
    }

    /// Whether it is a plain path into this source.
    #[must_use]
    pub fn is_path_into(&self, source: &Source) -> bool {
        self.path.is_some() && self.outside.iter().all(|(_, read)| read.source == *source)
    }

    /// Whether it reads something of this source.
    #[must_use]
    pub fn reads(&self, source: &Source) -> bool {
        self.outside.iter().any(|(_, read)| match &read.source {
            Source::States(states) => {
                states.input == *source || states.beside.as_ref() == Some(source)
            }
            other => other == source,
        })
    }
}

impl ValuePlan {
    /// The same, of an expression whose result must be so.
    #[must_use]
    pub fn demanding(self, fit: Fit) -> Self {
        match self {
            ValuePlan::Expression(expression) => {
                ValuePlan::Expression(Box::new(ExpressionPlan { fit, ..*expression }))
            }
            other => other,
        }
    }

    /// The same, of an object whose member of this name is demanding.
    #[must_use]
    pub fn demanding_of(self, name: &str, fit: Fit) -> Self {
        let ValuePlan::Object(members) = self else {
            return self;
        };
        let members = members.into_iter().map(|(key, value)| {
            let value = if key == name {
                value.demanding(fit)
            } else {
                value
            };
            (key, value)
        });
        ValuePlan::Object(members.collect())
    }

    /// How many expressions in it read something of this source.
    #[must_use]
    pub fn expressions_over(&self, source: &Source) -> usize {
        match self {
            ValuePlan::Expression(expression) => usize::from(expression.reads(source)),
            ValuePlan::TakeMember(plan) => usize::from(plan.of == *source),
            ValuePlan::Object(members) => {
                let members = members.iter();
                members
                    .map(|(_, value)| value.expressions_over(source))
                    .sum()
            }
            ValuePlan::Array(elements) => {
                let elements = elements.iter();
                elements.map(|value| value.expressions_over(source)).sum()
            }
            _ => 0,
        }
    }
}

/// What a field says that wants a value of one type.
#[derive(Debug)]
pub enum SettingPlan<L> {
    /// Known.
    Literal(L),
    /// Looked up.
    Path(Read),
    /// Computed.
    Expression(Box<ExpressionPlan>),
}

impl<L> SettingPlan<L> {
    /// Whether it is looked up in `input`.
    #[must_use]
    pub fn is_path(&self) -> bool {
        matches!(self, SettingPlan::Path(_))
    }
}
