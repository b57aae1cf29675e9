//! `define_tool`: a model proposes a routine as a tool of its own. It may do anything that the routine does from then on, so
//! a person is asked unless the rules say otherwise.

use routine_model::Schema;
use serde_json::{Map, Value, json};

use super::{ADDS, DefinedTool, RunAct, text, tool};
use crate::tool::{Tool, ToolHints};

pub(super) const NAME: &str = "define_tool";

pub(super) fn offer() -> Tool {
    let offered = tool(
        NAME,
        "Define a tool",
        "Proposes a tool that runs a routine with its arguments as inputs and answers what came of it. Steps whose list of \
         tools allows it can use it afterwards.",
        json!({
            "type": "object",
            "properties": {
                "name": { "type": "string", "pattern": "^[a-z][a-z0-9_]{1,39}$" },
                "description": { "type": "string", "minLength": 1, "maxLength": 2000 },
                "routine": { "type": "string", "minLength": 1, "description": "The process id." },
                "inputSchema": { "type": "object", "description": "The JSON Schema of its arguments." }
            },
            "required": ["name", "description", "routine"],
            "additionalProperties": false
        }),
    );
    Tool { hints: ToolHints { destructive: true, ..ADDS }, ..offered }
}

pub(super) fn act(mut arguments: Map<String, Value>) -> Result<RunAct, String> {
    let input_schema = arguments.remove("inputSchema").unwrap_or_else(|| json!({ "type": "object" }));
    Schema::read(&input_schema).map_err(|reason| format!("inputSchema is no JSON Schema: {reason}"))?;
    let mut said = |name: &str| text(&mut arguments, name).ok_or_else(|| format!("{name} is missing"));
    let (name, description, routine) = (said("name")?, said("description")?, said("routine")?);
    if super::built_in_tools().iter().any(|own| own.name == name) {
        return Err(format!("there is a tool {name} already"));
    }
    Ok(RunAct::DefineTool(DefinedTool { name, description, routine, input_schema }))
}
