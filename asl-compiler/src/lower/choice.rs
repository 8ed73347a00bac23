//! Choice rules. Reference §7.

use super::Lowering;
use super::data::View;
use super::plan::{
    ComparePlan, ConditionPlan, ExpressionPlan, Fit, Miss, OperandPlan, Read, Source,
};
use crate::model::{Comparison, Condition, DataTest, Operand, PathField};

impl Lowering<'_> {
    pub(super) fn condition(&mut self, condition: &Condition) -> ConditionPlan {
        match condition {
            Condition::And(all) => {
                ConditionPlan::All(all.iter().map(|one| self.condition(one)).collect())
            }
            Condition::Or(any) => {
                ConditionPlan::Any(any.iter().map(|one| self.condition(one)).collect())
            }
            Condition::Not(one) => ConditionPlan::Not(Box::new(self.condition(one))),
            Condition::Test(test) => self.test(test),
            Condition::Literal(value) => ConditionPlan::Literal(*value),
            Condition::Expression(expression) => {
                ConditionPlan::Expression(Box::new(ExpressionPlan {
                    fit: Fit::Boolean,
                    ..self.expression(expression, &View::of(Source::Raw))
                }))
            }
        }
    }

    fn test(
        &mut self,
        DataTest {
            variable,
            comparison,
        }: &DataTest,
    ) -> ConditionPlan {
        let variable = self.operand_path(variable);
        let with = match comparison {
            Comparison::Is(test, wanted) => {
                return ConditionPlan::Is {
                    variable,
                    test: *test,
                    wanted: *wanted,
                };
            }
            Comparison::String(ordering, operand) => {
                ComparePlan::String(*ordering, self.operand(operand))
            }
            Comparison::Numeric(ordering, operand) => {
                ComparePlan::Numeric(*ordering, self.operand(operand))
            }
            Comparison::Timestamp(ordering, operand) => {
                ComparePlan::Timestamp(*ordering, self.operand(operand))
            }
            Comparison::Boolean(operand) => ComparePlan::Boolean(self.operand(operand)),
            Comparison::Matches(pattern) => ComparePlan::Matches(pattern.clone()),
        };
        ConditionPlan::Compare { variable, with }
    }

    fn operand<L: Clone>(&mut self, operand: &Operand<L>) -> OperandPlan<L> {
        match operand {
            Operand::Literal(literal) => OperandPlan::Literal(literal.value.clone()),
            Operand::Path(path) => OperandPlan::Read(self.operand_path(path)),
        }
    }

    fn operand_path(&mut self, path: &PathField) -> Read {
        self.read(&path.value, &View::of(Source::Input), Miss::Choice)
            .at(path.span)
    }
}
