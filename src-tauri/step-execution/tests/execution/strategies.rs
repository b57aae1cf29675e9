//! Which strategy a step gets, from whom, and what rules and figures make of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::support::{activity, javascript, request, routine};
use routine_model::graph::activity::{ActivityKind, UserTask};
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Process;
use routine_model::graph::sensitivity::Sensitivity;
use routine_model::graph::settings::RoutineSettings;
use routine_model::graph::settings::StrategySetting::{self, Auto, Conversational, Deterministic, Inherit, Reasoning};
use routine_model::{ElementId, RoutineGraph};
use run_engine::RunConfig;
use serde_json::json;
use step_execution::strategy::chain::{LinkResult, StrategySource};
use step_execution::strategy::detector::{ContextSummary, Detections, RoutineStrategyDetector, StepToDetect};
use step_execution::strategy::evolution::{Proposal, StepRecord, StrategyFigures, Thresholds, proposals};
use step_execution::strategy::policy::{PolicyFacts, standing_rules};
use step_execution::strategy::{ChosenStrategy, Strategy, StrategyInputs, chosen_strategy, refused_overrides};
use step_execution::{ExecutionResources, ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor};

/// Every level that can be set.
#[derive(Clone, Copy, Default)]
struct Levels {
    step_override: Option<StrategySetting>,
    element_override: Option<StrategySetting>,
    own: Option<StrategySetting>,
    listed: Option<StrategySetting>,
    caller: Option<StrategySetting>,
    routine: Option<StrategySetting>,
    swarm: Option<StrategySetting>,
    closed: bool,
}

fn graph(kind: ActivityKind, levels: Levels) -> Arc<RoutineGraph> {
    let mut activity = activity(kind, Binding::None);
    activity.settings.strategy = levels.own;
    let settings = RoutineSettings {
        execution_strategy: levels.routine,
        subroutine_strategies: levels.listed.map(|setting| (ElementId::from("Step"), setting)).into_iter().collect(),
        forbid_strategy_override: levels.closed,
        ..RoutineSettings::default()
    };
    routine(Process { settings, ..Process::default() }, activity)
}

fn choose(kind: ActivityKind, levels: Levels) -> ChosenStrategy {
    let given = StrategyInputs {
        step_override: levels.step_override,
        element_override: levels.element_override,
        caller: levels.caller,
        swarm_default: levels.swarm,
        ..StrategyInputs::default()
    };
    chosen(&graph(kind, levels), &given)
}

fn chosen(graph: &RoutineGraph, given: &StrategyInputs) -> ChosenStrategy {
    let node = graph.node(&ElementId::from("Step")).unwrap();
    chosen_strategy(graph, node, node.activity().unwrap(), given)
}

#[test]
fn a_step_is_read_once_and_its_figures_count_at_once() {
    let graph = graph(ActivityKind::AbstractTask, Levels::default());
    let node = graph.node(&ElementId::from("Step")).unwrap();
    let detections = Detections::default();
    let figures = |successes| {
        let figures = StrategyFigures { runs: 20, successes, ..StrategyFigures::default() };
        [(Strategy::Conversational, figures)].into_iter().collect()
    };
    let mut scores = Vec::new();
    for figures in [BTreeMap::new(), figures(20), figures(2)] {
        let (activity, context) = (node.activity().unwrap(), ContextSummary::default());
        let step = StepToDetect { graph: &graph, node, activity, context, figures: &figures };
        let said = detections.of(&graph, &step);
        assert_eq!(said, RoutineStrategyDetector.detect(&step), "what is kept changes nothing");
        scores.push(said.scores.conversational);
    }
    assert!(
        scores[1] > scores[0] && scores[0] > scores[2],
        "figures count though the step is not read again: {scores:?}"
    );

    let resources = ExecutionResources { detections: detections.clone(), ..ExecutionResources::default() };
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, resources);
    let request = request(Arc::clone(&graph), json!({}));
    assert!(executor.execute_pure(&request).is_some(), "nothing is bound and nothing is declared");
    executor.estimate_cost(&request);
    assert_eq!(detections.looks(), 1, "the executor goes by what was seen before");
    drop((executor, request, graph));
    executor_reads_another(&detections);
}

/// An equal routine that is another one is read by itself.
fn executor_reads_another(detections: &Detections) {
    let resources = ExecutionResources { detections: detections.clone(), ..ExecutionResources::default() };
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::Thread, resources);
    let request = request(graph(ActivityKind::AbstractTask, Levels::default()), json!({}));
    executor.execute_pure(&request);
    executor.execute_pure(&request);
    assert_eq!(detections.looks(), 2, "once for each routine");
}

