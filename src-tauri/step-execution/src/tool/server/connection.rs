//! A live connection to a server.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};
use rmcp::model::{CallToolRequestParams, CallToolResponse, ClientRequest, PingRequest};
use rmcp::service::{
    ClientInitializeError, PeerRequestOptions, RoleClient, RunningService, ServiceError, serve_client,
};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::async_rw::AsyncRwTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::Place;
use super::listener::Listener;
use super::log::ServerLog;
use super::process::ServerProcess;
use crate::http_client::{http_client, http_client_to};
use crate::secret::{Secret, SecretSource};
use crate::tool::settings::{SettingValue, ToolServerReach, ToolServerSettings};
use crate::tool::{Tool, ToolAnswer, ToolError};

/// Bytes of one message beyond those of the result that it may carry.
const ENVELOPE: usize = 64 * 1024;

/// Tools that one server may have, and pages in which it may list them.
const MOST_TOOLS: usize = 1_000;

/// A live connection to a server.
#[derive(Debug)]
pub(super) struct Connection {
    service: RunningService<RoleClient, Listener>,
    process: Option<ServerProcess>,
    tools: Mutex<Option<Vec<Tool>>>,
    tools_changed: Arc<AtomicBool>,
    secrets: Arc<[Secret]>,
}

impl Connection {
    /// Starts the server, or connects to it.
    pub(super) async fn open(
        settings: &ToolServerSettings,
        place: Option<&Place>,
        secrets: &Arc<dyn SecretSource>,
        log: &Arc<ServerLog>,
    ) -> Result<Self, ToolError> {
        let server = settings.id.clone();
        let (values, hidden) = resolve(settings, Arc::clone(secrets)).await?;
        let hidden: Arc<[Secret]> = hidden.into();
        let failed = |reason: String| ToolError::CannotStart {
            server: server.clone(),
            reason: hidden.iter().fold(reason, |text, secret| secret.hidden_in(&text)),
        };
        let tools_changed = Arc::new(AtomicBool::new(false));
        let listener =
            Listener { log: Arc::clone(log), tools_changed: Arc::clone(&tools_changed), secrets: Arc::clone(&hidden) };
        let limit = usize::try_from(settings.result_bytes).unwrap_or(usize::MAX).saturating_add(ENVELOPE);
        let (service, process) = match &settings.reach {
            ToolServerReach::Program { command, arguments, folder, .. } => {
                let (process, pipes) = ServerProcess::start(command, arguments, &values, folder.as_deref())
                    .map_err(|error| failed(start_failure(command, &error)))?;
                let (log, hidden) = (Arc::clone(log), Arc::clone(&hidden));
                tokio::spawn(async move { log.follow(pipes.errors, &hidden).await });
                let transport = AsyncRwTransport::new_client(pipes.output, pipes.input).with_max_line_length(limit);
                (serve_client(listener, transport).await, Some(process))
            }
            ToolServerReach::Http { url, .. } => {
                let client = match place {
                    Some(Place { host, addresses }) => http_client_to(host, addresses),
                    None => http_client(),
                };
                let client = client.map_err(|error| failed(error.to_string()))?;
                let config = StreamableHttpClientTransportConfig::with_uri(url.as_str())
                    .custom_headers(headers(&values).map_err(&failed)?)
                    .max_sse_event_size(limit)
                    .max_json_response_size(limit);
                (serve_client(listener, StreamableHttpClientTransport::with_client(client, config)).await, None)
            }
        };
        let service = service.map_err(|error| failed(told(&error)))?;
        Ok(Self { service, process, tools: Mutex::default(), tools_changed, secrets: hidden })
    }

    /// Nobody is at the other end any more.
    pub(super) fn is_lost(&self) -> bool {
        self.service.is_transport_closed()
    }

    /// What the server calls itself.
    pub(super) fn version(&self) -> Option<String> {
        let told = self.service.peer_info()?.server_info.clone()?;
        Some(format!("{} {}", told.name, told.version))
    }

    /// Whether it answers within this time.
    pub(super) async fn answers(&self, within: Duration) -> bool {
        let request = ClientRequest::PingRequest(PingRequest::default());
        let asked = self.service.send_request_with_option(request, PeerRequestOptions::with_timeout(within));
        // A full pipe may keep the question itself from leaving.
        let answered = tokio::time::timeout(within, async {
            match asked.await {
                // A server that knows no ping is there all the same.
                Ok(handle) => matches!(handle.await_response().await, Ok(_) | Err(ServiceError::McpError(_))),
                Err(_) => false,
            }
        });
        answered.await.unwrap_or(false)
    }

