//! How the activities of a routine are done.

use std::collections::BTreeMap;

use routine_model::graph::activity::Activity;
use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::settings;
use routine_model::{ElementId, RoutineGraph};
use step_execution::strategy::chain::{self, LinkResult};
use step_execution::strategy::complexity::Complexity;
use step_execution::strategy::detector::{ContextSummary, Detection, RoutineStrategyDetector, StepToDetect};
use step_execution::strategy::evolution::StepFigures;
use step_execution::strategy::{self, ChosenStrategy, StrategyInputs, chosen_strategy};

use crate::contract::{
    ActivityStrategy, ForcedStrategy, Strategy, StrategyContribution, StrategyLink, StrategyLinkResult, StrategyScores,
    StrategySetting, StrategySource,
};

/// Every activity of a routine, in the order of the file; the detector knows how they went before.
pub(super) fn strategies(graph: &RoutineGraph, past: &BTreeMap<ElementId, StepFigures>) -> Vec<ActivityStrategy> {
    let activities = graph.nodes().filter_map(|node| node.activity().map(|activity| (node, activity)));
    activities.map(|(node, activity)| of(graph, node, activity, past.get(&node.id))).collect()
}

fn of(graph: &RoutineGraph, node: &FlowNode, activity: &Activity, figures: Option<&StepFigures>) -> ActivityStrategy {
    let given = StrategyInputs { figures: figures.cloned().unwrap_or_default(), ..StrategyInputs::default() };
    view_of(graph, node, activity, chosen_strategy(graph, node, activity, &given))
}

/// A choice with the detector's reasons, also where something else decided.
pub(crate) fn view_of(
    graph: &RoutineGraph,
    node: &FlowNode,
    activity: &Activity,
    chosen: ChosenStrategy,
) -> ActivityStrategy {
    let detection = chosen.detection.unwrap_or_else(|| detected(graph, node, activity));
    ActivityStrategy {
        element: node.id.to_string(),
        name: node.name.clone(),
        setting: chosen.setting.into(),
        strategy: chosen.strategy.into(),
        source: chosen.source.into(),
        chain: chosen.chain.into_iter().map(StrategyLink::from).collect(),
        scores: StrategyScores {
            deterministic: detection.scores.deterministic.value(),
            reasoning: detection.scores.reasoning.value(),
            conversational: detection.scores.conversational.value(),
        },
        runner_up: detection.runner_up.into(),
        contributions: contributions(detection),
        complexity: (Complexity::of(graph, node, activity).total() * 1_000.0).round() / 1_000.0,
        overridable: is_overridable(graph, node),
        forced: chosen.forced.map(|forced| ForcedStrategy { rule: forced.rule, instead_of: forced.instead_of.into() }),
    }
}

fn is_overridable(graph: &RoutineGraph, node: &FlowNode) -> bool {
    let process = graph.process_of(&node.container).and_then(|container| container.process.as_ref());
    process.is_none_or(|process| !process.settings.forbid_strategy_override)
}

fn detected(graph: &RoutineGraph, node: &FlowNode, activity: &Activity) -> Detection {
    let (context, figures) = (ContextSummary::default(), StepFigures::default());
    RoutineStrategyDetector.detect(&StepToDetect { graph, node, activity, context, figures: &figures })
}

fn contributions(detection: Detection) -> Vec<StrategyContribution> {
    let told = detection.contributions.into_iter().map(|one| StrategyContribution {
        signal: one.signal,
        strategy: one.strategy.into(),
        weight: one.weight.value(),
        code: one.code,
        said: one.said,
        because: one.because,
    });
    told.collect()
}

impl From<chain::ChainLink> for StrategyLink {
    fn from(link: chain::ChainLink) -> Self {
        let result = match link.result {
            LinkResult::Decided => StrategyLinkResult::Decided,
            LinkResult::Passed => StrategyLinkResult::Passed,
            LinkResult::Overridden => StrategyLinkResult::Overridden,
            LinkResult::Refused => StrategyLinkResult::Refused,
            LinkResult::DoesNotFit => StrategyLinkResult::DoesNotFit,
        };
        Self { source: link.source.into(), setting: link.setting.map(StrategySetting::from), result }
    }
}

impl From<strategy::Strategy> for Strategy {
    fn from(strategy: strategy::Strategy) -> Self {
        match strategy {
            strategy::Strategy::Deterministic => Self::Deterministic,
            strategy::Strategy::Reasoning => Self::Reasoning,
            strategy::Strategy::Conversational => Self::Conversational,
        }
    }
}

impl From<settings::StrategySetting> for StrategySetting {
    fn from(setting: settings::StrategySetting) -> Self {
        match setting {
            settings::StrategySetting::Inherit => Self::Inherit,
            settings::StrategySetting::Deterministic => Self::Deterministic,
            settings::StrategySetting::Reasoning => Self::Reasoning,
            settings::StrategySetting::Conversational => Self::Conversational,
            settings::StrategySetting::Auto => Self::Auto,
        }
    }
}

impl From<StrategySetting> for settings::StrategySetting {
    fn from(setting: StrategySetting) -> Self {
        match setting {
            StrategySetting::Inherit => Self::Inherit,
            StrategySetting::Deterministic => Self::Deterministic,
            StrategySetting::Reasoning => Self::Reasoning,
            StrategySetting::Conversational => Self::Conversational,
            StrategySetting::Auto => Self::Auto,
        }
    }
}

impl From<Strategy> for StrategySetting {
    fn from(strategy: Strategy) -> Self {
        match strategy {
            Strategy::Deterministic => Self::Deterministic,
            Strategy::Reasoning => Self::Reasoning,
            Strategy::Conversational => Self::Conversational,
        }
    }
}

impl From<chain::StrategySource> for StrategySource {
    fn from(source: chain::StrategySource) -> Self {
        match source {
            chain::StrategySource::StepOverride => Self::StepOverride,
            chain::StrategySource::ElementOverride => Self::ElementOverride,
            chain::StrategySource::Step => Self::Step,
            chain::StrategySource::SubroutineStrategies => Self::SubroutineStrategies,
            chain::StrategySource::CallerSubroutineStrategies => Self::CallerSubroutineStrategies,
            chain::StrategySource::Routine => Self::Routine,
            chain::StrategySource::SwarmDefault => Self::SwarmDefault,
            chain::StrategySource::Detector => Self::Detector,
            chain::StrategySource::Element => Self::Element,
        }
    }
}
