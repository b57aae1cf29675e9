//! What the program has for all steps that use tools.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use serde_json::{Map, Value};

use super::approval::{ApprovalPolicy, Ruling, ToolCaller};
use super::built_in::{self, RunAct, RunAsker, RunDoor, SwarmAct, built_in_tools};
use super::{BUILT_IN, Tool, ToolAnswer, ToolError, ToolServers};
use crate::secret::NoSecrets;

/// Servers, the rules by which people are asked, and the door to runs for the program's own tools.
#[derive(Debug)]
pub struct Tools {
    /// The servers.
    pub servers: Arc<ToolServers>,
    policy: RwLock<ApprovalPolicy>,
    runs: OnceLock<Arc<dyn RunDoor>>,
}

impl Default for Tools {
    /// No servers.
    fn default() -> Self {
        Self::new(ToolServers::new(Vec::new(), Arc::new(NoSecrets)), ApprovalPolicy::default())
    }
}

impl Tools {
    /// With these servers and rules.
    #[must_use]
    pub fn new(servers: ToolServers, policy: ApprovalPolicy) -> Self {
        Self { servers: Arc::new(servers), policy: RwLock::new(policy), runs: OnceLock::new() }
    }

    /// The same servers and rules, without a way to other runs.
    #[must_use]
    pub fn without_door(&self) -> Self {
        Self { servers: Arc::clone(&self.servers), policy: RwLock::new(self.policy()), runs: OnceLock::new() }
    }

    /// The rules as they are now.
    #[must_use]
    pub fn policy(&self) -> ApprovalPolicy {
        self.policy.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Other rules from now on.
    pub fn set_policy(&self, policy: ApprovalPolicy) {
        *self.policy.write().unwrap_or_else(PoisonError::into_inner) = policy;
    }

    /// Lets the program's own tools reach runs. Only the first door counts.
    pub fn open_door(&self, runs: Arc<dyn RunDoor>) {
        let _ = self.runs.set(runs);
    }

    /// What a step sees of the swarm that its run works for.
    ///
    /// # Errors
    /// A sentence that says why nothing can be seen.
    pub async fn see_swarm(&self, asker: RunAsker) -> Result<Value, String> {
        let runs = self.runs.get().ok_or("this program cannot reach the swarm")?;
        runs.act(RunAct::Swarm(SwarmAct::See), asker).await
    }

    /// The program's own tools, with those that were defined.
    pub async fn own(&self) -> Vec<Tool> {
        let defined = match self.runs.get() {
            Some(runs) => runs.defined().await,
            None => Vec::new(),
        };
        built_in_tools().into_iter().chain(defined.into_iter().map(Tool::from)).collect()
    }

    /// A server's or the program's own tool.
    ///
    /// # Errors
    /// When there is none of that name, or its server does not come up.
    pub async fn find(&self, server: &str, tool: &str) -> Result<Tool, ToolError> {
        let offered = if server == BUILT_IN { self.own().await } else { self.servers.tools(server).await? };
        let known = offered.iter().map(|one| one.name.clone()).collect();
        offered.into_iter().find(|one| one.name == tool).ok_or_else(|| ToolError::UnknownTool {
            server: server.to_owned(),
            tool: tool.to_owned(),
            known,
        })
    }

    /// What the rules say about a call.
    #[must_use]
    pub fn rule(&self, tool: &Tool, caller: ToolCaller<'_>) -> Ruling {
        self.policy.read().unwrap_or_else(PoisonError::into_inner).rule(tool, self.is_trusted(&tool.server), caller)
    }

    /// Calling it twice does no more than calling it once, as far as that can be believed.
    #[must_use]
    pub fn may_repeat(&self, tool: &Tool) -> bool {
        self.is_trusted(&tool.server) && (tool.hints.read_only || tool.hints.idempotent)
    }

    /// Calls a tool. Dropping the future gives the call up.
    ///
    /// # Errors
    /// When there is no answer; a tool that says that it has failed has answered.
    pub async fn call(
        &self,
        tool: &Tool,
        arguments: Map<String, Value>,
        asker: RunAsker,
    ) -> Result<ToolAnswer, ToolError> {
        if tool.server == BUILT_IN {
            return built_in::call(self.runs.get(), &tool.name, arguments, asker).await;
        }
        self.servers.call(&tool.server, &tool.name, arguments).await
    }

    fn is_trusted(&self, server: &str) -> bool {
        server == BUILT_IN || self.servers.settings(server).is_some_and(|settings| settings.trusted)
    }
}
