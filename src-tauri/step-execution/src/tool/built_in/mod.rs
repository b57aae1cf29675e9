//! The program's own tools. They stand beside those of servers, under the same permissions and approvals.
//!
//! One file a tool: how it is offered, and what its arguments mean. A further tool of the program is one more file, one line
//! in [`built_in_tools`] and one in [`act`]; what it does to runs is a [`RunAct`] behind the door.

mod define_tool;
mod door;
mod end_swarm;
mod resource_manage;
mod run_routine;
mod send_message;
mod spawn_swarm;
mod swarm_act;
mod update_swarm_shared_state;

pub use door::{DefinedTool, DefinedToolsFuture, RunAct, RunAsker, RunDoor, RunDoorFuture};
use std::sync::Arc;
pub use swarm_act::{SubtaskMove, SwarmAct, SwarmUpdate};

use serde_json::{Map, Value};

use super::{BUILT_IN, Tool, ToolAnswer, ToolError, ToolHints};

/// The tools of the program.
#[must_use]
pub fn built_in_tools() -> Vec<Tool> {
    [run_routine::offer(), send_message::offer(), define_tool::offer()].into_iter().chain(swarm_tools()).collect()
}

/// Those of them that do something with the swarm of a run; only steps of such a run have them.
#[must_use]
pub fn swarm_tools() -> Vec<Tool> {
    vec![update_swarm_shared_state::offer(), resource_manage::offer(), spawn_swarm::offer(), end_swarm::offer()]
}

/// What a call of one of them asks for.
///
/// # Errors
/// A sentence that says what is missing or does not fit together; also when there is no such tool.
pub fn act(tool: &str, arguments: Map<String, Value>) -> Result<RunAct, String> {
    match tool {
        run_routine::NAME => run_routine::act(arguments),
        send_message::NAME => send_message::act(arguments),
        define_tool::NAME => define_tool::act(arguments),
        update_swarm_shared_state::NAME => update_swarm_shared_state::act(&arguments),
        resource_manage::NAME => resource_manage::act(arguments),
        spawn_swarm::NAME => spawn_swarm::act(arguments),
        end_swarm::NAME => end_swarm::act(arguments),
        other => Err(format!("there is no tool {other:?}")),
    }
}

impl From<DefinedTool> for Tool {
    fn from(DefinedTool { name, description, input_schema, .. }: DefinedTool) -> Self {
        Self { server: BUILT_IN.to_owned(), name, title: None, description, input_schema, hints: ADDS }
    }
}

/// Calls one of them, or one that was defined, with arguments that fit its schema.
pub(super) async fn call(
    runs: Option<&Arc<dyn RunDoor>>,
    tool: &str,
    arguments: Map<String, Value>,
    asker: RunAsker,
) -> Result<ToolAnswer, ToolError> {
    let refused =
        |reason: String| ToolError::Refused { server: BUILT_IN.to_owned(), tool: tool.to_owned(), number: 0, reason };
    let runs = runs.ok_or_else(|| refused("this program cannot start or reach other runs".to_owned()))?;
    let act = match runs.defined().await.into_iter().find(|defined| defined.name == tool) {
        Some(DefinedTool { routine, .. }) => RunAct::Start { routine, inputs: arguments, wait: true },
        None => act(tool, arguments).map_err(refused)?,
    };
    Ok(match runs.act(act, asker).await {
        Ok(result) => ToolAnswer { result, failed: false },
        Err(reason) => ToolAnswer { result: Value::String(reason), failed: true },
    })
}

/// It adds something, and asked for again it adds nothing more.
const ADDS: ToolHints = ToolHints { read_only: false, destructive: false, idempotent: true, open_world: false };

fn tool(name: &str, title: &str, description: &str, input_schema: Value) -> Tool {
    Tool {
        server: BUILT_IN.to_owned(),
        name: name.to_owned(),
        title: Some(title.to_owned()),
        description: description.to_owned(),
        input_schema,
        hints: ADDS,
    }
}

fn text(arguments: &mut Map<String, Value>, name: &str) -> Option<String> {
    match arguments.remove(name) {
        Some(Value::String(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn object(arguments: &mut Map<String, Value>, name: &str) -> Map<String, Value> {
    match arguments.remove(name) {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}
