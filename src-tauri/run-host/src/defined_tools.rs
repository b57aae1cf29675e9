//! The tools that models have defined: routines under names of their own, kept for every program that uses the database.

use run_engine::RunId;
use run_store::{RunPersistence, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use step_execution::tool::DefinedTool;

/// So many tools can be defined.
const MOST_TOOLS: usize = 200;
/// The setting that holds them.
const TOOLS: &str = "definedTools";

/// A tool that was defined, and by whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptTool {
    /// The tool.
    #[serde(flatten)]
    pub tool: DefinedTool,
    /// The run whose step has defined it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
}

/// The tools that were defined so far, oldest first.
///
/// # Errors
/// They cannot be read.
pub fn defined_tools(store: &RunPersistence) -> Result<Vec<KeptTool>, StoreError> {
    of_setting(store.setting(TOOLS)?)
}

/// Forgets a tool. Calls of it that have begun go on; the next are refused. False when there is none of this name.
///
/// # Errors
/// The others cannot be kept.
pub fn remove_defined_tool(store: &RunPersistence, name: &str) -> Result<bool, StoreError> {
    let name = name.to_owned();
    store.change_setting(TOOLS, move |kept| {
        let mut all = of_setting(kept)?;
        let before = all.len();
        all.retain(|kept| kept.tool.name != name);
        Ok(if all.len() < before { (Some(as_setting(&all)?), true) } else { (None, false) })
    })
}

/// Keeps a tool; the same once more changes nothing. Inside is a sentence when it cannot be one of them.
///
/// # Errors
/// It cannot be kept.
pub(crate) fn define_tool(store: &RunPersistence, tool: KeptTool) -> Result<Result<(), String>, StoreError> {
    store.change_setting(TOOLS, move |kept| {
        let mut all = of_setting(kept)?;
        let refused = |reason: String| Ok((None, Err(reason)));
        match all.iter().find(|known| known.tool.name == tool.tool.name) {
            Some(known) if known.tool == tool.tool => return Ok((None, Ok(()))),
            Some(_) => return refused(format!("there is another tool {}", tool.tool.name)),
            None if all.len() >= MOST_TOOLS => {
                return refused(format!("{MOST_TOOLS} tools are defined, which is the limit"));
            }
            None => {}
        }
        all.push(tool);
        Ok((Some(as_setting(&all)?), Ok(())))
    })
}

fn of_setting(kept: Option<Value>) -> Result<Vec<KeptTool>, StoreError> {
    kept.map_or(Ok(Vec::new()), |kept| serde_json::from_value(kept).map_err(unreadable))
}

fn as_setting(all: &[KeptTool]) -> Result<Value, StoreError> {
    serde_json::to_value(all).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::Unreadable { table: "settings", place: TOOLS.to_owned(), reason: error.to_string() }
}
