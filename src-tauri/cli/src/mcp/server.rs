//! The server that other agents speak to.

use std::path::PathBuf;
use std::sync::Arc;

use api::contract::ApiError;
use api::headless::{
    Ending, Headless, Message, OfferedRoutine, Outcome, StartFile, SwarmVisit, offered_swarm_tools, routines_in,
};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};
use serde_json::{Map, Value, json};

use super::definitions::{general, of_swarm, own, own_name};

/// Under which name results come that another agent gives.
const AGENT: &str = "an agent over MCP";

/// The routines of a folder, and the runs of a database.
pub(super) struct RoutineServer {
    headless: Arc<Headless>,
    folder: PathBuf,
    /// The swarm that the agent works for.
    visit: Option<SwarmVisit>,
}

/// Why a call comes to nothing.
enum Refusal {
    /// The caller has asked for something that there is not.
    Wrong(String),
    /// It could not be done.
    Failed(ApiError),
    /// The swarm does not let it be done, or cannot be reached.
    Denied(String),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

impl RoutineServer {
    pub(super) fn new(headless: Arc<Headless>, folder: PathBuf, visit: Option<SwarmVisit>) -> Self {
        Self { headless, folder, visit }
    }

    /// The folder is read each time: routines come and go.
    async fn routines(&self) -> Vec<OfferedRoutine> {
        let folder = self.folder.clone();
        tokio::task::spawn_blocking(move || routines_in(&folder)).await.unwrap_or_default()
    }

    async fn call(&self, tool: &str, mut arguments: Map<String, Value>) -> Result<Value, Refusal> {
        let routines = self.routines().await;
        if let Some(routine) = routines.iter().find(|routine| own_name(&routine.process) == tool) {
            return self.start(routine, arguments, true).await;
        }
        match tool {
            "list_routines" => Ok(json!({ "routines": routines.iter().map(told).collect::<Vec<_>>() })),
            "run_routine" => {
                let process = text(&arguments, "routine")?;
                let wait = arguments.get("wait").and_then(Value::as_bool).unwrap_or(true);
                let routine = routines.iter().find(|routine| routine.process == process);
                let routine = routine.ok_or_else(|| {
                    let known: Vec<&str> = routines.iter().map(|routine| routine.process.as_str()).collect();
                    Refusal::Wrong(format!("there is no routine {process:?}; there are {}", known.join(", ")))
                })?;
                self.start(routine, object(&mut arguments, "inputs")?, wait).await
            }
            "run_status" => {
                let mut status = standing(self.headless.show(&text(&arguments, "run")?, None).await?);
                if let Value::Object(status) = &mut status {
                    status.remove("variables");
                }
                Ok(status)
            }
            "read_result" => {
                let outcome = self.headless.show(&text(&arguments, "run")?, None).await?;
                let ended = outcome.ending != Ending::Waits;
                Ok(json!({ "ended": ended, "variables": outcome.result["variables"] }))
            }
            "answer" => self.answer(arguments).await,
            "list_swarms" => self.headless.list_swarms().await.map_err(Refusal::Denied),
            other if self.visit.is_some() => self.in_swarm(other, arguments).await,
            other => Err(Refusal::Wrong(format!("there is no tool {other:?}"))),
        }
    }

    async fn in_swarm(&self, tool: &str, arguments: Map<String, Value>) -> Result<Value, Refusal> {
        let unknown = || Refusal::Wrong(format!("there is no tool {tool:?}"));
        let visit = self.visit.as_ref().ok_or_else(unknown)?;
        if tool == "read_swarm" {
            return self.headless.see_swarm(visit).await.map_err(Refusal::Denied);
        }
        if !offered_swarm_tools().iter().any(|offered| offered.name == tool) {
            return Err(unknown());
        }
        self.headless.use_swarm_tool(visit, tool, arguments).await.map_err(Refusal::Denied)
    }

