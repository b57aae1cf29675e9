//! The strategy that does a step, with the policy's rules and what they ask, and who tries next when it could not.

use std::time::{SystemTime, UNIX_EPOCH};

use routine_model::graph::model::Fallback;
use routine_model::graph::sensitivity::Sensitivity;
use run_engine::{FailureKind, StepFailure, StepRecord};

use super::deterministic::{Work, work_of};
use super::policy::{self, PolicyFacts, StrategyRule, standing_rules};
use super::setting::{ChosenStrategy, StrategyInputs, chosen_for};
use super::{Strategy, estimate, failure, prompt};
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

    /// Who tries next, in the order of the chain, as far as the step and the rules allow it.
    pub(crate) fn next(
        self,
        context: &ExecutionContext<'_>,
        resources: &ExecutionResources,
        failed: &StepFailure,
    ) -> Option<Self> {
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
        let later = context.activity.settings.fallback.iter().filter(|fallback| place(fallback) > own);
        later
            .map(|fallback| match fallback {
                Fallback::Reasoning => Self::Strategy(Strategy::Reasoning),
                Fallback::Conversational => Self::Strategy(Strategy::Conversational),
                Fallback::Person => Self::Person,
            })
            .find(|next| next.strategy().is_none_or(|strategy| is_allowed(context, resources, strategy)))
    }

    /// The strategy; none for a person.
    pub(crate) fn strategy(self) -> Option<Strategy> {
        match self {
            Self::Strategy(strategy) => Some(strategy),
            Self::Person => None,
        }
    }
}

/// Who a step gets.
#[derive(Debug)]
pub(crate) struct Chosen {
    /// The strategy, with all that led to it.
    pub(crate) strategy: ChosenStrategy,
    /// A rule leaves nobody who could do the step.
    pub(crate) refused: Option<StepFailure>,
}

/// Chooses. Where a rule forces the deterministic strategy on a step to which nothing is bound, nobody does it.
pub(crate) fn choose(context: &ExecutionContext<'_>, resources: &ExecutionResources) -> Chosen {
    let mut given = StrategyInputs::of_step(context);
    (given.rules, given.facts) = rules_and_facts(context, resources);
    let mut chosen = chosen_for(context, &given);
    let refused = chosen.forced.as_ref().filter(|_| chosen.strategy == Strategy::Deterministic);
    let refused = refused.filter(|_| !is_bound(context)).map(|forced| {
        let message = format!(
            "the rule {} does not let the {} strategy do this step, and nothing is bound to it that could do it without \
             a model",
            forced.rule, forced.instead_of
        );
        failure("policy", message)
    });
    chosen.strategy = chosen.at_hand(context.activity);
    Chosen { strategy: chosen, refused }
}

/// Whether the rules let a strategy do the step.
fn is_allowed(context: &ExecutionContext<'_>, resources: &ExecutionResources, strategy: Strategy) -> bool {
    let (rules, facts) = rules_and_facts(context, resources);
    policy::apply(&rules, facts, strategy).1.is_none()
}

/// The reason why a model may not be shown what the step sees.
pub(crate) fn kept_from_model(context: &ExecutionContext<'_>, resources: &ExecutionResources) -> Option<StepFailure> {
    let (rules, facts) = rules_and_facts(context, resources);
    let (_, forced) = policy::apply(
        &rules,
        PolicyFacts { time_left_ms: None, cap_below_one_call: false, ..facts },
        Strategy::Reasoning,
    );
    forced.map(|forced| failure("policy", format!("the rule {} keeps the step's values from the model", forced.rule)))
}

fn rules_and_facts(context: &ExecutionContext<'_>, resources: &ExecutionResources) -> (Vec<StrategyRule>, PolicyFacts) {
    let request = context.request;
    let allowed = context.routine.definition().map_or(&[][..], |process| &process.settings.allow_sensitive);
    let asks_model = estimate::asks_model(context, resources);
    // What has something bound to it goes without a model before a limit is reached; else only a limit that nobody can
    // raise speaks against a model.
    let counts = |hard: bool| asks_model && (hard || is_bound(context));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    let left = |due: run_engine::Timestamp| u64::try_from(due.0.saturating_sub(now)).unwrap_or_default();
    let one_request = estimate::of(context, resources, 1).highest;
    let facts = PolicyFacts {
        sensitivity: highest_mark(context),
        online_model: estimate::asks_online(context, resources),
        time_left_ms: request.deadline.filter(|_| counts(request.hard_limits.time)).map(left),
        cap_below_one_call: counts(request.hard_limits.credits)
            && request.credits_left.is_some_and(|left| one_request > left),
    };
    (standing_rules(allowed), facts)
}

/// The highest mark among what the step would show a model: its inputs, or all variables where it names none, and what its
/// prompt names.
fn highest_mark(context: &ExecutionContext<'_>) -> Option<Sensitivity> {
    let request = context.request;
    if request.marks.is_empty() {
        return None;
    }
    let shown = if request.inputs.is_empty() { &request.variables } else { &request.inputs };
    let named = prompt::named(context.activity);
    let is_shown = |name: &String| shown.contains_key(name) || named.iter().any(|one| one == name || one == "input");
    request.marks.iter().filter(|(name, _)| is_shown(name)).map(|(_, level)| *level).max()
}

/// Something other than a model can do it.
fn is_bound(context: &ExecutionContext<'_>) -> bool {
    match work_of(context.activity) {
        Work::Nothing | Work::Unavailable(_) => false,
        Work::Person(_)
        | Work::Worker(_)
        | Work::Feel { .. }
        | Work::JavaScript { .. }
        | Work::Decision { .. }
        | Work::Own { .. } => true,
    }
}
