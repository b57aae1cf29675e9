//! How a run runs: chosen at its creation, changeable from the next iteration on.

use std::collections::{BTreeMap, BTreeSet};

use routine_model::graph::settings::{RoutineSettings, StrategySetting};
use routine_model::{Credits, ElementId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::ids::{RunId, StepId};
use crate::swarm_asks::SwarmLink;

/// Everything about a run that is not its routine, its inputs or its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunConfig {
    /// Whether data counts.
    pub mode: RunMode,
    /// How a way is chosen where conditions leave a choice.
    pub path_selection: PathSelectionMode,
    /// A path decision that somebody has made counts again when the run comes back to the same gateway.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reuse_decisions: bool,
    /// Most steps in progress at once; 1 is sequential.
    pub max_concurrency: u32,
    /// Limits.
    pub limits: RunLimits,
    /// What to do when something goes wrong.
    pub policies: RunPolicies,
    /// IANA name of the run's time zone.
    pub time_zone: String,
    /// Activities that wait for a completion from outside instead of being done.
    pub wait_at: BTreeSet<ElementId>,
    /// Which flows gateways take in a token game.
    pub choices: BTreeMap<ElementId, Vec<ElementId>>,
    /// Nothing may cost anything: models are the Demo model or a person.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub test_mode: bool,
    /// Run-time overrides: the strategy of an activity in this run.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub strategies: BTreeMap<ElementId, StrategySetting>,
    /// The strategy of steps for which nothing nearer says one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_strategy: Option<StrategySetting>,
    /// Slow motion: milliseconds between two iterations.
    #[serde(skip_serializing_if = "is_zero")]
    pub delay_ms: u64,
    /// The swarm that the run works for; does not change while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swarm: Option<SwarmLink>,
    /// The step of another run that has asked for this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<AskedBy>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(milliseconds: &u64) -> bool {
    *milliseconds == 0
}

/// The step that has asked for a run, as a model does with a tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedBy {
    /// Its run.
    pub run: RunId,
    /// The step.
    pub step: StepId,
    /// The call of a tool by which it asked.
    pub call: String,
    /// How many runs stand one behind the other, from 1.
    pub depth: u32,
}

impl Default for RunConfig {
    fn default() -> Self {
        Self {
            mode: RunMode::Data,
            path_selection: PathSelectionMode::First,
            reuse_decisions: false,
            max_concurrency: 8,
            limits: RunLimits::default(),
            policies: RunPolicies::default(),
            time_zone: "UTC".to_owned(),
            wait_at: BTreeSet::new(),
            choices: BTreeMap::new(),
            test_mode: false,
            strategies: BTreeMap::new(),
            default_strategy: None,
            delay_ms: 0,
            swarm: None,
            asked_by: None,
        }
    }
}

impl RunConfig {
    /// The strategy of steps for which nothing nearer says one: the run's own default, else that of its swarm.
    #[must_use]
    pub fn strategy_without_others(&self) -> Option<StrategySetting> {
        self.default_strategy.or_else(|| self.swarm.as_ref()?.strategy)
    }

    /// What a routine says about its runs (`routine:settings`), over what a run has otherwise. A word that nothing knows
    /// changes nothing; reading the file has reported it.
    #[must_use]
    pub fn under(mut self, settings: &RoutineSettings, seed: u64) -> Self {
        let limits = &mut self.limits;
        limits.max_time_ms = settings.max_time_ms.or(limits.max_time_ms);
        limits.max_credits = settings.max_credits.as_ref().and_then(|text| text.parse().ok()).or(limits.max_credits);
        limits.max_steps = settings.max_steps.or(limits.max_steps);
        let said = |name: &str| settings.policies.get(name).map(|text| text.trim());
        limits.max_loops = said("maxLoops").and_then(|text| text.parse().ok()).or(limits.max_loops);
        set(&mut limits.on_max_time, said("onMaxTime"));
        set(&mut limits.on_max_credits, said("onMaxCredits"));
        set(&mut limits.on_max_steps, said("onMaxSteps"));
        set(&mut limits.on_max_loops, said("onMaxLoops"));
        set(&mut self.policies.on_branch_failure, said("onBranchFailure"));
        set(&mut self.policies.on_gateway_fork_failure, said("onGatewayForkFailure"));
        set(&mut self.policies.on_normal_node_failure, said("onNormalNodeFailure"));
        set(&mut self.policies.on_only_waiting_branches, said("onOnlyWaitingBranches"));
        set(&mut self.reuse_decisions, said("reuseDecisions").map(|text| if text == "1" { "true" } else { text }));
        if let Some(most) = said("maxConcurrency").and_then(|text| text.parse::<u32>().ok()) {
            self.max_concurrency = most.max(1);
        }
        if let Some(zone) = said("timeZone") {
            zone.clone_into(&mut self.time_zone);
        }
        self.path_selection = match said("pathSelection") {
            Some("first") => PathSelectionMode::First,
            Some("random") => PathSelectionMode::Random { seed },
            Some("manual") => PathSelectionMode::Manual,
            Some("model") => PathSelectionMode::Model,
            Some(_) | None => self.path_selection,
        };
        self
    }
}

