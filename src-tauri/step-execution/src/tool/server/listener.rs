//! What a server says without being asked.
#![expect(deprecated, reason = "servers log by the protocol until they speak its next version")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rmcp::ClientHandler;
use rmcp::model::{ClientCapabilities, ClientConfig, Implementation, LoggingMessageNotificationParam};
use rmcp::service::{NotificationContext, RoleClient};
use serde_json::Value;

use super::log::ServerLog;
use crate::secret::Secret;

/// Our end of a connection. It offers nothing: no roots, no sampling, no elicitation.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) log: Arc<ServerLog>,
    /// The list of tools that we have is no longer right.
    pub(super) tools_changed: Arc<AtomicBool>,
    pub(super) secrets: Arc<[Secret]>,
}

impl ClientHandler for Listener {
    fn get_info(&self) -> ClientConfig {
        let version = env!("CARGO_PKG_VERSION");
        ClientConfig::new(ClientCapabilities::default(), Implementation::new("Routine Studio", version))
    }

    async fn on_tool_list_changed(&self, _: NotificationContext<RoleClient>) {
        self.tools_changed.store(true, Ordering::SeqCst);
    }

    async fn on_logging_message(&self, message: LoggingMessageNotificationParam, _: NotificationContext<RoleClient>) {
        let text = match message.data {
            Value::String(text) => text,
            other => other.to_string(),
        };
        self.log.add(&self.secrets.iter().fold(text, |text, secret| secret.hidden_in(&text)));
    }
}
