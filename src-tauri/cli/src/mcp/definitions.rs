//! The tools that are offered.

use api::headless::{OfferedRoutine, SwarmTool, offered_swarm_tools};
use rmcp::model::{Tool, ToolAnnotations};
use serde_json::{Value, json};

/// What stands before the process id in the name of a routine's own tool.
const PREFIX: &str = "routine_";

/// Longest name that every client accepts.
const LONGEST_NAME: usize = 64;

/// The tools about all routines.
pub(super) fn general() -> Vec<Tool> {
    let run = json!({ "type": "string", "minLength": 1, "description": "The id of the run." });
    let reads = || ToolAnnotations::new().read_only(true).open_world(false);
    let acts = || ToolAnnotations::new().read_only(false).destructive(false);
    vec![
        tool("list_routines", "The routines that can be run, with the JSON Schemas of their inputs.", json!({}), &[])
            .with_annotations(reads()),
        tool(
            "run_routine",
            "Starts a routine. Answers how its run stands when it has ended or waits for somebody; with wait false, at \
             once with the id of the run.",
            json!({
                "routine": { "type": "string", "minLength": 1, "description": "The process id." },
                "inputs": { "type": "object", "description": "By the schema that list_routines gives." },
                "wait": { "type": "boolean", "default": true }
            }),
            &["routine"],
        )
        .with_annotations(acts()),
        tool(
            "run_status",
            "How a run stands: its status, what it waits for and where, incidents.",
            json!({ "run": run }),
            &["run"],
        )
        .with_annotations(reads()),
        tool("read_result", "The variables of a run: its result, once it has ended.", json!({ "run": run }), &["run"])
            .with_annotations(reads()),
        tool(
            "answer",
            "Answers what a run waits for at an element: the outputs of a form or of other work, or, at a gateway, the \
             sequence flows to take. Answers how the run stands then.",
            json!({
                "run": run,
                "element": { "type": "string", "minLength": 1, "description": "Where it waits, as run_status says." },
                "outputs": { "type": "object" },
                "flows": { "type": "array", "items": { "type": "string" }, "minItems": 1 }
            }),
            &["run", "element"],
        )
        .with_annotations(acts()),
        tool("list_swarms", "The swarms of this program's database.", json!({}), &[]).with_annotations(reads()),
    ]
}

/// The tools about the swarm that the agent works for; what they may do is what its member may do.
pub(super) fn of_swarm() -> Vec<Tool> {
    let see = tool(
        "read_swarm",
        "Goal, subtasks, team and credits of the swarm that you work for, and the entries of its blackboard that you may \
         read.",
        json!({}),
        &[],
    );
    let see = see.with_annotations(ToolAnnotations::new().read_only(true).open_world(false));
    let acts = |offered: SwarmTool| {
        let schema = match offered.input_schema {
            Value::Object(schema) => schema,
            _ => serde_json::Map::new(),
        };
        let annotations = ToolAnnotations::new().read_only(false).destructive(false).open_world(false);
        Tool::new(offered.name, offered.description, schema).with_annotations(annotations)
    };
    std::iter::once(see).chain(offered_swarm_tools().into_iter().map(acts)).collect()
}

/// The tool of a routine that declares its inputs.
pub(super) fn own(routine: &OfferedRoutine) -> Option<Tool> {
    let schema = match routine.input_schema.clone()? {
        Value::Object(schema) => schema,
        _ => return None,
    };
    let says = routine.documentation.clone().unwrap_or_else(|| routine.name.clone());
    let description = format!("Runs the routine {}. {says}", routine.name);
    let annotations = ToolAnnotations::new().read_only(false).destructive(false);
    Some(
        Tool::new(own_name(&routine.process), description, schema)
            .with_title(routine.name.clone())
            .with_annotations(annotations),
    )
}

/// The name of a routine's own tool.
pub(super) fn own_name(process: &str) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    let plain = process.chars().map(|letter| if fits(letter) { letter } else { '_' });
    PREFIX.chars().chain(plain).take(LONGEST_NAME).collect()
}

fn tool(name: &'static str, description: &'static str, properties: Value, required: &[&str]) -> Tool {
    let schema =
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    let schema = match schema {
        Value::Object(schema) => schema,
        _ => serde_json::Map::new(),
    };
    Tool::new(name, description, schema)
}
