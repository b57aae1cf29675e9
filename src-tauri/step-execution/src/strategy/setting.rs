//! Which strategy does a step: all levels that can set it, the detector, and policy; with the chain as data.

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::settings::{RoutineSettings, StrategySetting};
use routine_model::{ElementId, RoutineGraph};
use run_engine::{OutsideStrategies, RunConfig};
use serde::{Deserialize, Serialize};

use super::Strategy;
use super::chain::{ChainLink, LinkResult, StrategySource};
use super::detector::{ContextSummary, Detection, RoutineStrategyDetector, StepToDetect};
use super::evolution::StepFigures;
use super::policy::{self, ForcedChoice, PolicyFacts, StrategyRule};
use crate::context::ExecutionContext;

/// What comes from outside the routine.
#[derive(Clone, Debug, Default)]
pub struct StrategyInputs {
    /// Run-time override for this one step.
    pub step_override: Option<StrategySetting>,
    /// Run-time override for this element.
    pub element_override: Option<StrategySetting>,
    /// What the calling routine's `subroutineStrategies` say about the call.
    pub caller: Option<StrategySetting>,
    /// The default of the swarm, or of the run.
    pub swarm_default: Option<StrategySetting>,
    /// Rules of swarm and run.
    pub rules: Vec<StrategyRule>,
    /// What the rules ask about this step.
    pub facts: PolicyFacts,
    /// What the run knows about the step's surroundings.
    pub context: ContextSummary,
    /// How the step went before.
    pub figures: StepFigures,
}

/// The answer, with everything that led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChosenStrategy {
    /// The setting that decided; `auto` where none did.
    pub setting: StrategySetting,
    /// The strategy.
    pub strategy: Strategy,
    /// Who decided.
    pub source: StrategySource,
    /// Every level, nearest first.
    pub chain: Vec<ChainLink>,
    /// The detector's reasons, where it was asked.
    pub detection: Option<Detection>,
    /// The rule that changed the choice, if one did.
    pub forced: Option<ForcedChoice>,
}

impl ChosenStrategy {
    /// A user task that only the detector would make a conversation is left to its person.
    #[must_use]
    pub fn at_hand(&self, activity: &Activity) -> Strategy {
        match self.source {
            StrategySource::Detector if matches!(activity.kind, ActivityKind::UserTask(_)) => Strategy::Deterministic,
            _ => self.strategy,
        }
    }
}

impl StrategyInputs {
    /// What a run's configuration says about an activity before there is a step.
    #[must_use]
    pub fn of_config(config: &RunConfig, element: &ElementId) -> Self {
        Self {
            element_override: config.strategies.get(element).copied(),
            swarm_default: config.strategy_without_others(),
            ..Self::default()
        }
    }

    /// What a request brings from outside of the routine.
    #[must_use]
    pub fn of_request(outside: OutsideStrategies) -> Self {
        let OutsideStrategies { step, element, caller, run_default } = outside;
        Self { step_override: step, element_override: element, caller, swarm_default: run_default, ..Self::default() }
    }

    /// The same for a step that is being done, with how it went before.
    pub(super) fn of_step(context: &ExecutionContext<'_>) -> Self {
        let figures = context.past.of(&context.request.routine_path, &context.request.element);
        Self { figures, ..Self::of_request(context.request.strategies) }
    }
}

/// The strategy that a step is done with.
#[must_use]
pub fn strategy_of(context: &ExecutionContext<'_>) -> Strategy {
    chosen_for(context, &StrategyInputs::of_step(context)).at_hand(context.activity)
}

/// The same as [`chosen_strategy`] for a step that is being done; what the detector has seen in it is kept.
pub(super) fn chosen_for(context: &ExecutionContext<'_>, given: &StrategyInputs) -> ChosenStrategy {
    let graph = &context.request.graph;
    chosen_by(graph, context.node, context.activity, given, |step| context.detections.of(graph, step))
}

/// Resolved like CSS, nearest first. Sub-processes, manual and receive tasks leave no choice; see [`StrategySource::Element`].
#[must_use]
pub fn chosen_strategy(
    graph: &RoutineGraph,
    node: &FlowNode,
    activity: &Activity,
    given: &StrategyInputs,
) -> ChosenStrategy {
    chosen_by(graph, node, activity, given, |step| RoutineStrategyDetector.detect(step))
}