    /// The server's tools, asked for once and after it has said that they changed.
    pub(super) async fn tools(&self, settings: &ToolServerSettings) -> Result<Vec<Tool>, ToolError> {
        let mut tools = self.tools.lock().await;
        if self.tools_changed.swap(false, Ordering::SeqCst) {
            *tools = None;
        }
        if let Some(tools) = &*tools {
            return Ok(tools.clone());
        }
        let failed = |reason: String| ToolError::CannotStart {
            server: settings.id.clone(),
            reason: self.hidden(format!("it does not list its tools: {reason}")),
        };
        let listed = tokio::time::timeout(settings.start_time(), self.service.list_all_tools())
            .await
            .map_err(|_| failed("no answer in time".to_owned()))?
            .map_err(|error| failed(error.to_string()))?;
        let listed: Vec<Tool> = listed.into_iter().take(MOST_TOOLS).map(|tool| Tool::of(&settings.id, tool)).collect();
        *tools = Some(listed.clone());
        Ok(listed)
    }

    /// The tools that are known without asking.
    pub(super) fn known_tools(&self) -> Vec<Tool> {
        self.tools.try_lock().ok().and_then(|tools| tools.clone()).unwrap_or_default()
    }

    /// Calls a tool. Dropping the future tells the server to give the call up.
    pub(super) async fn call(
        &self,
        settings: &ToolServerSettings,
        tool: &str,
        arguments: Map<String, Value>,
    ) -> Result<ToolAnswer, ToolError> {
        let (server, tool) = (settings.id.clone(), tool.to_owned());
        let parameters = CallToolRequestParams::new(tool.clone()).with_arguments(arguments);
        let answer = tokio::time::timeout(settings.call_time(), self.service.call_tool_once(parameters)).await;
        match answer {
            Err(_) => Err(ToolError::TimedOut { server, tool, limit_ms: settings.call_ms }),
            Ok(Ok(CallToolResponse::Complete(result))) => {
                ToolAnswer::of(&server, &tool, result, &self.secrets, settings.result_bytes)
            }
            Ok(Ok(_)) => {
                let reason = "it asks for more than an answer, which this program does not offer".to_owned();
                Err(ToolError::Refused { server, tool, number: 0, reason })
            }
            Ok(Err(ServiceError::McpError(error))) => Err(ToolError::Refused {
                server,
                tool,
                number: error.code.0,
                reason: self.hidden(error.message.into_owned()),
            }),
            Ok(Err(error)) => Err(ToolError::Lost { server, tool, reason: self.hidden(error.to_string()) }),
        }
    }

    /// Takes leave, and sees to it that nothing of the server is left.
    pub(super) async fn close(self) {
        let Self { mut service, process, .. } = self;
        // The program's input ends with this.
        let _ = service.close_with_timeout(Duration::from_secs(1)).await;
        drop(service);
        if let Some(process) = process {
            process.end().await;
        }
    }

    fn hidden(&self, text: String) -> String {
        self.secrets.iter().fold(text, |text, secret| secret.hidden_in(&text))
    }
}

/// The environment or headers with their values, and the secrets among these. A keychain may ask its owner first.
async fn resolve(
    settings: &ToolServerSettings,
    secrets: Arc<dyn SecretSource>,
) -> Result<(BTreeMap<String, Secret>, Vec<Secret>), ToolError> {
    let wanted: BTreeMap<String, SettingValue> = match &settings.reach {
        ToolServerReach::Program { environment, .. } => environment.clone(),
        ToolServerReach::Http { headers, .. } => headers.clone(),
    };
    let resolved = tokio::task::spawn_blocking(move || {
        let mut values = BTreeMap::new();
        let mut hidden = Vec::new();
        for (name, value) in wanted {
            let (text, secret) = value.resolve(secrets.as_ref())?;
            hidden.extend(secret);
            values.insert(name, text);
        }
        Ok((values, hidden))
    });
    let server = settings.id.clone();
    match resolved.await {
        Ok(resolved) => resolved.map_err(|error| ToolError::Secret { server, error }),
        Err(error) => Err(ToolError::CannotStart { server, reason: error.to_string() }),
    }
}

fn headers(values: &BTreeMap<String, Secret>) -> Result<HashMap<HeaderName, HeaderValue>, String> {
    let header = |(name, value): (&String, &Secret)| {
        let key = HeaderName::try_from(name).map_err(|_| format!("{name:?} is no name of a header"))?;
        let mut value = HeaderValue::try_from(value.reveal())
            .map_err(|_| format!("the value of the header {name:?} has letters that a header cannot have"))?;
        value.set_sensitive(true);
        Ok((key, value))
    };
    values.iter().map(header).collect()
}

fn start_failure(command: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("there is no program {command:?}"),
        _ => format!("{command:?} does not start: {error}"),
    }
}

fn told(error: &ClientInitializeError) -> String {
    match error {
        ClientInitializeError::ConnectionClosed(_) => "it ended before it was ready; its log may say why".to_owned(),
        ClientInitializeError::TransportError { error, .. } => format!("it cannot be reached: {error}"),
        other => other.to_string(),
    }
}
