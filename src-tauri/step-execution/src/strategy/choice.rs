//! The strategy that does a step, with the policy's rules and what they ask, and who tries next when it could not.

use std::time::{SystemTime, UNIX_EPOCH};

use routine_model::graph::model::Fallback;
use run_engine::{FailureKind, StepFailure, StepRecord};

use super::deterministic::{Work, work_of};
use super::policy::{PolicyFacts, standing_rules};
use super::setting::{ChosenStrategy, StrategyInputs, chosen_strategy};
use super::{Strategy, estimate};
use crate::context::{ExecutionContext, ExecutionResources};

/// Who does a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doer {
    Strategy(Strategy),
    Person,
}

impl Doer {
    /// The last one on record.
    pub(crate) fn on_record(context: &ExecutionContext<'_>) -> Option<Self> {
        context.request.record.iter().rev().find_map(|record| match &**record {
            StepRecord::StrategyChosen { strategy, .. } => Some(Self::Strategy(*strategy)),
            StepRecord::FellBack { to, .. } => Some(to.map_or(Self::Person, Self::Strategy)),
            _ => None,
        })
    }

    /// Who tries next, in the order of the chain, as far as the step allows it.
    pub(crate) fn next(self, context: &ExecutionContext<'_>, failed: &StepFailure) -> Option<Self> {
        // What will be tried again has not failed for good, and a BPMN error is a result.
        let again = failed.retryable && context.activity.settings.retry.contains_key("attempts");
        if again || failed.kind != FailureKind::Technical {
            return None;
        }
        let place = |fallback: &Fallback| match fallback {
            Fallback::Reasoning => 1,
            Fallback::Conversational => 2,
            Fallback::Person => 3,
        };
        let own = match self {
            Self::Strategy(Strategy::Deterministic) => 0,
            Self::Strategy(Strategy::Reasoning) => 1,
            Self::Strategy(Strategy::Conversational) => 2,
            Self::Person => 3,
        };
        let next = context.activity.settings.fallback.iter().find(|fallback| place(fallback) > own)?;
        Some(match next {
            Fallback::Reasoning => Self::Strategy(Strategy::Reasoning),
            Fallback::Conversational => Self::Strategy(Strategy::Conversational),
            Fallback::Person => Self::Person,
        })
    }

    /// The strategy; none for a person.
    pub(crate) fn strategy(self) -> Option<Strategy> {
        match self {
            Self::Strategy(strategy) => Some(strategy),
            Self::Person => None,
        }
    }
}

/// Chooses. Rules can only force the deterministic strategy on a step to which something is bound.
pub(crate) fn choose(context: &ExecutionContext<'_>, resources: &ExecutionResources) -> ChosenStrategy {
    let request = context.request;
    let mut given = StrategyInputs::of_request(request.strategies);
    match work_of(context.activity) {
        Work::Nothing | Work::Unavailable(_) | Work::Person(_) => {}
        _ => {
            let one_request = estimate::of(context, resources, 1).highest;
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
            let now = i64::try_from(now).unwrap_or(i64::MAX);
            let left = |due: run_engine::Timestamp| u64::try_from(due.0.saturating_sub(now)).unwrap_or_default();
            given.rules = standing_rules();
            given.facts = PolicyFacts {
                sensitive_values: false,
                time_left_ms: request.deadline.map(left),
                cap_below_one_call: request.credits_left.is_some_and(|left| one_request > left),
            };
        }
    }
    let mut chosen = chosen_strategy(&request.graph, context.node, context.activity, &given);
    chosen.strategy = chosen.at_hand(context.activity);
    chosen
}