fn chosen_by(
    graph: &RoutineGraph,
    node: &FlowNode,
    activity: &Activity,
    given: &StrategyInputs,
    detect: impl FnOnce(&StepToDetect<'_>) -> Detection,
) -> ChosenStrategy {
    let chain = chain(graph, node, activity, given);
    let decided = chain.iter().find(|link| link.result == LinkResult::Decided);
    let setting = decided.and_then(|link| link.setting).unwrap_or(StrategySetting::Auto);
    let (strategy, source, detection) = match (explicit(setting), decided) {
        _ if leaves_no_choice(activity) => (Strategy::Deterministic, StrategySource::Element, None),
        (Some(strategy), Some(link)) => (strategy, link.source, None),
        (Some(_) | None, _) => {
            let step = StepToDetect { graph, node, activity, context: given.context, figures: &given.figures };
            let detection = detect(&step);
            (detection.choice, StrategySource::Detector, Some(detection))
        }
    };
    let (strategy, forced) = match source {
        StrategySource::Element => (strategy, None),
        _ => policy::apply(&given.rules, given.facts, strategy),
    };
    // A rule that takes a conversation from a user task's person does not put a model in their place.
    let strategy = match (&forced, strategy) {
        (Some(_), Strategy::Reasoning) if matches!(activity.kind, ActivityKind::UserTask(_)) => Strategy::Deterministic,
        _ => strategy,
    };
    ChosenStrategy { setting, strategy, source, chain, detection, forced }
}

fn chain(graph: &RoutineGraph, node: &FlowNode, activity: &Activity, given: &StrategyInputs) -> Vec<ChainLink> {
    let process = graph.process_of(&node.container).and_then(|container| container.process.as_ref());
    let settings = process.map(|process| &process.settings);
    let closed = settings.is_some_and(|settings| settings.forbid_strategy_override);
    let levels = [
        (StrategySource::StepOverride, given.step_override),
        (StrategySource::ElementOverride, given.element_override),
        (StrategySource::Step, activity.settings.strategy),
        (StrategySource::SubroutineStrategies, settings.and_then(|settings| listed(graph, node, settings))),
        (StrategySource::CallerSubroutineStrategies, given.caller),
        (StrategySource::Routine, settings.and_then(|settings| settings.execution_strategy)),
        (StrategySource::SwarmDefault, given.swarm_default),
    ];
    let mut decided = false;
    let link = |(source, setting): (StrategySource, Option<StrategySetting>)| {
        let result = match setting {
            None | Some(StrategySetting::Inherit) => LinkResult::Passed,
            Some(_) if closed && source.is_outside() => LinkResult::Refused,
            Some(_) if decided => LinkResult::Overridden,
            Some(setting) if !fits(activity, source, setting) => LinkResult::DoesNotFit,
            Some(_) => {
                decided = true;
                LinkResult::Decided
            }
        };
        ChainLink { source, setting, result }
    };
    levels.into_iter().map(link).collect()
}

/// What the routine lists for the step, or for the nearest sub-process around it.
fn listed(graph: &RoutineGraph, node: &FlowNode, settings: &RoutineSettings) -> Option<StrategySetting> {
    let listed = &settings.subroutine_strategies;
    if listed.is_empty() {
        return None;
    }
    let around = std::iter::successors(graph.container(&node.container), |container| {
        container.parent.as_ref().and_then(|parent| graph.container(parent))
    });
    let setting = |id| listed.get(id).copied().filter(|setting| *setting != StrategySetting::Inherit);
    setting(&node.id).or_else(|| around.into_iter().find_map(|container| setting(&container.id)))
}

/// A user task has a person. What is said about many steps at once does not take it from them; what is said about this one
/// may turn it into a conversation, and nothing puts a model in the person's place.
fn fits(activity: &Activity, source: StrategySource, setting: StrategySetting) -> bool {
    if !matches!(activity.kind, ActivityKind::UserTask(_)) {
        return true;
    }
    match setting {
        StrategySetting::Reasoning => false,
        StrategySetting::Conversational => match source {
            StrategySource::StepOverride | StrategySource::ElementOverride | StrategySource::Step => true,
            StrategySource::SubroutineStrategies
            | StrategySource::CallerSubroutineStrategies
            | StrategySource::Routine
            | StrategySource::SwarmDefault
            | StrategySource::Detector
            | StrategySource::Element => false,
        },
        StrategySetting::Deterministic | StrategySetting::Auto | StrategySetting::Inherit => true,
    }
}

/// Work by hand, waiting for a message, and what only holds other steps.
fn leaves_no_choice(activity: &Activity) -> bool {
    match activity.kind {
        ActivityKind::ManualTask
        | ActivityKind::ReceiveTask { .. }
        | ActivityKind::SubProcess(_)
        | ActivityKind::CallActivity(_) => true,
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_) => false,
    }
}

fn explicit(setting: StrategySetting) -> Option<Strategy> {
    match setting {
        StrategySetting::Deterministic => Some(Strategy::Deterministic),
        StrategySetting::Reasoning => Some(Strategy::Reasoning),
        StrategySetting::Conversational => Some(Strategy::Conversational),
        StrategySetting::Auto | StrategySetting::Inherit => None,
    }
}
