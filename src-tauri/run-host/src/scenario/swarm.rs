//! The swarm that the run of a scenario works for.

use routine_model::{EntryOperation, RunId, SubtaskId, SwarmId};
use run_engine::swarm_asks::SwarmLink;
use run_store::StoreError;
use serde_json::{Map, Value, json};
use swarm::{Author, EntryWrite, SwarmCommand, SwarmContext, SwarmSettings, read_swarm};

use super::expectation::Board;
use super::runner::ScenarioRun;
use super::scenario_file::ScenarioError;
use crate::error::HostError;
use crate::host::RunHost;
use crate::swarms::{CreateSwarm, SwarmError};

/// A swarm of a scenario's own; nobody works in it but the scenario's run.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioSwarm {
    /// What it begins with.
    pub settings: SwarmSettings,
    /// The subtask that the run works for.
    pub subtask: Option<SubtaskId>,
}

impl ScenarioSwarm {
    /// Reads what a swarm's file says; format and name may be left out.
    pub(super) fn read(mut said: Map<String, Value>) -> Result<Self, ScenarioError> {
        let wrong = |message: String| ScenarioError::Wrong { place: "swarm".to_owned(), message };
        let subtask = match said.shift_remove("subtask") {
            None => None,
            Some(Value::String(subtask)) => Some(SubtaskId::from(subtask.as_str())),
            Some(other) => return Err(wrong(format!("/subtask: {other} is no id of a subtask"))),
        };
        let mut file = Map::from_iter([
            ("format".to_owned(), json!("routine-swarm/1")),
            ("name".to_owned(), json!("Scenario")),
            ("goal".to_owned(), json!("")),
        ]);
        file.extend(said);
        let settings = read_swarm(&Value::Object(file).to_string()).map_err(|error| wrong(error.to_string()))?;
        if let Some(id) = subtask.as_ref().filter(|id| settings.subtasks.iter().all(|one| one.id != **id)) {
            return Err(wrong(format!("/subtask: there is no subtask {id}")));
        }
        Ok(Self { settings, subtask })
    }

    /// Lets it begin, and says how a run belongs to it. `run` is the id of the run, if that is given.
    pub(super) async fn begin(&self, host: &RunHost, run: Option<&RunId>) -> Result<SwarmLink, HostError> {
        let id = run.map(|run| SwarmId::from(&*format!("scenario-{run}")));
        let create = CreateSwarm { swarm: id, settings: self.settings.clone() };
        let swarms = host.swarms();
        let swarm = swarms.create(create).await.map_err(failed)?;
        swarms.send(&swarm, SwarmCommand::StartSwarm { by: Author::Person }).await.map_err(failed)?;
        swarms.rest(&swarm).await;
        let wanted = self.settings.subtasks.iter().find(|one| Some(&one.id) == self.subtask.as_ref());
        let strategy = self.settings.policy.default_strategy.clone();
        Ok(SwarmLink {
            swarm,
            subtask: self.subtask.clone(),
            member: wanted.and_then(|subtask| subtask.assignee.clone()),
            strategy: strategy.and_then(|word| serde_json::from_value(word.into()).ok()),
        })
    }
}

/// A scenario's swarm is made by the scenario itself: what goes wrong there is a matter of the store.
fn failed(error: SwarmError) -> HostError {
    match error {
        SwarmError::Store(error) => HostError::Store(error),
        other => HostError::Store(StoreError::Other(other.to_string())),
    }
}

impl ScenarioRun<'_> {
    /// Somebody writes an entry. Not done: why not.
    pub(super) async fn post(
        &self,
        key: String,
        operation: EntryOperation,
        value: Value,
    ) -> Result<Result<(), String>, HostError> {
        let Some(swarm) = &self.swarm else {
            return Ok(Err("a swarm, and the scenario has none".to_owned()));
        };
        let writes = vec![EntryWrite { key, operation, value, expected_version: None }];
        match self.host.swarms().send(swarm, SwarmCommand::Post { by: Author::Person, writes }).await {
            Ok(_) => Ok(Ok(())),
            Err(SwarmError::Rejected(rejection)) => {
                Ok(Err(format!("it to be accepted, and it was refused: {rejection}")))
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// What stands on the blackboard; nothing when the scenario has no swarm.
    pub(super) async fn board(&self) -> Result<Board, HostError> {
        let Some(swarm) = &self.swarm else { return Ok(Board::new()) };
        let look = |context: &SwarmContext| {
            let entries = context.board.entries.iter();
            entries.filter_map(|(key, entry)| Some((key.clone(), entry.value.as_deref()?.clone()))).collect()
        };
        self.host.swarms().read(swarm, look).await.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

    use super::super::Scenario;
    use super::*;

    fn read(swarm: &Value, step: &Value) -> Result<Scenario, ScenarioError> {
        let file = json!({ "version": 1, "routine": "r.bpmn", "swarm": swarm, "steps": [step] });
        Scenario::parse(file.to_string().as_bytes())
    }

    #[test]
    fn a_scenarios_swarm_is_read_as_strictly_as_a_swarms_file() {
        let post = json!({ "op": "post", "key": "text", "value": "late" });
        let swarm =
            json!({ "entries": { "topic": "bees" }, "subtasks": [{ "id": "a", "description": "A" }], "subtask": "a" });
        let scenario = read(&swarm, &post).unwrap();
        assert_eq!(scenario.swarm.unwrap().subtask, Some(SubtaskId::from("a")));
        for (swarm, step, said) in [
            (
                json!({ "entires": {} }),
                &post,
                "swarm: Additional properties are not allowed ('entires' was unexpected)",
            ),
            (json!({ "subtask": "b" }), &post, "swarm: /subtask: there is no subtask b"),
            (json!({}), &json!({ "op": "post" }), "step 1 (post): \"key\" is missing"),
            (
                json!({}),
                &json!({ "op": "post", "key": "a", "element": "A" }),
                "step 1 (post): \"element\" means nothing here",
            ),
            (
                json!({}),
                &json!({ "op": "post", "key": "a", "rejected": true }),
                "step 1 (post): \"rejected\" means nothing here",
            ),
        ] {
            assert_eq!(read(&swarm, step).unwrap_err().to_string(), said);
        }
    }
}
