//! JSONata expressions: what they read of the world around them, and what may be moved into their results.
//! Reference §6.3.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Lowering;
use super::data::View;
use super::jsonata::{self, Outside};
use super::plan::{
    ExpressionPlan, Fit, Key, Read, SettingPlan, Source, StatesPlan, TakePlan, ValuePlan,
};
use super::state::whole;
use crate::expr::jsonata::ast::Expr;
use crate::expr::jsonata::plain::{PlainPath, leading_names, plain_path};
use crate::expr::jsonata::scope::needs;
use crate::model::{Expression, Setting};

impl Lowering<'_> {
    pub(super) fn expression(&mut self, expression: &Expression, view: &View) -> ExpressionPlan {
        let mut surroundings = Surroundings {
            lowering: self,
            view,
            found: Vec::new(),
        };
        let code = jsonata::lower(&expression.tree, &mut surroundings);
        let outside = surroundings.found;
        let path = names_of_part(&expression.tree);
        ExpressionPlan {
            code,
            needs: needs(&expression.tree),
            path,
            members: members(&expression.tree, view),
            outside,
            text: expression.text.clone(),
            field: expression.field.clone(),
            fit: Fit::Value,
            span: expression.span,
        }
    }

    /// A field of the state that wants a value of one type; `known` makes a constant of a literal.
    pub(super) fn setting<L, K>(
        &mut self,
        setting: &Setting<L>,
        fit: Fit,
        known: impl FnOnce(&L) -> K,
    ) -> SettingPlan<K> {
        match setting {
            Setting::Literal(literal) => SettingPlan::Literal(known(&literal.value)),
            Setting::Path(path) => SettingPlan::Path(self.field(path)),
            Setting::Expression(expression) => {
                let plan = self.expression(expression, &View::of(Source::Raw));
                SettingPlan::Expression(Box::new(ExpressionPlan { fit, ..plan }))
            }
        }
    }
}

/// What an expression finds around it: `$states` and the variables of the machines.
struct Surroundings<'l, 'a> {
    lowering: &'l mut Lowering<'a>,
    view: &'l View,
    found: Vec<(Ident, Read)>,
}

impl Outside for Surroundings<'_, '_> {
    fn variable(&mut self, name: &str, names: &[&str]) -> Option<(TokenStream, usize)> {
        let (source, covered) = match name {
            "states" => self.states(names)?,
            _ => (self.lowering.variable(name)?, 0),
        };
        Some((self.name(source), covered))
    }

    fn root(&mut self) -> Option<TokenStream> {
        None
    }

    fn has_context(&self) -> bool {
        false
    }
}

impl Surroundings<'_, '_> {
    /// What `$states` with these names behind it is, and how many of them that covers.
    fn states(&mut self, names: &[&str]) -> Option<(Source, usize)> {
        let View { token, item, .. } = *self.view;
        match names {
            ["input", ..] => Some((self.view.data.clone(), 1)),
            ["result", ..] if self.view.beside == Some(Source::Result) => Some((Source::Result, 1)),
            ["errorOutput", ..] if self.view.beside == Some(Source::ErrorOutput) => {
                Some((Source::ErrorOutput, 1))
            }
            ["context", names @ ..] => {
                let keys = names.iter().map(|name| Key::Member((*name).to_owned()));
                let keys: Vec<_> = keys.collect();
                let count = keys.len();
                let (source, rest) = self.lowering.context(keys, self.view);
                Some((source, 1 + count - rest.len()))
            }
            [] => {
                let (context, _) = self.lowering.context(Vec::new(), self.view);
                debug_assert_eq!(context, Source::Context { token, item });
                let states = StatesPlan {
                    input: self.view.data.clone(),
                    context,
                    beside: self.view.beside.clone(),
                };
                Some((Source::States(Box::new(states)), 0))
            }
            _ => None,
        }
    }

    /// The name by which the code finds a source.
    fn name(&mut self, source: Source) -> TokenStream {
        let known = self
            .found
            .iter()
            .position(|(_, read)| read.source == source);
        let index = known.unwrap_or_else(|| {
            let name = Ident::new(&format!("outside_{}", self.found.len()), Span::call_site());
            self.found.push((name, whole(source)));
            self.found.len() - 1
        });
        let name = &self.found[index].0;
        quote!(#name)
    }
}

/// The names behind `$states.input`, `$states.result` or `$states.errorOutput`, when an expression is nothing but that.
fn names_of_part(expr: &Expr) -> Option<Vec<String>> {
    let PlainPath { variable, names } = plain_path(expr)?;
    match names.as_slice() {
        ["input" | "result" | "errorOutput", names @ ..] if variable == "states" => {
            Some(names.iter().map(|name| (*name).to_owned()).collect())
        }
        _ => None,
    }
}

/// The paths of an expression that begin at the state's input or its result, as far as they are names.
fn members(expr: &Expr, view: &View) -> Vec<(Source, Vec<String>)> {
    let paths = leading_names(expr).into_iter();
    let members = paths.filter_map(|PlainPath { variable, names }| {
        let (part, names) = names.split_first()?;
        let source = match *part {
            "input" => view.data.clone(),
            "result" if view.beside == Some(Source::Result) => Source::Result,
            _ => return None,
        };
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        (variable == "states").then_some((source, names))
    });
    members.collect()
}

/// Lets the one plain path over a source that nothing reads later move out of it.
pub(super) fn take(value: ValuePlan, source: &Source) -> ValuePlan {
    if value.expressions_over(source) == 1 {
        taken(value, source)
    } else {
        value
    }
}

/// A plain path that moves what it leads to.
pub(super) fn take_member(plan: ExpressionPlan, of: &Source) -> TakePlan {
    TakePlan {
        of: of.clone(),
        names: plan.path.unwrap_or_default(),
        text: plan.text,
        field: plan.field,
        span: plan.span,
    }
}

fn taken(value: ValuePlan, source: &Source) -> ValuePlan {
    match value {
        ValuePlan::Expression(plan) if plan.fit == Fit::Value && plan.is_path_into(source) => {
            ValuePlan::TakeMember(take_member(*plan, source))
        }
        ValuePlan::Object(members) => ValuePlan::Object(
            members
                .into_iter()
                .map(|(key, value)| (key, taken(value, source)))
                .collect(),
        ),
        ValuePlan::Array(elements) => {
            let elements = elements.into_iter();
            ValuePlan::Array(elements.map(|value| taken(value, source)).collect())
        }
        other => other,
    }
}
