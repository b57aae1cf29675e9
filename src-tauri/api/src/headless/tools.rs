//! Tools, asked for from a terminal.

use run_host::defined_tools;

use super::Headless;
use crate::contract::{ApiError, DefinedToolView, ErrorCode, ToolServerTest, ToolServerView, ToolView};
use crate::studio::{forget_defined, store_failed, tool_words};

impl Headless {
    /// The program's own tools.
    #[must_use]
    pub fn own_tools(&self) -> Vec<ToolView> {
        tool_words::built_in(&self.resources.tools)
    }

    /// The tools that models have defined, oldest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn defined_tools(&self) -> Result<Vec<DefinedToolView>, ApiError> {
        let defined = defined_tools(&self.store).map_err(store_failed)?;
        Ok(defined.into_iter().map(|kept| tool_words::defined_view(&self.resources.tools, kept)).collect())
    }

    /// Forgets a tool that a model has defined.
    ///
    /// # Errors
    /// There is none of this name, or the others cannot be kept.
    pub fn remove_defined_tool(&self, name: &str) -> Result<(), ApiError> {
        forget_defined(&self.store, name)
    }

    /// The ids of the tool servers, switched on or not.
    #[must_use]
    pub fn tool_servers(&self) -> Vec<String> {
        self.resources.tools.servers.statuses().into_iter().map(|status| status.settings.id).collect()
    }

    /// Starts a tool server, has it list its tools and answer, and says how it is then.
    ///
    /// # Errors
    /// When there is none of this id.
    pub async fn try_tool_server(&self, id: &str) -> Result<(ToolServerView, ToolServerTest), ApiError> {
        let tools = &self.resources.tools;
        let test = crate::studio::test_tools(tools, id).await;
        let status = tools.servers.statuses().into_iter().find(|status| status.settings.id == id);
        let status = status
            .ok_or_else(|| ApiError::new(ErrorCode::NotFound, format!("No tool server with the id {id} is set up.")))?;
        Ok((tool_words::server_view(tools, status), test))
    }
}