#[test]
fn the_nearest_level_decides_and_every_level_is_told() {
    let all = Levels {
        step_override: Some(Reasoning),
        element_override: Some(Conversational),
        own: Some(Deterministic),
        listed: Some(Reasoning),
        caller: Some(Conversational),
        routine: Some(Deterministic),
        swarm: Some(Reasoning),
        closed: false,
    };
    let remove: [fn(&mut Levels); 7] = [
        |levels| levels.step_override = None,
        |levels| levels.element_override = Some(Inherit),
        |levels| levels.own = None,
        |levels| levels.listed = Some(Inherit),
        |levels| levels.caller = None,
        |levels| levels.routine = None,
        |levels| levels.swarm = None,
    ];
    let sources = [
        StrategySource::StepOverride,
        StrategySource::ElementOverride,
        StrategySource::Step,
        StrategySource::SubroutineStrategies,
        StrategySource::CallerSubroutineStrategies,
        StrategySource::Routine,
        StrategySource::SwarmDefault,
        StrategySource::Detector,
    ];
    let mut levels = all;
    for (at, source) in sources.into_iter().enumerate() {
        let chosen = choose(ActivityKind::ServiceTask, levels);
        assert_eq!(chosen.source, source, "the nearest level that says something decides");
        let results: Vec<_> = chosen.chain.iter().map(|link| link.result).collect();
        let expected: Vec<_> = (0..7)
            .map(|level| match level.cmp(&at) {
                std::cmp::Ordering::Less => LinkResult::Passed,
                std::cmp::Ordering::Equal => LinkResult::Decided,
                std::cmp::Ordering::Greater => LinkResult::Overridden,
            })
            .collect();
        assert_eq!(results, expected, "every level is in the chain with what came of it");
        assert_eq!(chosen.detection.is_some(), source == StrategySource::Detector, "the detector is asked last");
        if let Some(remove) = remove.get(at) {
            remove(&mut levels);
        }
    }
}

#[test]
fn auto_is_never_itself_a_strategy() {
    let chosen =
        choose(ActivityKind::ServiceTask, Levels { own: Some(Auto), routine: Some(Reasoning), ..Levels::default() });
    assert_eq!((chosen.setting, chosen.source), (Auto, StrategySource::Detector), "auto starts detection");
    assert_eq!(chosen.strategy, Strategy::Deterministic, "a mechanical step that nobody has bound yet");
}

