//! Policy: rules of a swarm or a run that forbid or force strategies, applied after the choice.

use serde::{Deserialize, Serialize};

use routine_model::graph::sensitivity::Sensitivity;
use routine_model::graph::settings::SensitiveUse;

use super::Strategy;

/// A rule, with the name that a forced choice is logged with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StrategyRule {
    /// What people call it.
    pub name: String,
    /// When it counts.
    pub when: RuleCondition,
    /// What it says then.
    pub says: RuleEffect,
}

/// When a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RuleCondition {
    /// Always.
    Always,
    /// The step sees values that are marked confidential or secret.
    SensitiveValues,
    /// The step sees values that are marked secret.
    SecretValues,
    /// The step sees values that are marked confidential or secret, and a model on another machine would do it.
    SensitiveValuesOnline,
    /// Less time is left than this.
    TimeLeftBelow {
        /// Milliseconds.
        ms: u64,
    },
    /// One model call may cost more than is left.
    CapBelowOneCall,
}

/// What a rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum RuleEffect {
    /// This strategy and no other.
    Force {
        /// Which.
        strategy: Strategy,
    },
    /// Not this one; the simpler ones are tried from conversational over reasoning to deterministic.
    Forbid {
        /// Which.
        strategy: Strategy,
    },
}

/// What rules ask about a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PolicyFacts {
    /// The highest mark of the values that it sees.
    pub sensitivity: Option<Sensitivity>,
    /// The model that would do it is on another machine.
    pub online_model: bool,
    /// Milliseconds to the run's deadline; none where it has none.
    pub time_left_ms: Option<u64>,
    /// The dearest single model call would cost more than may still be spent.
    pub cap_below_one_call: bool,
}

/// A rule that changed the choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForcedChoice {
    /// The rule's name.
    pub rule: String,
    /// What it would have been.
    pub instead_of: Strategy,
}

/// Rules that every run has: a conversation shows what it sees to whoever takes part in it, an online model to whoever runs
/// it, and a cap or a deadline that one model call would break leaves only what needs no model. `allowed` is what the
/// routine allows all the same; secret values it cannot allow.
#[must_use]
pub fn standing_rules(allowed: &[SensitiveUse]) -> Vec<StrategyRule> {
    let rule = |name: &str, when, says| StrategyRule { name: name.to_owned(), when, says };
    let deterministic = RuleEffect::Force { strategy: Strategy::Deterministic };
    let forbid = |name, when, strategy| rule(name, when, RuleEffect::Forbid { strategy });
    let (reasoning, conversational) = (Strategy::Reasoning, Strategy::Conversational);
    let mut rules = vec![
        forbid("secret-values-not-to-models", RuleCondition::SecretValues, reasoning),
        forbid("secret-values-not-to-models", RuleCondition::SecretValues, conversational),
    ];
    if !allowed.contains(&SensitiveUse::OnlineModel) {
        rules.push(forbid("sensitive-values-not-to-online-models", RuleCondition::SensitiveValuesOnline, reasoning));
        rules.push(forbid(
            "sensitive-values-not-to-online-models",
            RuleCondition::SensitiveValuesOnline,
            conversational,
        ));
    }
    if !allowed.contains(&SensitiveUse::Conversation) {
        rules.push(forbid("sensitive-values-not-in-conversations", RuleCondition::SensitiveValues, conversational));
    }
    rules.extend([
        rule("deadline-too-near-for-a-model", RuleCondition::TimeLeftBelow { ms: 2_000 }, deterministic),
        rule("cap-below-one-model-call", RuleCondition::CapBelowOneCall, deterministic),
    ]);
    rules
}

/// Applies rules in their order; the last one that changed the choice is named.
#[must_use]
pub fn apply(rules: &[StrategyRule], facts: PolicyFacts, choice: Strategy) -> (Strategy, Option<ForcedChoice>) {
    let mut forced = None;
    let mut current = choice;
    for rule in rules.iter().filter(|rule| counts(rule.when, facts)) {
        let next = match rule.says {
            RuleEffect::Force { strategy } => strategy,
            RuleEffect::Forbid { strategy } if strategy == current => allowed_instead(rules, facts, current),
            RuleEffect::Forbid { .. } => current,
        };
        if next != current {
            forced = Some(ForcedChoice { rule: rule.name.clone(), instead_of: choice });
            current = next;
        }
    }
    (current, forced)
}

fn counts(when: RuleCondition, facts: PolicyFacts) -> bool {
    match when {
        RuleCondition::Always => true,
        RuleCondition::SensitiveValues => facts.sensitivity >= Some(Sensitivity::Confidential),
        RuleCondition::SecretValues => facts.sensitivity >= Some(Sensitivity::Secret),
        RuleCondition::SensitiveValuesOnline => {
            facts.online_model && facts.sensitivity >= Some(Sensitivity::Confidential)
        }
        RuleCondition::TimeLeftBelow { ms } => facts.time_left_ms.is_some_and(|left| left < ms),
        RuleCondition::CapBelowOneCall => facts.cap_below_one_call,
    }
}

/// The nearest strategy that no rule forbids; deterministic where all are.
fn allowed_instead(rules: &[StrategyRule], facts: PolicyFacts, forbidden: Strategy) -> Strategy {
    let is_forbidden = |strategy: Strategy| {
        rules.iter().any(|rule| counts(rule.when, facts) && rule.says == RuleEffect::Forbid { strategy })
    };
    let order = match forbidden {
        Strategy::Conversational => [Strategy::Reasoning, Strategy::Deterministic],
        Strategy::Reasoning => [Strategy::Deterministic, Strategy::Conversational],
        Strategy::Deterministic => [Strategy::Reasoning, Strategy::Conversational],
    };
    order.into_iter().find(|strategy| !is_forbidden(*strategy)).unwrap_or(Strategy::Deterministic)
}
