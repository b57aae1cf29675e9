//! `end_swarm`: the end of the swarm that the step works for, its runs and the swarms below it.

use serde_json::{Map, Value, json};

use super::{RunAct, SwarmAct, text, tool};
use crate::tool::{Tool, ToolHints};

pub(super) const NAME: &str = "end_swarm";

pub(super) fn offer() -> Tool {
    let offered = tool(
        NAME,
        "End the swarm",
        "Ends the swarm: its runs are cancelled, this one too, and the swarms below it stopped. Only when the goal is reached or \
         cannot be reached any more.",
        json!({
            "type": "object",
            "properties": { "message": { "type": "string", "minLength": 1, "description": "Why." } },
            "required": ["message"],
            "additionalProperties": false
        }),
    );
    Tool { hints: ToolHints { destructive: true, ..offered.hints }, ..offered }
}

pub(super) fn act(mut arguments: Map<String, Value>) -> Result<RunAct, String> {
    let message = text(&mut arguments, "message").ok_or("say why")?;
    Ok(RunAct::Swarm(SwarmAct::End { message }))
}
