//! `spawn_swarm`: a swarm below the one that the step works for, with a share of its credits. A person is asked unless the
//! rules say otherwise: it works by itself from then on.

use routine_model::Credits;
use serde_json::{Map, Value, json};
use swarm::{NewSubtask, SwarmSettings};

use super::{RunAct, SwarmAct, text, tool};
use crate::tool::{Tool, ToolHints};

pub(super) const NAME: &str = "spawn_swarm";

pub(super) fn offer() -> Tool {
    let offered = tool(
        NAME,
        "Spawn a swarm",
        "Makes and starts a swarm below this one, with a goal, subtasks and a share of this swarm's credits, which is kept back \
         here. The team is this swarm's. Answers with the id of the new swarm.",
        json!({
            "type": "object",
            "properties": {
                "name": { "type": "string", "minLength": 1, "maxLength": 100 },
                "goal": { "type": "string", "minLength": 1 },
                "credits": { "type": "string", "pattern": "^[0-9]+([.][0-9]+)?$", "description": "Its share." },
                "subtasks": {
                    "type": "array",
                    "maxItems": 50,
                    "items": {
                        "type": "object",
                        "properties": {
                            "id": { "type": "string", "minLength": 1, "maxLength": 100 },
                            "description": { "type": "string", "minLength": 1 },
                            "dependsOn": { "type": "array", "items": { "type": "string" } },
                            "routine": { "type": "string" },
                            "inputs": { "type": "object" }
                        },
                        "required": ["id", "description"],
                        "additionalProperties": false
                    }
                }
            },
            "required": ["name", "goal", "credits"],
            "additionalProperties": false
        }),
    );
    Tool { hints: ToolHints { destructive: true, ..offered.hints }, ..offered }
}

pub(super) fn act(mut arguments: Map<String, Value>) -> Result<RunAct, String> {
    let subtasks = arguments.remove("subtasks").unwrap_or_else(|| json!([]));
    let subtasks: Vec<NewSubtask> = serde_json::from_value(subtasks).map_err(|error| format!("subtasks: {error}"))?;
    let mut said = |name: &str| text(&mut arguments, name).ok_or_else(|| format!("{name} is missing"));
    let (name, goal, credits) = (said("name")?, said("goal")?, said("credits")?);
    let credits: Credits = credits.parse().map_err(|_| format!("{credits:?} is no number of credits"))?;
    let settings = SwarmSettings { name, goal, credits: Some(credits), subtasks, ..SwarmSettings::default() };
    Ok(RunAct::Swarm(SwarmAct::Spawn { settings: Box::new(settings) }))
}
