//! What the steps of each flow node have come to in a run, over its whole journal.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use routine_model::Credits;

use super::comparison::beside;
use crate::contract::{RunChange, StepDifference, StepStatus, StepTally, StepView, ValueView, VariableDifference};

/// Sums over the steps of a run, by flow node.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    steps: BTreeMap<String, Seen>,
    /// Flow nodes in the order in which they were reached.
    places: Vec<Place>,
    /// Where each of them stands among them.
    at: HashMap<String, usize>,
}

/// A step as it was last told.
#[derive(Debug)]
struct Seen {
    element: String,
    status: StepStatus,
    took_ms: u64,
    credits: Credits,
}

#[derive(Debug)]
struct Place {
    element: String,
    name: Option<String>,
    kind: String,
    last: StepStatus,
    outputs: BTreeMap<String, ValueView>,
}

impl Tallies {
    /// Takes what an entry has changed.
    pub(crate) fn take(&mut self, changes: &[RunChange]) {
        for change in changes {
            if let RunChange::StepSet { step } = change {
                self.step(step);
            }
        }
    }

    fn step(&mut self, step: &StepView) {
        let seen = Seen {
            element: step.element.clone(),
            status: step.status,
            took_ms: step.ended_at.map_or(0, |ended| ended.saturating_sub(step.started_at)),
            credits: step.credits.parse().unwrap_or_default(),
        };
        self.steps.insert(step.id.clone(), seen);
        let at = match self.at.get(&step.element) {
            Some(at) => *at,
            None => {
                self.places.push(Place {
                    element: step.element.clone(),
                    name: step.element_name.clone(),
                    kind: step.element_type.clone(),
                    last: step.status,
                    outputs: BTreeMap::new(),
                });
                self.at.insert(step.element.clone(), self.places.len() - 1);
                self.places.len() - 1
            }
        };
        let place = &mut self.places[at];
        place.last = step.status;
        if step.ended_at.is_some() {
            place.outputs.clone_from(&step.outputs);
        }
    }

    fn outputs(&self, element: &str) -> Option<&BTreeMap<String, ValueView>> {
        self.at.get(element).map(|at| &self.places[*at].outputs)
    }

    fn sums(&self) -> BTreeMap<&str, StepTally> {
        let mut sums: BTreeMap<&str, (StepTally, Credits)> = BTreeMap::new();
        for place in &self.places {
            let tally =
                StepTally { visits: 0, completed: 0, failed: 0, time_ms: 0, credits: String::new(), last: place.last };
            sums.insert(&place.element, (tally, Credits::default()));
        }
        for seen in self.steps.values() {
            let Some((tally, credits)) = sums.get_mut(&*seen.element) else { continue };
            tally.visits += 1;
            tally.completed += u64::from(seen.status == StepStatus::Completed);
            tally.failed += u64::from(seen.status == StepStatus::Failed);
            tally.time_ms += seen.took_ms;
            *credits = credits.checked_add(seen.credits).unwrap_or(*credits);
        }
        sums.into_iter()
            .map(|(element, (tally, credits))| (element, StepTally { credits: credits.to_string(), ..tally }))
            .collect()
    }
}

/// The flow nodes that one of two runs has reached, those of the first one first.
pub(super) fn tally_differences(left: &Tallies, right: &Tallies) -> Vec<StepDifference> {
    let (left_sums, right_sums) = (left.sums(), right.sums());
    let mut told = BTreeSet::new();
    let places = left.places.iter().chain(&right.places).filter(|place| told.insert(&place.element));
    places
        .map(|place| {
            let (left_sum, right_sum) = (left_sums.get(&*place.element), right_sums.get(&*place.element));
            let outputs = match (left.outputs(&place.element), right.outputs(&place.element)) {
                (Some(left), Some(right)) => output_differences(left, right),
                (None | Some(_), None | Some(_)) => Vec::new(),
            };
            let went = |tally: &StepTally| (tally.visits, tally.completed, tally.failed, tally.last);
            StepDifference {
                element: place.element.clone(),
                element_name: place.name.clone(),
                element_type: place.kind.clone(),
                left: left_sum.cloned(),
                right: right_sum.cloned(),
                differs: left_sum.map(went) != right_sum.map(went) || !outputs.is_empty(),
                outputs,
            }
        })
        .collect()
}

fn output_differences(
    left: &BTreeMap<String, ValueView>,
    right: &BTreeMap<String, ValueView>,
) -> Vec<VariableDifference> {
    // A reference says where in its own journal a large value stands, so it is no part of what came out.
    let said = |value: Option<&ValueView>| value.map(|value| (value.preview.clone(), value.bytes, value.value.clone()));
    beside(left, right)
        .filter(|(_, left, right)| said(*left) != said(*right))
        .map(|(name, left, right)| VariableDifference { name, left: left.cloned(), right: right.cloned() })
        .collect()
}
