//! Problems and their paths in words.

use super::verdict::{Counterexample, MoveKind, Problem, TokenMove};
use crate::RoutineGraph;
use crate::ids::ElementId;

impl Counterexample {
    /// What is wrong, in a sentence.
    #[must_use]
    pub fn sentence(&self, graph: &RoutineGraph) -> String {
        let places = listed(graph, &self.elements);
        match self.problem {
            Problem::Unsafe => format!("Two tokens can be on the flow {places} at the same time."),
            Problem::Deadlock if self.missing.is_empty() => format!("A token can get stuck at {places}."),
            Problem::Deadlock => {
                format!("A token can wait for ever at {places}, for one over {}.", listed(graph, &self.missing))
            }
            Problem::Livelock => {
                format!("From {places} on, tokens can only go round and round; the end is out of reach.")
            }
            Problem::ImproperCompletion => {
                format!("A token can be left behind at {places} for ever, after others have come to their end.")
            }
        }
    }

    /// The path, a line a move.
    #[must_use]
    pub fn path_in_words(&self, graph: &RoutineGraph) -> Vec<String> {
        self.moves.iter().map(|made| made.in_words(graph)).collect()
    }
}

impl TokenMove {
    /// The move in a line.
    #[must_use]
    pub fn in_words(&self, graph: &RoutineGraph) -> String {
        let element = name_of(graph, &self.element);
        let over = match self.flows.as_slice() {
            [] => String::new(),
            flows => format!(" → {}", flows.iter().map(|flow| end_of(graph, flow)).collect::<Vec<_>>().join(" and ")),
        };
        let what = match self.kind {
            MoveKind::Start => format!("{element} starts"),
            MoveKind::Enter => format!("{element} is entered"),
            MoveKind::Pass => format!("{element} is passed"),
            MoveKind::Complete => format!("{element} completes"),
            MoveKind::Happen => format!("{element} happens"),
            MoveKind::Choose => format!("{element} chooses"),
            MoveKind::Join => format!("{element} joins"),
            MoveKind::End => format!("{element} is reached"),
        };
        format!("{what}{over}")
    }
}

fn listed(graph: &RoutineGraph, ids: &[ElementId]) -> String {
    ids.iter().map(|id| name_of(graph, id)).collect::<Vec<_>>().join(" and ")
}

/// The label in quotes, else the id.
fn name_of(graph: &RoutineGraph, id: &ElementId) -> String {
    let label = graph.node(id).and_then(|node| node.name.as_deref());
    let label = label.or_else(|| graph.flow(id).and_then(|flow| flow.name.as_deref()));
    match label.map(str::trim).filter(|label| !label.is_empty()) {
        Some(label) => format!("“{}”", label.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => id.to_string(),
    }
}

/// Where a flow leads, with its label.
fn end_of(graph: &RoutineGraph, flow: &ElementId) -> String {
    let Some(found) = graph.flow(flow) else { return flow.to_string() };
    let target = name_of(graph, &found.target);
    match found.name.as_deref().map(str::trim).filter(|label| !label.is_empty()) {
        Some(label) => format!("{target} (over “{label}”)"),
        None => target,
    }
}
