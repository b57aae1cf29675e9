//! The tools that one step may use, under the names by which models ask for them.

use std::collections::BTreeMap;

use routine_model::Schema;
use routine_model::graph::tools::ToolPattern;
use serde_json::{Map, Value};

use super::{BUILT_IN, Tool, ToolError, Tools, swarm_tools};
use crate::context::ExecutionContext;
use crate::model::OfferedTool;

/// Longest name that every provider accepts.
const LONGEST_NAME: usize = 64;

/// The list of the member that a step is done as; none where they have none. One that cannot be read allows nothing.
pub(crate) fn tools_of_member(context: &ExecutionContext<'_>) -> Option<Vec<ToolPattern>> {
    let list = context.request.member.as_ref()?.tools.as_deref()?;
    Some(ToolPattern::list(list).unwrap_or_default())
}

/// The tools that one step may use. No text can add one.
#[derive(Clone, Debug, Default)]
pub struct ToolSet {
    tools: BTreeMap<String, Tool>,
    missing: Vec<MissingServer>,
}

/// A server that was to offer tools and does not.
#[derive(Clone, Debug)]
pub struct MissingServer {
    /// Which one.
    pub server: String,
    /// Why.
    pub error: ToolError,
}

impl ToolSet {
    /// What `routine:tools` of the step and of its routine allow, and the list of the member of the team that it is done
    /// as: what all of them cover that there are, and nothing where there are none. Servers are asked for their tools; one
    /// that does not answer is missing.
    pub async fn of(context: &ExecutionContext<'_>, tools: &Tools) -> Self {
        let step = context.activity.settings.tools.as_deref();
        let routine = context.routine.definition().and_then(|process| process.settings.tools.as_deref());
        let member = tools_of_member(context);
        let lists: Vec<_> = [step, routine, member.as_deref()].into_iter().flatten().collect();
        let mut set = Self::allowed(&lists, tools).await;
        if context.request.swarm.is_none() {
            let of_swarms = swarm_tools();
            set.tools.retain(|_, tool| !of_swarms.contains(tool));
        }
        set
    }

    /// What all of these lists allow; nothing where there are none.
    pub async fn allowed(lists: &[&[ToolPattern]], tools: &Tools) -> Self {
        let Some(first) = lists.first() else { return Self::default() };
        let mut servers: Vec<&str> = first.iter().map(|pattern| pattern.server.as_str()).collect();
        servers.sort_unstable();
        servers.dedup();
        let mut set = Self::default();
        for server in servers {
            let offered = if server == BUILT_IN { Ok(tools.own().await) } else { tools.servers.tools(server).await };
            match offered {
                Ok(offered) => {
                    for tool in offered {
                        if lists.iter().all(|list| list.iter().any(|one| one.covers(&tool.server, &tool.name))) {
                            set.add(tool);
                        }
                    }
                }
                Err(error) => set.missing.push(MissingServer { server: server.to_owned(), error }),
            }
        }
        set
    }

    /// One tool, and the name that the set has for it.
    #[must_use]
    pub fn only(tool: Tool) -> (Self, String) {
        let mut set = Self::default();
        set.add(tool);
        let name = set.tools.keys().next().cloned().unwrap_or_default();
        (set, name)
    }

    /// As models are told about them.
    #[must_use]
    pub fn offered(&self) -> Vec<OfferedTool> {
        let offer = |(name, tool): (&String, &Tool)| OfferedTool {
            name: name.clone(),
            description: tool.description.clone(),
            input_schema: tool.input_schema.clone(),
        };
        self.tools.iter().map(offer).collect()
    }

    /// Servers that were to offer tools and do not, with the reason.
    #[must_use]
    pub fn missing(&self) -> &[MissingServer] {
        &self.missing
    }

    /// There is nothing to use.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tools.is_empty()
    }

    /// A tool by the name that models have for it.
    ///
    /// # Errors
    /// When the set has no such tool.
    pub fn find(&self, name: &str) -> Result<&Tool, ToolError> {
        self.tools.get(name).ok_or_else(|| ToolError::NotAllowed { tool: name.to_owned() })
    }

    /// Names are made of what every provider accepts. Two tools that would get the same one are told apart by a number;
    /// tools come in the order of their server, so that it is the same each time.
    fn add(&mut self, tool: Tool) {
        let plain = |text: &str| {
            let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
            text.chars().map(|letter| if fits(letter) { letter } else { '_' }).collect::<String>()
        };
        let mut name = format!("{}__{}", plain(&tool.server), plain(&tool.name));
        name.truncate(LONGEST_NAME);
        let mut number = 2;
        while self.tools.contains_key(&name) {
            let ending = format!("_{number}");
            name.truncate(LONGEST_NAME - ending.len());
            name.push_str(&ending);
            number += 1;
        }
        self.tools.insert(name, tool);
    }
}

/// Holds arguments against the schema of their tool.
///
/// # Errors
/// Every fault with its place; also when they are no object, or the schema is none.
pub fn fitting(tool: &Tool, arguments: &Value) -> Result<Map<String, Value>, ToolError> {
    let refused = |faults: Vec<String>| ToolError::Arguments { tool: tool.name.clone(), faults };
    let object = match arguments {
        Value::Object(map) => map.clone(),
        Value::Null => Map::new(),
        other => return Err(refused(vec![format!("an object is expected, and it is {other}")])),
    };
    let schema = Schema::read(&tool.input_schema).map_err(|reason| refused(vec![reason]))?;
    let faults = schema.faults(&Value::Object(object.clone()));
    if faults.is_empty() { Ok(object) } else { Err(refused(faults)) }
}
