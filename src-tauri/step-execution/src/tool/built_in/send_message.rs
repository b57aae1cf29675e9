//! `send_message`: a BPMN message to whoever waits for it, or a turn in a conversation of a run.

use serde_json::{Map, Value, json};

use super::{ADDS, RunAct, object, text, tool};
use crate::tool::{Tool, ToolHints};

pub(super) const NAME: &str = "send_message";

pub(super) fn offer() -> Tool {
    let offered = tool(
        NAME,
        "Send a message",
        "Sends a BPMN message (name, correlationKey, variables) to the run that waits for it. Or says something (run, element, \
         text) in a conversation of a run that was started with run_routine.",
        json!({
            "type": "object",
            "properties": {
                "name": { "type": "string", "minLength": 1, "description": "Of the message." },
                "correlationKey": { "type": "string", "description": "Whom the message is for." },
                "variables": { "type": "object", "description": "What the message brings." },
                "run": { "type": "string", "minLength": 1, "description": "The run that talks." },
                "element": { "type": "string", "minLength": 1, "description": "The activity of it that talks." },
                "text": { "type": "string", "minLength": 1, "description": "What is said." }
            },
            "additionalProperties": false
        }),
    );
    // A message that is sent twice may be heard twice.
    Tool { hints: ToolHints { idempotent: false, ..ADDS }, ..offered }
}

pub(super) fn act(mut arguments: Map<String, Value>) -> Result<RunAct, String> {
    let mut said = |name: &str| text(&mut arguments, name);
    match (said("name"), said("run"), said("element"), said("text")) {
        (Some(name), None, None, None) => Ok(RunAct::SendMessage {
            name,
            correlation_key: said("correlationKey"),
            variables: object(&mut arguments, "variables"),
        }),
        (None, Some(run), Some(element), Some(text)) => Ok(RunAct::Say { run, element, text }),
        _ => Err("say either the name of a message, or run, element and text of a conversation".to_owned()),
    }
}