/// Takes over a word that means something here: the words of a file are those of the journal.
fn set<T: DeserializeOwned>(target: &mut T, word: Option<&str>) {
    let Some(word) = word else { return };
    let read = match word {
        "true" => serde_json::from_value(true.into()),
        "false" => serde_json::from_value(false.into()),
        other => serde_json::from_value(other.into()),
    };
    if let Ok(value) = read {
        *target = value;
    }
}

/// Whether data counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunMode {
    /// Conditions are evaluated, steps are done.
    #[default]
    Data,
    /// Only tokens move; see the profile's section on scenarios.
    TokenGame,
}

/// How a way is chosen where conditions leave a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "camelCase")]
pub enum PathSelectionMode {
    /// The first one whose condition is true, in the order of the file.
    #[default]
    First,
    /// By chance, reproducibly.
    Random {
        /// Seed of the generator.
        seed: u64,
    },
    /// A person decides.
    Manual,
    /// A model decides.
    Model,
}

/// Limits of a run; none means unlimited. Reaching a limit is allowed, going beyond is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunLimits {
    /// Milliseconds, paused time excluded.
    pub max_time_ms: Option<u64>,
    /// Credits.
    pub max_credits: Option<Credits>,
    /// Steps of activities.
    pub max_steps: Option<u64>,
    /// Iterations.
    pub max_loops: Option<u64>,
    /// What happens at the limit on time.
    pub on_max_time: OnLimit,
    /// What happens at the limit on credits.
    pub on_max_credits: OnLimit,
    /// What happens at the limit on steps.
    pub on_max_steps: OnLimit,
    /// What happens at the limit on iterations.
    pub on_max_loops: OnLimit,
}

impl Default for RunLimits {
    fn default() -> Self {
        Self {
            max_time_ms: None,
            max_credits: None,
            max_steps: None,
            max_loops: Some(1_000_000),
            on_max_time: OnLimit::Stop,
            on_max_credits: OnLimit::Pause,
            on_max_steps: OnLimit::Stop,
            on_max_loops: OnLimit::Stop,
        }
    }
}

/// What happens at a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnLimit {
    /// The run pauses and can be resumed with a higher limit.
    Pause,
    /// The run ends as failed.
    Stop,
}

/// What to do when something goes wrong, or nothing moves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunPolicies {
    /// A branch has failed.
    pub on_branch_failure: OnBranchFailure,
    /// A gateway could not choose or fork.
    pub on_gateway_fork_failure: OnNodeFailure,
    /// Any other node failed.
    pub on_normal_node_failure: OnNodeFailure,
    /// Every branch waits.
    pub on_only_waiting_branches: OnOnlyWaitingBranches,
}

/// What a failed branch does to its run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnBranchFailure {
    /// The others go on.
    Continue,
    /// The run pauses.
    Pause,
    /// The run ends as failed.
    #[default]
    Stop,
}

/// What a failed node does to its branch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnNodeFailure {
    /// The branch goes on as if the node had done nothing.
    Continue,
    /// An incident; the branch waits for a person.
    #[default]
    Wait,
    /// The branch fails.
    Fail,
}

/// What a run does in which every branch waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnOnlyWaitingBranches {
    /// It waits, using no processor time.
    #[default]
    Continue,
    /// It pauses.
    Pause,
    /// It ends as failed.
    Stop,
}
