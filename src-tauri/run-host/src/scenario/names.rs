//! Whether the elements that a scenario names are in its routine: a slip of the pen must not pass as “never happened”.

use routine_model::graph::activity::ActivityKind;
use routine_model::{ElementId, RoutineGraph};

use super::expectation::Expectation;
use super::operation::Operation;
use super::scenario_file::{Scenario, ScenarioError};

/// How many letters two names may differ in for one to be meant by the other.
const SLIP: usize = 2;

impl Scenario {
    /// Looks for every element that the scenario names. `text` is its file, for the place of what is wrong.
    ///
    /// A routine that calls routines of other files is not looked at: the elements may be theirs.
    ///
    /// # Errors
    /// The first name that no element of the routine has.
    pub fn check_names(&self, text: &[u8], graph: &RoutineGraph) -> Result<(), ScenarioError> {
        if calls_elsewhere(graph) {
            return Ok(());
        }
        let stranger = self.named().into_iter().find(|name| !is_known(graph, name));
        stranger.map_or(Ok(()), |name| {
            let (line, column) = place_of(&String::from_utf8_lossy(text), name.as_str());
            let meant = ids(graph).filter_map(|id| Some((distance(id.as_str(), name.as_str())?, id))).min();
            let hint = meant.map(|(_, id)| format!("; did you mean “{id}”?")).unwrap_or_default();
            let message = format!("the routine has no element “{name}”{hint}");
            Err(ScenarioError::Unreadable { line, column, message })
        })
    }

    fn named(&self) -> Vec<&ElementId> {
        let mut found: Vec<&ElementId> = self.process.iter().chain(&self.wait_at).chain(self.mocks.keys()).collect();
        for step in &self.steps {
            match &step.operation {
                Operation::Start { element, process, .. } => found.extend(element.iter().chain(process)),
                Operation::Choose { element, flows } => {
                    found.push(element);
                    found.extend(flows);
                }
                Operation::Trigger { element }
                | Operation::Complete { element, .. }
                | Operation::Fail { element, .. }
                | Operation::MessageFlow { element }
                | Operation::Answer { element, .. }
                | Operation::Approve { element, .. } => found.push(element),
                Operation::Message { .. }
                | Operation::Signal { .. }
                | Operation::Post { .. }
                | Operation::Advance { .. } => {}
            }
            found.extend(step.after.iter().flat_map(Expectation::named));
        }
        found.extend(self.expect.named());
        found
    }
}

impl Expectation {
    fn named(&self) -> impl Iterator<Item = &ElementId> {
        let lists = [&self.completed, &self.flows_taken, &self.interrupted, &self.waiting];
        let counted = self.completed_counts.iter().flat_map(|counts| counts.keys());
        lists.into_iter().flatten().flatten().chain(counted)
    }
}

fn ids(graph: &RoutineGraph) -> impl Iterator<Item = &ElementId> {
    let nodes = graph.nodes().map(|node| &node.id).chain(graph.flows().map(|flow| &flow.id));
    let around = graph.containers().map(|container| &container.id);
    nodes.chain(around).chain(graph.message_flows().iter().map(|flow| &flow.id))
}

fn is_known(graph: &RoutineGraph, id: &ElementId) -> bool {
    graph.node(id).is_some()
        || graph.flow(id).is_some()
        || graph.container(id).is_some()
        || graph.global_task(id).is_some()
        || graph.message_flows().iter().any(|flow| &flow.id == id)
}

fn calls_elsewhere(graph: &RoutineGraph) -> bool {
    graph.nodes().filter_map(|node| node.activity()).any(|activity| match &activity.kind {
        ActivityKind::CallActivity(call) => {
            let process = call.called.as_ref().and_then(|called| called.literal());
            call.global_task.is_none() && process.is_none_or(|id| graph.container(&id.into()).is_none())
        }
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. }
        | ActivityKind::SubProcess(_) => false,
    })
}

/// Line and column of a name in a JSON text, from 1.
fn place_of(text: &str, name: &str) -> (usize, usize) {
    let before = text.find(&format!("\"{name}\"")).and_then(|at| text.get(..at)).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before.get(line_start..).unwrap_or_default().chars().count() + 1)
}

/// In how many letters two names differ, unless it is too many for a slip.
fn distance(one: &str, other: &str) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) =
        (one.to_lowercase().chars().collect(), other.to_lowercase().chars().collect());
    if one.len().abs_diff(other.len()) > SLIP {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (number, letter) in (1..).zip(&one) {
        let mut next = vec![number];
        for ((above, beside), opposite) in row.iter().zip(row.iter().skip(1)).zip(&other) {
            let before = next.last().copied().unwrap_or(number);
            next.push((above + usize::from(letter != opposite)).min(beside + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().filter(|letters| *letters <= SLIP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_two_letters_at_most_are_slips_of_one_another() {
        assert_eq!(distance("Review", "review"), Some(0));
        assert_eq!(distance("Review", "Revew"), Some(1));
        assert_eq!(distance("Review", "Approve"), None);
    }

    #[test]
    fn a_name_is_found_at_its_line_and_column() {
        assert_eq!(place_of("{\n  \"waitAt\": [\"A\"]}", "A"), (2, 14));
    }
}
