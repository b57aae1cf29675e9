//! Tools, asked for from a terminal.

use super::Headless;
use crate::contract::{ApiError, ErrorCode, ToolServerTest, ToolServerView, ToolView};
use crate::studio::tool_words;

impl Headless {
    /// The program's own tools.
    #[must_use]
    pub fn own_tools(&self) -> Vec<ToolView> {
        tool_words::settings(&self.resources.tools).built_in
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
