//! `run_routine`: runs of routines that a model starts and looks after.

use serde_json::{Map, Value, json};

use super::{RunAct, object, text, tool};
use crate::tool::Tool;

pub(super) const NAME: &str = "run_routine";

pub(super) fn offer() -> Tool {
    tool(
        NAME,
        "Run a routine",
        "Starts a routine, or asks about, pauses, resumes or cancels a run that was started so. With wait, start answers when \
         the run has ended or waits for something; without, at once with the id of the run.",
        json!({
            "type": "object",
            "properties": {
                "action": { "enum": ["start", "status", "pause", "resume", "cancel"] },
                "routine": { "type": "string", "minLength": 1, "description": "The process id, for start." },
                "inputs": { "type": "object", "description": "The routine's inputs, for start." },
                "wait": { "type": "boolean", "description": "For start: answer only when it has ended or waits." },
                "run": { "type": "string", "minLength": 1, "description": "The run, for all other actions." }
            },
            "required": ["action"],
            "if": { "properties": { "action": { "const": "start" } } },
            "then": { "required": ["routine"] },
            "else": { "required": ["run"] },
            "additionalProperties": false
        }),
    )
}

pub(super) fn act(mut arguments: Map<String, Value>) -> Result<RunAct, String> {
    let action = text(&mut arguments, "action").unwrap_or_default();
    if action == "start" {
        let routine = text(&mut arguments, "routine").ok_or("say which routine")?;
        let wait = arguments.get("wait").and_then(Value::as_bool).unwrap_or(false);
        return Ok(RunAct::Start { routine, inputs: object(&mut arguments, "inputs"), wait });
    }
    let run = text(&mut arguments, "run").ok_or("say which run")?;
    match action.as_str() {
        "status" => Ok(RunAct::Status { run }),
        "pause" => Ok(RunAct::Pause { run }),
        "resume" => Ok(RunAct::Resume { run }),
        "cancel" => Ok(RunAct::Cancel { run }),
        other => Err(format!("there is no action {other:?}")),
    }
}