#[test]
fn a_closed_routine_refuses_what_comes_from_outside_and_keeps_its_own() {
    let levels = Levels {
        step_override: Some(Reasoning),
        element_override: Some(Reasoning),
        own: None,
        listed: None,
        caller: Some(Reasoning),
        routine: Some(Conversational),
        swarm: Some(Reasoning),
        closed: true,
    };
    let chosen = choose(ActivityKind::ServiceTask, levels);
    assert_eq!((chosen.strategy, chosen.source), (Strategy::Conversational, StrategySource::Routine), "its own stands");
    let refused: Vec<_> =
        chosen.chain.iter().filter(|link| link.result == LinkResult::Refused).map(|link| link.source).collect();
    let outside = [
        StrategySource::StepOverride,
        StrategySource::ElementOverride,
        StrategySource::CallerSubroutineStrategies,
        StrategySource::SwarmDefault,
    ];
    assert_eq!(refused, outside, "all that is outside is refused");

    let config = RunConfig {
        default_strategy: Some(Reasoning),
        strategies: BTreeMap::from([(ElementId::from("Step"), Reasoning)]),
        ..RunConfig::default()
    };
    let refused = |closed| {
        let graph = graph(ActivityKind::ServiceTask, Levels { closed, ..Levels::default() });
        refused_overrides(&graph, &config).into_iter().map(|one| one.element.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(refused(true), ["Process", "Step"], "a run says so before it starts");
    assert!(refused(false).is_empty(), "an open routine takes them");
}

#[test]
fn nothing_puts_a_model_in_the_place_of_a_person() {
    let user = || ActivityKind::UserTask(UserTask::default());
    let own = |setting| Levels { own: Some(setting), ..Levels::default() };
    assert_eq!(choose(user(), own(Reasoning)).strategy, Strategy::Deterministic, "reasoning does not fit a user task");
    assert_eq!(choose(user(), own(Conversational)).strategy, Strategy::Conversational, "a conversation may");
    let routine_wide = choose(user(), Levels { routine: Some(Conversational), ..Levels::default() });
    assert_eq!(routine_wide.strategy, Strategy::Deterministic, "what is said about all steps does not take it away");
    let fits = routine_wide.chain.iter().any(|link| link.result == LinkResult::DoesNotFit);
    assert!(fits, "the chain says that the level does not fit");
    let manual = choose(ActivityKind::ManualTask, own(Reasoning));
    assert_eq!((manual.strategy, manual.source), (Strategy::Deterministic, StrategySource::Element), "work by hand");
}

#[test]
fn a_forced_choice_names_the_rule() {
    let graph = graph(ActivityKind::ServiceTask, Levels { own: Some(Conversational), ..Levels::default() });
    let with =
        |facts| chosen(&graph, &StrategyInputs { rules: standing_rules(&[]), facts, ..StrategyInputs::default() });
    let free = with(PolicyFacts::default());
    assert_eq!((free.strategy, free.forced), (Strategy::Conversational, None), "no rule counts");
    for (facts, strategy, rule) in [
        (
            PolicyFacts { sensitivity: Some(Sensitivity::Confidential), ..PolicyFacts::default() },
            Strategy::Reasoning,
            "sensitive-values-not-in-conversations",
        ),
        (
            PolicyFacts { time_left_ms: Some(1_999), ..PolicyFacts::default() },
            Strategy::Deterministic,
            "deadline-too-near-for-a-model",
        ),
        (
            PolicyFacts { cap_below_one_call: true, ..PolicyFacts::default() },
            Strategy::Deterministic,
            "cap-below-one-model-call",
        ),
    ] {
        let chosen = with(facts);
        let forced = chosen.forced.unwrap();
        assert_eq!((chosen.strategy, forced.rule.as_str()), (strategy, rule), "the rule is named");
        assert_eq!(forced.instead_of, Strategy::Conversational, "and what it would have been");
    }
    let at_limit = with(PolicyFacts { time_left_ms: Some(2_000), ..PolicyFacts::default() });
    assert_eq!(at_limit.forced, None, "exactly at the limit is allowed");
}

#[test]
fn figures_propose_a_simpler_strategy_and_the_way_back() {
    let figures = |runs, successes| StrategyFigures { runs, successes, time_ms: runs, ..StrategyFigures::default() };
    let step = |strategy, complexity, figures: &[(Strategy, StrategyFigures)]| StepRecord {
        element: ElementId::from("Step"),
        strategy,
        complexity,
        is_bound: true,
        figures: figures.iter().copied().collect(),
    };
    let propose = |step: StepRecord| -> Option<Strategy> {
        proposals(&[step], &Thresholds::default()).first().map(|proposal: &Proposal| proposal.to)
    };
    use Strategy::{Deterministic, Reasoning};
    let proved = figures(60, 57);
    assert_eq!(
        propose(step(Reasoning, 0.3, &[(Reasoning, proved)])),
        Some(Deterministic),
        "exactly 0.95 and 0.3 count"
    );
    assert_eq!(propose(step(Reasoning, 0.31, &[(Reasoning, proved)])), None, "not when it is complex");
    assert_eq!(propose(step(Reasoning, 0.1, &[(Reasoning, figures(49, 49))])), None, "not before 50 runs");
    assert_eq!(propose(step(Reasoning, 0.1, &[(Reasoning, figures(60, 56))])), None, "not below 0.95");
    let worse = [(Reasoning, proved), (Deterministic, figures(10, 8))];
    assert_eq!(propose(step(Deterministic, 0.1, &worse)), Some(Reasoning), "worse figures propose the way back");
    assert_eq!(propose(step(Reasoning, 0.1, &worse)), None, "and it is not proposed again");
    let few = [(Reasoning, proved), (Deterministic, figures(9, 0))];
    assert_eq!(propose(step(Deterministic, 0.1, &few)), None, "a few runs prove nothing");
}

#[test]
fn a_bound_step_is_deterministic_whatever_it_is_called() {
    let graph = routine(Process::default(), javascript("return {};", &[]));
    let chosen = chosen(&graph, &StrategyInputs::default());
    let detection = chosen.detection.unwrap();
    assert_eq!(detection.choice, Strategy::Deterministic, "a script is a script");
    assert_eq!(detection.contributions.len(), 1, "words about it are not even read");
}
