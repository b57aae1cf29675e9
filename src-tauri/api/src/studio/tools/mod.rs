//! Commands about tool servers and approvals.

pub(crate) mod words;

use std::sync::Arc;
use std::time::Instant;

use run_host::{defined_tools, remove_defined_tool};
use run_store::RunPersistence;
use step_execution::tool::{ToolError, Tools};

use super::blocking::blocking;
use super::store::{sentence, store_failed};
use super::{Client, Shared};
use crate::contract::params::{DefinedToolReference, NoParams, SaveToolServer, SetApprovalPolicy, ToolServerReference};
use crate::contract::{ApiError, ErrorCode, ToolServerTest, ToolSettingsView};
use crate::resources::{ToolSettings, keep_tool_settings, kept_tool_settings};

impl Client {
    pub(super) async fn list_tool_servers(&self, _: NoParams) -> Result<ToolSettingsView, ApiError> {
        self.tool_settings().await
    }

    pub(super) async fn save_tool_server(&self, params: SaveToolServer) -> Result<ToolSettingsView, ApiError> {
        let server = words::server_of(params.server);
        if let Some(fault) = server.fault() {
            return Err(ApiError::new(ErrorCode::InvalidRequest, sentence(&fault)));
        }
        self.change_tools(move |settings| {
            match settings.servers.iter_mut().find(|kept| kept.id == server.id) {
                Some(kept) => *kept = server,
                None => settings.servers.push(server),
            }
            Ok(())
        })
        .await
    }

    pub(super) async fn remove_tool_server(&self, params: ToolServerReference) -> Result<ToolSettingsView, ApiError> {
        self.change_tools(move |settings| {
            let before = settings.servers.len();
            settings.servers.retain(|server| server.id != params.id);
            if settings.servers.len() < before {
                Ok(())
            } else {
                Err(refused(ToolError::UnknownServer { server: params.id }))
            }
        })
        .await
    }

    pub(super) async fn remove_defined_tool(&self, params: DefinedToolReference) -> Result<ToolSettingsView, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || forget_defined(shared.store.runs(), &params.name)).await?;
        self.tool_settings().await
    }

    pub(super) async fn set_approval_policy(&self, params: SetApprovalPolicy) -> Result<ToolSettingsView, ApiError> {
        let approvals = words::policy_of(params.approvals)?;
        self.change_tools(move |settings| {
            settings.approvals = approvals;
            Ok(())
        })
        .await
    }

    pub(super) async fn start_tool_server(&self, params: ToolServerReference) -> Result<ToolSettingsView, ApiError> {
        let tools = &self.shared.resources.tools;
        tools.servers.tools(&params.id).await.map_err(refused)?;
        self.tool_settings().await
    }

    pub(super) async fn stop_tool_server(&self, params: ToolServerReference) -> Result<ToolSettingsView, ApiError> {
        let tools = &self.shared.resources.tools;
        tools.servers.stop(&params.id).await.map_err(refused)?;
        self.tool_settings().await
    }

    pub(super) async fn restart_tool_server(&self, params: ToolServerReference) -> Result<ToolSettingsView, ApiError> {
        let tools = &self.shared.resources.tools;
        tools.servers.restart(&params.id).await.map_err(refused)?;
        tools.servers.tools(&params.id).await.map_err(refused)?;
        self.tool_settings().await
    }

    pub(super) async fn test_tool_server(&self, params: ToolServerReference) -> Result<ToolServerTest, ApiError> {
        Ok(test(&self.shared.resources.tools, &params.id).await)
    }

    async fn tool_settings(&self) -> Result<ToolSettingsView, ApiError> {
        let shared = Arc::clone(&self.shared);
        let defined = blocking(move || defined_tools(shared.store.runs()).map_err(store_failed)).await?;
        Ok(words::settings(&self.shared.resources.tools, defined))
    }

    /// Changes the settings as they are kept, and has every call from now on follow them.
    async fn change_tools(
        &self,
        change: impl FnOnce(&mut ToolSettings) -> Result<(), ApiError> + Send + 'static,
    ) -> Result<ToolSettingsView, ApiError> {
        let _one_at_a_time = self.shared.tool_changes.lock().await;
        let shared = Arc::clone(&self.shared);
        let settings = blocking(move || changed(&shared, change)).await?;
        let tools = &self.shared.resources.tools;
        tools.set_policy(settings.approvals);
        tools.servers.set(settings.servers).await;
        self.tool_settings().await
    }
}

fn changed(
    shared: &Shared,
    change: impl FnOnce(&mut ToolSettings) -> Result<(), ApiError>,
) -> Result<ToolSettings, ApiError> {
    let mut settings = kept_tool_settings(shared.store.runs())?;
    change(&mut settings)?;
    keep_tool_settings(shared.store.runs(), &settings)?;
    Ok(settings)
}

/// Forgets a tool that a model has defined.
pub(crate) fn forget_defined(store: &RunPersistence, name: &str) -> Result<(), ApiError> {
    if remove_defined_tool(store, name).map_err(store_failed)? {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::NotFound, format!("No tool with the name {name} is defined.")))
}

/// Has a server come up, list its tools and answer.
pub(crate) async fn test(tools: &Tools, id: &str) -> ToolServerTest {
    let begun = Instant::now();
    let took_ms = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let tested = async {
        let listed = tools.servers.tools(id).await?;
        let answers = tools.servers.answers(id).await?;
        Ok::<_, ToolError>((listed, answers))
    };
    match tested.await {
        Ok((listed, true)) => ToolServerTest::Answered {
            version: tools.servers.statuses().into_iter().find(|one| one.settings.id == id).and_then(|one| one.version),
            tools: u32::try_from(listed.len()).unwrap_or(u32::MAX),
            took_ms: took_ms(),
        },
        Ok((_, false)) => ToolServerTest::Failed {
            code: "tool-server-silent".to_owned(),
            message: "It lists its tools and does not answer a ping.".to_owned(),
            took_ms: took_ms(),
        },
        Err(error) => ToolServerTest::Failed {
            code: error.code().to_owned(),
            message: sentence(&error.to_string()),
            took_ms: took_ms(),
        },
    }
}

fn refused(error: ToolError) -> ApiError {
    let code = match &error {
        ToolError::UnknownServer { .. } | ToolError::UnknownTool { .. } => ErrorCode::NotFound,
        ToolError::Arguments { .. } => ErrorCode::InvalidRequest,
        ToolError::TooLarge { .. } => ErrorCode::TooLarge,
        ToolError::Secret { .. } => ErrorCode::Locked,
        ToolError::NotAllowed { .. } | ToolError::Refused { .. } => ErrorCode::Rejected,
        ToolError::Disabled { .. }
        | ToolError::CannotStart { .. }
        | ToolError::Lost { .. }
        | ToolError::TimedOut { .. } => ErrorCode::NotAvailable,
    };
    ApiError::new(code, sentence(&error.to_string()))
}
