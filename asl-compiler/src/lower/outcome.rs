//! What follows the call of a Task, Parallel or Map: `Assign`, the output, `Retry` and `Catch`.

use super::data::{View, place};
use super::expression::take;
use super::plan::{
    BodyPlan, CallPlan, CatchPlan, FinishPlan, InputPlan, OutputPlan, Source, ValuePlan, WorkPlan,
};
use super::state::next;
use super::{Lowering, Scope};
use crate::model::{Catcher, QueryLanguage, ResultPath, State, StateId, Work};

/// Everything but the call.
pub(super) struct Outcome {
    selector: Option<ValuePlan>,
    finish: FinishPlan,
    catch: Vec<CatchPlan>,
    /// Whether the raw input can be moved into the call.
    pub(super) is_movable: bool,
}

impl Lowering<'_> {
    pub(super) fn outcome(
        &mut self,
        state: &State<StateId>,
        work: &Work<StateId>,
        scope: &Scope,
    ) -> Outcome {
        let result = View::in_language(state.language, Source::Result);
        let selector = work.result_selector.as_ref();
        let selector = selector.map(|selector| self.template(selector, &result));
        let assign = self.assign(&state.assign, &result);
        let output = self.output(&state.output, &result);
        let catch: Vec<_> = work
            .catch
            .iter()
            .map(|catcher| self.catcher(catcher, state.language, scope))
            .collect();
        let catch_reads_raw = catch.iter().any(|catcher| {
            let values = catcher.assign.iter().map(|one| &one.value);
            let mut values = values.chain(&catcher.output);
            values.any(|value| value.expressions_over(&Source::Raw) > 0)
        });
        let catch_keeps_raw = work
            .catch
            .iter()
            .any(|catcher| catcher.result_path != ResultPath::Replace);
        // A failed attempt leaves something to do with the raw input: run again with it, or make an output of it.
        let keeps_raw = !work.retry.is_empty() || catch_keeps_raw || catch_reads_raw;
        let output_reads_raw = output.expressions_over(&Source::Raw) > 0
            || assign
                .iter()
                .any(|one| one.value.expressions_over(&Source::Raw) > 0);
        let output = output.taking(&Source::Result);
        let output = if keeps_raw {
            output
        } else {
            output.taking(&Source::Raw)
        };
        Outcome {
            selector,
            finish: FinishPlan {
                assign,
                place: place(&work.result_path),
                output,
                next: next(&work.transition, scope),
            },
            catch,
            is_movable: !keeps_raw && !output_reads_raw && work.result_path == ResultPath::Replace,
        }
    }

    fn catcher(
        &mut self,
        catcher: &Catcher<StateId>,
        language: QueryLanguage,
        scope: &Scope,
    ) -> CatchPlan {
        let view = View::in_language(language, Source::ErrorOutput);
        let output = catcher.output.as_ref();
        let output = output.map(|output| take(self.template(output, &view), &Source::ErrorOutput));
        CatchPlan {
            error_equals: catcher.error_equals.clone(),
            assign: self.assign(&catcher.assign, &view),
            place: place(&catcher.result_path),
            output: output.map(|output| take(output, &Source::Raw)),
            next: scope.variants[catcher.next.0].clone(),
        }
    }
}

impl Outcome {
    /// The whole state.
    pub(super) fn around(self, input: InputPlan, call: CallPlan, work: &Work<StateId>) -> BodyPlan {
        BodyPlan::Work(Box::new(WorkPlan {
            input,
            call,
            selector: self.selector,
            finish: self.finish,
            retry: work.retry.clone(),
            catch: self.catch,
        }))
    }
}

impl OutputPlan {
    /// How many expressions in it read something of this source.
    fn expressions_over(&self, source: &Source) -> usize {
        match self {
            OutputPlan::Compute(value) => value.expressions_over(source),
            _ => 0,
        }
    }

    /// The same, moving a part of a source that nothing reads later.
    pub(super) fn taking(self, source: &Source) -> Self {
        match self {
            OutputPlan::Compute(value) => OutputPlan::Compute(take(value, source)),
            other => other,
        }
    }
}
