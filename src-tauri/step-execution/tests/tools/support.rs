//! Servers to speak to, and secrets to give them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use step_execution::Secret;
use step_execution::secret::{SecretError, SecretSource};
use step_execution::tool::{ServerPatience, SettingValue, ToolServerReach, ToolServerSettings, ToolServers};

/// The one secret that there is.
pub(crate) const SECRET: &str = "s3cr3t-of-the-test";

/// Knows the secret `token`.
#[derive(Debug)]
pub(crate) struct OneSecret;

impl SecretSource for OneSecret {
    fn secret(&self, name: &str) -> Result<Secret, SecretError> {
        match name {
            "token" => Ok(Secret::new(SECRET)),
            _ => Err(SecretError::Missing { name: name.to_owned() }),
        }
    }
}

/// The server as a program.
pub(crate) fn program() -> ToolServerSettings {
    let environment = BTreeMap::from([
        ("TOKEN".to_owned(), SettingValue::Secret { secret: "token".to_owned(), before: String::new() }),
        ("COLOUR".to_owned(), SettingValue::Plain { value: "blue".to_owned() }),
    ]);
    reached(ToolServerReach::Program {
        command: env!("CARGO_BIN_EXE_mcp-test-server").to_owned(),
        arguments: Vec::new(),
        environment,
        folder: None,
    })
}

/// A server that is reached so.
pub(crate) fn reached(reach: ToolServerReach) -> ToolServerSettings {
    ToolServerSettings {
        id: "test".to_owned(),
        name: "Test".to_owned(),
        reach,
        enabled: true,
        trusted: false,
        start_ms: 60_000,
        call_ms: 60_000,
        result_bytes: 1024 * 1024,
    }
}

/// With the patience of a test: little between attempts, and more than a busy machine takes for an answer.
pub(crate) fn servers(settings: Vec<ToolServerSettings>) -> ToolServers {
    pinged(settings, Duration::from_secs(60))
}

/// The same with so much time for the answer to a ping.
pub(crate) fn pinged(settings: Vec<ToolServerSettings>, ping: Duration) -> ToolServers {
    let patience =
        ServerPatience { first_rest: Duration::from_millis(1), longest_rest: Duration::from_millis(20), ping };
    ToolServers::with_patience(settings, Arc::new(OneSecret), patience)
}

/// Arguments.
pub(crate) fn map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
