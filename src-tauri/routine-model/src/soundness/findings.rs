//! Soundness problems as findings about a file. BPMN forbids none of them, so they are warnings and stop nothing.

use super::verdict::{Counterexample, Problem, Soundness};
use crate::RoutineGraph;
use crate::diagnostic::Diagnostic;
use crate::ids::ElementId;
use crate::position::Position;

/// A problem, and how it comes about.
#[derive(Clone, Debug)]
pub struct SoundnessFinding<'v> {
    /// The problem.
    pub diagnostic: Diagnostic,
    /// The path that shows it; none where nothing ever comes to an element.
    pub counterexample: Option<&'v Counterexample>,
}

/// What the verdicts on a file's processes say, in the order of the file.
#[must_use]
pub fn soundness_findings<'v>(graph: &RoutineGraph, verdicts: &'v [Soundness]) -> Vec<SoundnessFinding<'v>> {
    let mut found = Vec::new();
    for verdict in verdicts {
        for counterexample in &verdict.counterexamples {
            let rule = match counterexample.problem {
                Problem::Unsafe => "soundness/unsafe",
                Problem::Deadlock | Problem::Livelock => "soundness/deadlock",
                Problem::ImproperCompletion => "soundness/improper-completion",
            };
            let element = counterexample.elements.first().unwrap_or(&verdict.process);
            let sentence = counterexample.sentence(graph);
            let diagnostic = warning(graph, rule, element, sentence).hint(hint(counterexample.problem));
            found.push(SoundnessFinding { diagnostic, counterexample: Some(counterexample) });
        }
        for dead in first_dead(graph, &verdict.dead_flow_nodes) {
            let sentence = format!("No token ever comes to {}, whatever happens.", label(graph, dead));
            let advice = "Look at what leads to it: a way in may be missing, or wait for ever.";
            let diagnostic = warning(graph, "soundness/dead-activity", dead, sentence).hint(advice);
            found.push(SoundnessFinding { diagnostic, counterexample: None });
        }
        if let Some(because) = &verdict.undecided_because {
            let process = graph.container(&verdict.process).and_then(|container| container.process.as_ref());
            let position = process.map_or_else(Position::default, |process| process.position);
            let sentence = format!("Whether {} can get stuck is not decided: {because}.", verdict.process);
            let diagnostic = Diagnostic::note("soundness/not-decided", position, sentence).about(&verdict.process);
            found.push(SoundnessFinding { diagnostic, counterexample: None });
        }
    }
    found.sort_by_key(|finding| finding.diagnostic.position);
    found
}

fn hint(problem: Problem) -> &'static str {
    match problem {
        Problem::Unsafe => "Join the branches before they share a flow, or let only one of them be taken.",
        Problem::Deadlock => {
            "A join must get a token over every flow that it waits for: fork and join in the same way."
        }
        Problem::Livelock => "Give the loop a way out.",
        Problem::ImproperCompletion => "Let the join get as many tokens as it needs and no more.",
    }
}

/// Dead flow nodes that a living one leads to, or that nothing leads to: those behind them are dead because of them.
fn first_dead<'v>(graph: &RoutineGraph, dead: &'v [ElementId]) -> Vec<&'v ElementId> {
    let is_dead = |id: &ElementId| dead.contains(id);
    let is_first = |id: &&ElementId| {
        let node = graph.node(id);
        let is_inside_dead = node.is_some_and(|node| is_dead(&node.container));
        let mut before = graph.incoming(id).iter().filter_map(|flow| graph.flow(flow)).map(|flow| &flow.source);
        !is_inside_dead && !before.any(is_dead)
    };
    let first: Vec<&ElementId> = dead.iter().filter(is_first).collect();
    if first.is_empty() { dead.iter().take(1).collect() } else { first }
}

fn warning(graph: &RoutineGraph, rule: &'static str, element: &ElementId, sentence: String) -> Diagnostic {
    let node = graph.node(element).map(|node| node.position);
    let position = node.or_else(|| graph.flow(element).map(|flow| flow.position)).unwrap_or_default();
    Diagnostic::warning(rule, position, sentence).about(element)
}

fn label(graph: &RoutineGraph, id: &ElementId) -> String {
    graph.node(id).and_then(|node| node.name.as_deref()).map_or_else(|| id.to_string(), |name| format!("“{name}”"))
}
