//! `update_swarm_shared_state`: entries of the blackboard and subtasks of the swarm that the step works for.

use routine_model::EntryOperation;
use serde_json::{Map, Value, json};
use swarm::{EntryWrite, NewSubtask};

use super::{RunAct, SubtaskMove, SwarmAct, SwarmUpdate, tool};
use crate::tool::Tool;

pub(super) const NAME: &str = "update_swarm_shared_state";

pub(super) fn offer() -> Tool {
    tool(
        NAME,
        "Read and write what the swarm shares",
        "Writes entries of the swarm's blackboard, adds and moves subtasks, and then reads entries; any of it, in this order. Each \
         write is done or refused by itself. With expectedVersion a write is refused when somebody was faster; 0 is an entry \
         that must not exist.",
        json!({
            "type": "object",
            "properties": {
                "write": {
                    "type": "array",
                    "maxItems": 100,
                    "items": {
                        "type": "object",
                        "properties": {
                            "key": { "type": "string", "minLength": 1 },
                            "operation": { "enum": ["set", "append", "increment", "merge", "deepMerge", "delete"] },
                            "value": {},
                            "expectedVersion": { "type": "integer", "minimum": 0 }
                        },
                        "required": ["key"],
                        "additionalProperties": false
                    }
                },
                "addSubtasks": {
                    "type": "array",
                    "maxItems": 50,
                    "items": {
                        "type": "object",
                        "properties": {
                            "id": { "type": "string", "minLength": 1, "maxLength": 100 },
                            "description": { "type": "string", "minLength": 1 },
                            "assignee": { "type": "string" },
                            "dependsOn": { "type": "array", "items": { "type": "string" } },
                            "priority": { "type": "integer" },
                            "routine": { "type": "string" },
                            "inputs": { "type": "object" }
                        },
                        "required": ["id", "description"],
                        "additionalProperties": false
                    }
                },
                "moveSubtasks": {
                    "type": "array",
                    "maxItems": 50,
                    "items": {
                        "type": "object",
                        "properties": {
                            "id": { "type": "string", "minLength": 1 },
                            "status": { "enum": ["todo", "inProgress", "done", "blocked", "failed", "cancelled"] },
                            "message": { "type": "string" }
                        },
                        "required": ["id", "status"],
                        "additionalProperties": false
                    }
                },
                "read": { "type": "array", "maxItems": 100, "items": { "type": "string", "minLength": 1 } }
            },
            "minProperties": 1,
            "additionalProperties": false
        }),
    )
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Write {
    key: String,
    #[serde(default)]
    operation: EntryOperation,
    #[serde(default)]
    value: Value,
    expected_version: Option<u64>,
}

pub(super) fn act(arguments: &Map<String, Value>) -> Result<RunAct, String> {
    let writes: Vec<Write> = list(arguments, "write")?;
    let add: Vec<NewSubtask> = list(arguments, "addSubtasks")?;
    let moves: Vec<SubtaskMove> = list(arguments, "moveSubtasks")?;
    let writes = writes.into_iter().map(|write| EntryWrite {
        key: write.key,
        operation: write.operation,
        value: write.value,
        expected_version: write.expected_version,
    });
    Ok(RunAct::Swarm(SwarmAct::Update(SwarmUpdate {
        writes: writes.collect(),
        add,
        moves,
        reads: list(arguments, "read")?,
    })))
}

fn list<T: serde::de::DeserializeOwned>(arguments: &Map<String, Value>, name: &str) -> Result<Vec<T>, String> {
    let items = arguments.get(name).cloned().unwrap_or_else(|| json!([]));
    serde_json::from_value(items).map_err(|error| format!("{name}: {error}"))
}
