//! Swarms as other agents reach them: the tools of models, used from outside as a member of the team.

use run_store::SwarmQuery;
use serde_json::{Map, Value, json};
use step_execution::tool::{RunAct, SwarmAct, act, fitting, swarm_tools};
use swarm::{MemberId, SwarmId};

use super::Headless;

/// The tools of models that are also offered to other agents.
const OFFERED: [&str; 2] = ["update_swarm_shared_state", "resource_manage"];

/// A swarm, and as whom somebody is there.
#[derive(Debug, Clone)]
pub struct SwarmVisit {
    /// The swarm's id.
    pub swarm: String,
    /// The subtask that a run works for.
    pub subtask: Option<String>,
    /// The member's id; without one what the swarm lets everybody do.
    pub member: Option<String>,
}

/// A tool about a swarm.
#[derive(Debug, Clone)]
pub struct SwarmTool {
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// The JSON Schema of its arguments.
    pub input_schema: Value,
}

impl SwarmVisit {
    pub(super) fn member(&self) -> Option<MemberId> {
        self.member.as_deref().map(MemberId::from)
    }
}

/// The tools of models that other agents may use, too.
#[must_use]
pub fn offered_swarm_tools() -> Vec<SwarmTool> {
    let tools = swarm_tools().into_iter().filter(|tool| OFFERED.contains(&tool.name.as_str()));
    tools
        .map(|tool| SwarmTool { name: tool.name, description: tool.description, input_schema: tool.input_schema })
        .collect()
}

impl Headless {
    /// The swarms of the database, latest change first.
    ///
    /// # Errors
    /// A sentence that says why they cannot be read.
    pub async fn list_swarms(&self) -> Result<Value, String> {
        let page = self.host.swarms().list(SwarmQuery::default()).await.map_err(|error| error.to_string())?;
        let line = |row: &run_store::SwarmRow| json!({ "swarm": row.swarm, "name": row.name, "status": row.status });
        Ok(json!({ "swarms": page.swarms.iter().map(line).collect::<Vec<_>>() }))
    }

    /// Goal, subtasks, team, credits, and the entries that may be seen.
    ///
    /// # Errors
    /// A sentence that says why nothing can be seen.
    pub async fn see_swarm(&self, visit: &SwarmVisit) -> Result<Value, String> {
        self.host.swarms().visit(&SwarmId::from(&*visit.swarm), visit.member(), SwarmAct::See).await
    }

    /// Uses one of the offered tools.
    ///
    /// # Errors
    /// A sentence that says what does not fit, or why nothing was done.
    pub async fn use_swarm_tool(
        &self,
        visit: &SwarmVisit,
        name: &str,
        arguments: Map<String, Value>,
    ) -> Result<Value, String> {
        let tool = swarm_tools().into_iter().find(|tool| tool.name == name && OFFERED.contains(&name));
        let tool = tool.ok_or_else(|| format!("there is no tool {name:?}"))?;
        let arguments = fitting(&tool, &Value::Object(arguments)).map_err(|error| error.to_string())?;
        match act(name, arguments)? {
            RunAct::Swarm(act) => self.host.swarms().visit(&SwarmId::from(&*visit.swarm), visit.member(), act).await,
            _ => Err(format!("{name} is not about swarms")),
        }
    }

    /// Whether a routine may be started there.
    ///
    /// # Errors
    /// Which rule forbids it.
    pub async fn may_run_in_swarm(&self, visit: &SwarmVisit, process: &str) -> Result<(), String> {
        self.host.swarms().allows_routine(&SwarmId::from(&*visit.swarm), visit.member(), process).await
    }
}