    async fn start(&self, routine: &OfferedRoutine, inputs: Map<String, Value>, wait: bool) -> Result<Value, Refusal> {
        if let Some(visit) = &self.visit {
            self.headless.may_run_in_swarm(visit, &routine.process).await.map_err(Refusal::Denied)?;
        }
        let swarm = self.visit.clone();
        let start = StartFile { process: Some(routine.process.clone()), inputs, swarm, ..StartFile::default() };
        let run = self.headless.start(&routine.file, start).await?;
        if !wait {
            return Ok(json!({ "run": run }));
        }
        self.until_it_rests(&run).await
    }

    async fn answer(&self, mut arguments: Map<String, Value>) -> Result<Value, Refusal> {
        let (run, element) = (text(&arguments, "run")?, text(&arguments, "element")?);
        let outputs = object(&mut arguments, "outputs")?;
        let message = match arguments.remove("flows") {
            Some(Value::Array(flows)) => {
                let flows = flows.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
                Message::Decision { element, flows }
            }
            Some(_) => return Err(Refusal::Wrong("flows has to be a list of ids".to_owned())),
            None => Message::Completion { element },
        };
        self.headless.deliver(&run, message, outputs, Some(AGENT.to_owned())).await?;
        self.until_it_rests(&run).await
    }

    async fn until_it_rests(&self, run: &str) -> Result<Value, Refusal> {
        Ok(standing(self.headless.follow(run, 1, false, &mut |_| ()).await?))
    }
}

impl ServerHandler for RoutineServer {
    fn get_info(&self) -> ServerConfig {
        let mut config = ServerConfig::new(ServerCapabilities::builder().enable_tools().build());
        config.server_info = Implementation::new("Routine Studio", env!("CARGO_PKG_VERSION"));
        config.with_instructions(
            "Routines drawn in BPMN. Start one, look how its run stands, and answer what it waits for; what a person has \
             to decide or approve waits for that person.",
        )
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let mut tools = general();
        if self.visit.is_some() {
            tools.extend(of_swarm());
        }
        for tool in self.routines().await.iter().filter_map(own) {
            if tools.iter().all(|known| known.name != tool.name) {
                tools.push(tool);
            }
        }
        Ok(ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        // A caller that gives up stops waiting; the run goes on.
        let answer = tokio::select! {
            answer = self.call(&request.name, request.arguments.unwrap_or_default()) => answer,
            () = context.ct.cancelled() => return Err(ErrorData::internal_error("the call was given up", None)),
        };
        match answer {
            Ok(value) => Ok(CallToolResult::structured(value).into()),
            Err(Refusal::Wrong(reason)) => Err(ErrorData::invalid_params(reason, None)),
            Err(Refusal::Denied(reason)) => Ok(CallToolResult::error(vec![ContentBlock::text(reason)]).into()),
            Err(Refusal::Failed(error)) => Ok(CallToolResult::error(vec![ContentBlock::text(in_words(&error))]).into()),
        }
    }
}

/// The message with its reasons.
fn in_words(error: &ApiError) -> String {
    let reasons = error.diagnostics.iter().map(|one| one.message.as_str());
    let hint = error.hint.as_deref();
    std::iter::once(error.message.as_str()).chain(reasons).chain(hint).collect::<Vec<_>>().join("\n")
}

fn told(routine: &OfferedRoutine) -> Value {
    json!({
        "routine": routine.process,
        "name": routine.name,
        "documentation": routine.documentation,
        "inputSchema": routine.input_schema,
    })
}

fn standing(outcome: Outcome) -> Value {
    outcome.result
}

fn text(arguments: &Map<String, Value>, name: &str) -> Result<String, Refusal> {
    match arguments.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
        _ => Err(Refusal::Wrong(format!("{name} is missing"))),
    }
}

fn object(arguments: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Refusal> {
    match arguments.remove(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(map)) => Ok(map),
        Some(_) => Err(Refusal::Wrong(format!("{name} has to be an object"))),
    }
}
