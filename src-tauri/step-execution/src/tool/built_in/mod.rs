//! The program's own tools. They stand beside those of servers, under the same permissions and approvals.

mod door;

pub use door::{RunAct, RunDoor, RunDoorFuture};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{BUILT_IN, Tool, ToolAnswer, ToolError, ToolHints};

const RUN_ROUTINE: &str = "run_routine";
const SEND_MESSAGE: &str = "send_message";

/// The tools of the program.
#[must_use]
pub fn built_in_tools() -> Vec<Tool> {
    let tool = |name: &str, title: &str, description: &str, input_schema: Value| Tool {
        server: BUILT_IN.to_owned(),
        name: name.to_owned(),
        title: Some(title.to_owned()),
        description: description.to_owned(),
        input_schema,
        hints: ToolHints { read_only: false, destructive: false, idempotent: false, open_world: false },
    };
    vec![
        tool(
            RUN_ROUTINE,
            "Run a routine",
            "Starts a routine, or asks about, pauses, resumes or cancels a run. With wait, start answers when the run has \
             ended or waits for something; without, at once with the id of the run.",
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
        ),
        tool(
            SEND_MESSAGE,
            "Send a message",
            "Sends a BPMN message to the run that waits for it, or starts a routine that begins with it.",
            json!({
                "type": "object",
                "properties": {
                    "name": { "type": "string", "minLength": 1 },
                    "correlationKey": { "type": "string" },
                    "variables": { "type": "object" }
                },
                "required": ["name"],
                "additionalProperties": false
            }),
        ),
    ]
}

/// Calls one of them with arguments that fit its schema.
pub(super) async fn call(
    runs: Option<&Arc<dyn RunDoor>>,
    tool: &str,
    mut arguments: Map<String, Value>,
) -> Result<ToolAnswer, ToolError> {
    let refused =
        |reason: String| ToolError::Refused { server: BUILT_IN.to_owned(), tool: tool.to_owned(), number: 0, reason };
    let runs = runs.ok_or_else(|| refused("this program cannot start or reach other runs".to_owned()))?;
    let mut text = |name: &str| match arguments.remove(name) {
        Some(Value::String(text)) => text,
        _ => String::new(),
    };
    let act = match tool {
        RUN_ROUTINE => match text("action").as_str() {
            "start" => {
                let routine = text("routine");
                let wait = arguments.get("wait").and_then(Value::as_bool).unwrap_or(false);
                RunAct::Start { routine, inputs: object(&mut arguments, "inputs"), wait }
            }
            "status" => RunAct::Status { run: text("run") },
            "pause" => RunAct::Pause { run: text("run") },
            "resume" => RunAct::Resume { run: text("run") },
            "cancel" => RunAct::Cancel { run: text("run") },
            other => return Err(refused(format!("there is no action {other:?}"))),
        },
        SEND_MESSAGE => {
            let (name, key) = (text("name"), text("correlationKey"));
            RunAct::SendMessage {
                name,
                correlation_key: Some(key).filter(|key| !key.is_empty()),
                variables: object(&mut arguments, "variables"),
            }
        }
        other => return Err(refused(format!("there is no tool {other:?}"))),
    };
    Ok(match runs.act(act).await {
        Ok(result) => ToolAnswer { result, failed: false },
        Err(reason) => ToolAnswer { result: Value::String(reason), failed: true },
    })
}

fn object(arguments: &mut Map<String, Value>, name: &str) -> Map<String, Value> {
    match arguments.remove(name) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}
