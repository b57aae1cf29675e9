//! The detector against labelled steps: a floor for its quality, and sums that a person can check.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use routine_model::graph::flow_node::FlowNode;
use routine_model::{ElementId, RoutineGraph, read_bpmn};
use serde::Deserialize;
use step_execution::strategy::Strategy::{self, Conversational, Deterministic, Reasoning};
use step_execution::strategy::complexity::Complexity;
use step_execution::strategy::detector::{ContextSummary, Detection, RoutineStrategyDetector, Scores, StepToDetect};
use step_execution::strategy::evolution::{StepFigures, StrategyFigures};
use step_execution::strategy::policy::standing_rules;

#[derive(Deserialize)]
struct Label {
    label: Strategy,
}

fn folder(half: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/detector").join(half)
}

/// Every labelled step of a half.
fn each(half: &str, mut look: impl FnMut(&RoutineGraph, &FlowNode, Strategy)) {
    let labels: BTreeMap<String, BTreeMap<String, Label>> =
        serde_json::from_slice(&fs::read(folder(half).join("labels.json")).unwrap()).unwrap();
    for (file, steps) in labels {
        let graph = read_bpmn(&fs::read(folder(half).join(&file)).unwrap()).graph;
        for (id, label) in steps {
            look(&graph, graph.node(&ElementId::from(id.as_str())).unwrap(), label.label);
        }
    }
}

fn detect(graph: &RoutineGraph, node: &FlowNode, figures: &StepFigures) -> Detection {
    let (activity, context) = (node.activity().unwrap(), ContextSummary::default());
    RoutineStrategyDetector.detect(&StepToDetect { graph, node, activity, context, figures })
}

#[test]
fn steps_that_no_weight_was_set_by_are_told_apart() {
    check("hold-out", 150.0, 0.95, 0.93);
    check("second", 120.0, 0.93, 0.92);
    check("third", 30.0, 0.85, 0.85);
}

/// A set of at least `steps` steps is told apart so well.
fn check(set: &str, least: f64, accuracy: f64, least_f1: f64) {
    let mut table = BTreeMap::<(Strategy, Strategy), f64>::new();
    each(set, |graph, node, label| {
        *table.entry((label, detect(graph, node, &StepFigures::default()).choice)).or_default() += 1.0;
    });
    let all = [Deterministic, Reasoning, Conversational];
    let count = |label, choice| table.get(&(label, choice)).copied().unwrap_or_default();
    let steps: f64 = table.values().sum();
    let right: f64 = all.iter().map(|one| count(*one, *one)).sum();
    let f1 = all.iter().map(|one| {
        let labelled: f64 = all.iter().map(|other| count(*one, *other)).sum();
        let chosen: f64 = all.iter().map(|other| count(*other, *one)).sum();
        2.0 * count(*one, *one) / (labelled + chosen)
    });
    let macro_f1 = f1.sum::<f64>() / 3.0;
    assert!(steps >= least, "{set} is large enough: {steps}");
    assert!(right / steps >= accuracy, "{set}: accuracy {:.3}: {table:?}", right / steps);
    assert!(macro_f1 >= least_f1, "{set}: macro-F1 {macro_f1:.3}: {table:?}");
}

#[test]
fn contributions_add_up_exactly_to_the_scores_and_the_best_is_chosen() {
    for half in ["tune", "hold-out", "second", "third"] {
        each(half, |graph, node, _| {
            let detection = detect(graph, node, &StepFigures::default());
            let json = serde_json::to_value(&detection).unwrap();
            for strategy in ["deterministic", "reasoning", "conversational"] {
                let own = json["contributions"].as_array().unwrap().iter().filter(|one| one["strategy"] == strategy);
                let sum: f64 = own.map(|one| one["weight"].as_f64().unwrap()).sum();
                let score = json["scores"][strategy].as_f64().unwrap();
                assert!(sum == score, "{}: {strategy} {sum} is not {score}", node.label());
            }
            let Scores { deterministic, reasoning, conversational } = detection.scores;
            let best = deterministic.max(reasoning).max(conversational);
            assert_eq!(detection.scores.of(detection.choice), best, "{}: the highest score", node.label());
            assert_ne!(detection.choice, detection.runner_up, "{}: the runner-up is another one", node.label());
            let complexity = Complexity::of(graph, node, node.activity().unwrap()).total();
            assert!((0.0..=1.0).contains(&complexity), "{}: {complexity}", node.label());
        });
    }
}

#[test]
fn past_figures_speak_for_and_against_a_strategy() {
    each("tune", |graph, node, _| {
        let figures = |successes| {
            let figures = StrategyFigures { runs: 20, successes, ..StrategyFigures::default() };
            StepFigures::from([(Reasoning, figures)])
        };
        let score = |figures| detect(graph, node, &figures).scores.reasoning.value();
        let before = score(StepFigures::new());
        assert!(score(figures(20)) > before && score(figures(5)) < before, "{}", node.label());
        assert!(score(figures(15)).to_bits() == before.to_bits(), "{}: neither good nor bad", node.label());
    });
}

/// The page words every code in both languages; a sentence in English would stand between German ones.
#[test]
fn whatever_the_detector_sees_and_every_rule_has_words_in_both_languages() {
    let mut codes = BTreeSet::from(["past".to_owned(), "nobodyThere".to_owned(), "complex".to_owned()]);
    for set in ["tune", "hold-out", "second", "third"] {
        each(set, |graph, node, _| {
            let proved = StrategyFigures { runs: 20, successes: 20, ..StrategyFigures::default() };
            let detection = detect(graph, node, &StepFigures::from([(Reasoning, proved)]));
            codes.extend(detection.contributions.into_iter().map(|one| one.code.unwrap()));
        });
    }
    assert!(codes.len() > 25, "the sets show what the detector sees: {codes:?}");
    for language in ["en", "de"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../ui/src/words/{language}/strategy.json"));
        let words: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        for code in &codes {
            assert!(words["seen"][code].is_string(), "{language} has no words for {code}");
        }
        for rule in standing_rules(&[]) {
            assert!(words["rule"][&rule.name].is_string(), "{language} has no words for the rule {}", rule.name);
        }
    }
}
