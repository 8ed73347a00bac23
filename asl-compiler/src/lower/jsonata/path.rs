//! Paths.

use super::bindings::{first_carrying, is_stream};
use super::plan::{PathPlan, Plan, Step};
use super::{Context, Lowering, is_bare};
use crate::expr::jsonata::ast::{self, Group, Kind, Path};

/// How a path begins: what its steps start from, and how many of them that covers.
struct Beginning {
    base: Plan,
    covered: usize,
}

impl Lowering<'_> {
    pub(super) fn path(
        &mut self,
        path: &Path,
        keeps_singleton: bool,
        group: Option<&Group>,
        context: Context,
    ) -> Plan {
        let carrying = first_carrying(path);
        let Beginning { base, covered } = self.beginning(path, carrying, context);
        let mut steps = Vec::new();
        for step in path.steps.get(covered..carrying).unwrap_or_default() {
            self.step(step, &mut steps);
        }
        let is_stream = is_stream(path);
        let stream = is_stream.then(|| self.stream(&path.steps[carrying.max(covered)..], group));
        let plan = Plan::Path(Box::new(PathPlan {
            base,
            from_constructor: path
                .steps
                .first()
                .is_some_and(|first| first.expr.is_constructor()),
            steps,
            stream,
            // A group is one object.
            keeps_singleton: keeps_singleton && !(is_stream && group.is_some()),
        }));
        match group {
            Some(Group { pairs, .. }) if !is_stream => self.group(Some(plan), pairs, Context::Each),
            _ => plan,
        }
    }

    fn beginning(&mut self, path: &Path, carrying: usize, context: Context) -> Beginning {
        let Some(first) = path.steps.first() else {
            return Beginning {
                base: Plan::Undefined,
                covered: 0,
            };
        };
        let kind = &first.expr.kind;
        let is_variable = matches!(kind, Kind::Variable(_) | Kind::Context | Kind::Root);
        let is_name = matches!(kind, Kind::Name(_));
        if first.expr.is_constructor() {
            return Beginning {
                base: self.expr(&first.expr, context),
                covered: 1,
            };
        }
        if carrying > 0 {
            match kind {
                Kind::Variable(name) if is_bare(&first.expr) => {
                    return self.variable_and_names(name, &path.steps[..carrying]);
                }
                _ if is_variable || (!is_name && context != Context::Each) => {
                    return self.value(first, context);
                }
                _ => {}
            }
        }
        let items = match context {
            Context::None => Plan::Undefined,
            Context::Each if !is_variable => Plan::Context,
            Context::Each | Context::Whole => Plan::Alone(Box::new(Plan::Context)),
        };
        let base = if is_name && first.stages.is_empty() && carrying > 0 {
            items
        } else {
            Plan::Contexts(Box::new(items))
        };
        Beginning { base, covered: 0 }
    }

    /// A first step that is evaluated once.
    fn value(&mut self, step: &ast::Step, context: Context) -> Beginning {
        let value = self.expr(&step.expr, context);
        Beginning {
            base: self.filtered(value, step),
            covered: 1,
        }
    }

    /// A variable, with the names behind it that are resolved together with it.
    fn variable_and_names(&mut self, variable: &str, steps: &[ast::Step]) -> Beginning {
        let mut names = Vec::new();
        for pair in steps.windows(2) {
            match &pair[1].expr.kind {
                Kind::Name(name) if pair[0].stages.is_empty() => names.push(name.as_str()),
                _ => break,
            }
        }
        let (variable, covered) = self.variable_with(variable, &names);
        let covered = covered.min(names.len());
        Beginning {
            base: self.filtered(Plan::Variable(variable), &steps[covered]),
            covered: covered + 1,
        }
    }

    fn filtered(&mut self, value: Plan, step: &ast::Step) -> Plan {
        if step.stages.is_empty() {
            value
        } else {
            Plan::Filtered(Box::new(value), self.filters(&step.stages))
        }
    }

    /// A step that carries no bindings.
    fn step(&mut self, step: &ast::Step, steps: &mut Vec<Step>) {
        let lowered = match &step.expr.kind {
            Kind::Name(name) if step.stages.is_empty() => {
                if let Some(Step::Names(names)) = steps.last_mut() {
                    names.push(name.clone());
                    return;
                }
                Step::Names(vec![name.clone()])
            }
            Kind::Sort(terms) => {
                let terms = terms
                    .iter()
                    .map(|term| (term.descending, self.expr(&term.expr, Context::Each)));
                Step::Sort(terms.collect(), self.filters(&step.stages))
            }
            _ => {
                let plan = self.expr(&step.expr, Context::Each);
                Step::Each(plan, self.filters(&step.stages))
            }
        };
        steps.push(lowered);
    }
}
