//! Functions and calls.

use super::plan::{Binding, LambdaPlan, Plan, Procedure, Variable};
use super::scope::Bound;
use super::{Context, Lowering, is_bare};
use crate::expr::jsonata::ast::{Call, Expr, Kind, Lambda};

impl Lowering<'_> {
    pub(super) fn lambda(&mut self, lambda: &Lambda, context: Context) -> Plan {
        let parameters: Vec<_> = lambda
            .parameters
            .iter()
            .map(|name| (name.clone(), self.scopes.ident(name)))
            .collect();
        let bound = parameters
            .iter()
            .map(|(name, local)| (name.clone(), Bound::Local(local.clone())));
        let body = self.scope(&[&lambda.body], bound.collect(), context);
        let used = |(_, local)| self.scopes.is_used(&local).then_some(local);
        Plan::Lambda(Box::new(LambdaPlan {
            parameters: parameters.into_iter().map(used).collect(),
            signature: lambda.signature.clone(),
            context: context.plan(),
            body: body.into_plan(),
        }))
    }

    /// A call, with an argument in front of its own where one is applied to it.
    pub(super) fn call(&mut self, call: &Call, first: Option<Plan>, context: Context) -> Plan {
        let procedure = self.procedure(&call.procedure, context);
        let arguments = call
            .arguments
            .iter()
            .map(|argument| self.expr(argument, context));
        Plan::Call {
            procedure,
            arguments: first.into_iter().chain(arguments).collect(),
            context: Box::new(context.plan()),
            is_tail: call.is_tail,
        }
    }

    pub(super) fn partial(
        &mut self,
        procedure: &Expr,
        arguments: &[Option<Expr>],
        context: Context,
    ) -> Plan {
        let arguments = arguments
            .iter()
            .map(|argument| Some(self.expr(argument.as_ref()?, context)));
        Plan::Partial {
            arguments: arguments.collect(),
            procedure: self.procedure(procedure, context),
        }
    }

    pub(super) fn apply(&mut self, argument: &Expr, function: &Expr, context: Context) -> Plan {
        let argument = self.expr(argument, context);
        match &function.kind {
            // What stands behind the call is lost, as in the reference implementation.
            Kind::Call(call) => self.call(call, Some(argument), context),
            _ => Plan::Pipe(Box::new(argument), self.boxed(function, context)),
        }
    }

    pub(super) fn transform(
        &mut self,
        pattern: &Expr,
        update: &Expr,
        delete: Option<&Expr>,
    ) -> Plan {
        let clone = self.variable("clone");
        let is_own = !clone.slots.is_empty() || !matches!(clone.otherwise, Binding::Native(_));
        Plan::Transform {
            clone: is_own.then_some(clone),
            pattern: self.boxed(pattern, Context::Each),
            update: self.boxed(update, Context::Each),
            delete: self.optional(delete, Context::Each),
        }
    }

    fn procedure(&mut self, procedure: &Expr, context: Context) -> Procedure {
        let misnamed = self.misnamed(procedure);
        match self.expr(procedure, context) {
            Plan::Variable(Variable { slots, otherwise }) if slots.is_empty() => match otherwise {
                Binding::Native(native) => Procedure::Native(native),
                otherwise => Procedure::Computed {
                    plan: Box::new(Plan::Variable(Variable { slots, otherwise })),
                    misnamed,
                },
            },
            plan => Procedure::Computed {
                plan: Box::new(plan),
                misnamed,
            },
        }
    }

    /// The variable that is probably meant by a name that is called.
    fn misnamed(&mut self, procedure: &Expr) -> Option<String> {
        let Kind::Path(path) = &procedure.kind else {
            return None;
        };
        match &path.steps.first()?.expr {
            Expr {
                kind: Kind::Name(name),
                ..
            } if is_bare(procedure) => {
                let variable = self.variable(name);
                let is_bound =
                    !variable.slots.is_empty() || !matches!(variable.otherwise, Binding::Nothing);
                is_bound.then(|| name.clone())
            }
            _ => None,
        }
    }
}
