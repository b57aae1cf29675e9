//! `resource_manage`: what the swarm has found or made, by reference.

use serde_json::{Map, Value, json};
use swarm::state::Resource;

use super::{RunAct, SwarmAct, text, tool};
use crate::tool::Tool;

pub(super) const NAME: &str = "resource_manage";

pub(super) fn offer() -> Tool {
    tool(
        NAME,
        "Manage the swarm's resources",
        "Finds, adds, updates or deletes resources of the swarm: files, links, notes and what else was found or made.",
        json!({
            "type": "object",
            "properties": {
                "action": { "enum": ["find", "add", "update", "delete"] },
                "words": { "type": "string", "description": "For find: all of them are in what is found." },
                "id": { "type": "string", "minLength": 1, "maxLength": 200 },
                "name": { "type": "string", "minLength": 1 },
                "kind": { "type": "string", "minLength": 1, "description": "Such as file, link, note." },
                "mime": { "type": "string" },
                "location": { "type": "string" },
                "meta": { "type": "object" }
            },
            "required": ["action"],
            "if": { "properties": { "action": { "const": "find" } } },
            "else": { "required": ["id"] },
            "additionalProperties": false
        }),
    )
}

pub(super) fn act(mut arguments: Map<String, Value>) -> Result<RunAct, String> {
    let mut said = |name: &str| text(&mut arguments, name);
    let action = said("action").unwrap_or_default();
    if action == "find" {
        return Ok(RunAct::Swarm(SwarmAct::FindResources { words: said("words").unwrap_or_default() }));
    }
    let id = said("id").ok_or("say which resource by its id")?;
    if action == "delete" {
        return Ok(RunAct::Swarm(SwarmAct::DeleteResource { id }));
    }
    let resource = Resource {
        name: said("name").unwrap_or_else(|| id.clone()),
        kind: said("kind").unwrap_or_else(|| "note".to_owned()),
        mime: said("mime"),
        location: said("location"),
        id,
        meta: arguments.remove("meta").unwrap_or_default(),
        creator: None,
        seq: 0,
    };
    match action.as_str() {
        "add" => Ok(RunAct::Swarm(SwarmAct::AddResource { resource })),
        "update" => Ok(RunAct::Swarm(SwarmAct::UpdateResource { resource })),
        other => Err(format!("there is no action {other:?}")),
    }
}
