//! What a run knows of the swarm that it works for.

use std::collections::{BTreeMap, BTreeSet};

use routine_model::{Credits, SwarmAskId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::RunProgress;
use crate::broken::Broken;
use crate::event::SwarmAsked;
use crate::ids::{RoutineVersion, StepId};
use crate::swarm_asks::{SeenEntry, StepExpense};

/// The run's side of its swarm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunInSwarm {
    /// Asks that are not answered, oldest first. Whatever is here is asked again when the run is loaded.
    pub asks: BTreeMap<SwarmAskId, SwarmAsked>,
    /// How many asks there have been.
    pub asked: u64,
    /// The swarm has taken the run in.
    pub joined: bool,
    /// What is reserved for the run in all; none when the swarm does not limit it.
    pub allotment: Option<Credits>,
    /// Goal, subtask and team; the variable `swarm`.
    pub context: Value,
    /// What was spent and not said to the swarm yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unsaid: Vec<Unsaid>,
}

/// What a step has cost, which the swarm is told with the next ask that changes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Unsaid {
    /// The version of the routine that the step's flow node is in; the step may have ended when it is said.
    pub routine: RoutineVersion,
    /// What it has cost; by whom is said with it.
    pub expense: StepExpense,
}

impl RunProgress {
    /// Keeps in mind what a step has cost, where a swarm pays for it.
    pub(crate) fn owe_swarm(&mut self, step: StepId, credits: Credits) -> Result<(), Broken> {
        if self.swarm.is_none() || credits.is_zero() {
            return Ok(());
        }
        let step = self.step(step)?;
        let (id, element, strategy) = (step.id, step.element.clone(), step.strategy_taken());
        let routine = self.scope(step.scope)?.routine.clone();
        let Some(swarm) = &mut self.swarm else { return Ok(()) };
        match swarm.unsaid.iter_mut().find(|owed| owed.expense.step == id && owed.expense.strategy == strategy) {
            Some(owed) => {
                let sum = owed.expense.credits.checked_add(credits);
                owed.expense.credits = sum.unwrap_or(Credits::from_micros(u64::MAX));
            }
            None => {
                let expense = StepExpense { step: id, element, member: None, strategy, credits };
                swarm.unsaid.push(Unsaid { routine, expense });
            }
        }
        Ok(())
    }
}

/// Entries of the blackboard as they were when they were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReadEntries {
    /// The blackboard's version then.
    pub version: u64,
    /// The keys that were asked for.
    pub keys: BTreeSet<String>,
    /// What there was of it, by key.
    pub entries: BTreeMap<String, SeenEntry>,
}
