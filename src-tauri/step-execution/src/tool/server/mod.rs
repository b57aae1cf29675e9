//! One server: started when it is needed, watched, started again after a crash, ended with the program.

mod connection;
mod listener;
mod log;
mod process;
mod status;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use connection::Connection;
use log::ServerLog;
use reqwest::Url;
use serde_json::{Map, Value};
pub use status::{ToolServerState, ToolServerStatus};
use tokio::sync::Mutex;

use super::settings::{ToolServerReach, ToolServerSettings};
use super::{Tool, ToolAnswer, ToolError};
use crate::outside::HostSource;
use crate::secret::SecretSource;

/// How long is waited for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerPatience {
    /// Before the first start after a crash; doubled for each further crash in a row.
    pub first_rest: Duration,
    /// Longest rest.
    pub longest_rest: Duration,
    /// A server that has let a call run out of time is lost when it does not answer a ping within this.
    pub ping: Duration,
}

impl Default for ServerPatience {
    fn default() -> Self {
        Self {
            first_rest: Duration::from_millis(500),
            longest_rest: Duration::from_secs(60),
            ping: Duration::from_secs(5),
        }
    }
}

/// One server.
#[derive(Debug)]
pub(super) struct ToolServer {
    pub(super) settings: ToolServerSettings,
    secrets: Arc<dyn SecretSource>,
    patience: ServerPatience,
    hosts: HostSource,
    log: Arc<ServerLog>,
    line: Mutex<Line>,
    state: status::Shown,
}

/// The way to the server.
#[derive(Debug, Default)]
struct Line {
    connection: Option<Arc<Connection>>,
    /// In a row.
    crashes: u32,
    /// It is not started again before.
    rest_until: Option<Instant>,
}

/// Where a server over HTTP is.
#[derive(Debug)]
struct Place {
    host: String,
    addresses: Vec<SocketAddr>,
}

impl ToolServer {
    pub(super) fn new(
        settings: ToolServerSettings,
        secrets: Arc<dyn SecretSource>,
        patience: ServerPatience,
        hosts: HostSource,
    ) -> Self {
        Self {
            settings,
            secrets,
            patience,
            hosts,
            log: Arc::default(),
            line: Mutex::default(),
            state: status::Shown::default(),
        }
    }

    /// Its tools; starts it if necessary.
    pub(super) async fn tools(&self) -> Result<Vec<Tool>, ToolError> {
        let connection = self.connection().await?;
        let tools = connection.tools(&self.settings).await;
        if tools.is_err() {
            self.lose(&connection, "it does not list its tools").await;
        }
        tools
    }

    /// Calls a tool; starts the server if necessary. Dropping the future gives the call up.
    pub(super) async fn call(&self, tool: &str, arguments: Map<String, Value>) -> Result<ToolAnswer, ToolError> {
        let connection = self.connection().await?;
        let answer = connection.call(&self.settings, tool, arguments).await;
        match &answer {
            Ok(_) | Err(ToolError::Refused { .. }) => self.line.lock().await.crashes = 0,
            Err(ToolError::TimedOut { .. }) if !connection.answers(self.patience.ping).await => {
                self.lose(&connection, "it hangs").await;
            }
            Err(ToolError::Lost { .. }) => self.lose(&connection, "it has ended or cannot be reached").await,
            Err(_) => {}
        }
        answer
    }

    /// Starts it unless it runs.
    pub(super) async fn start(&self) -> Result<(), ToolError> {
        self.connection().await.map(drop)
    }

    /// Ends it until somebody needs it again.
    pub(super) async fn stop(&self) {
        let mut line = self.line.lock().await;
        if let Some(connection) = line.connection.take() {
            close(connection).await;
        }
        *line = Line::default();
        self.state.set(ToolServerState::Stopped);
    }

    /// Whether it is there and answers.
    pub(super) async fn answers(&self) -> Result<bool, ToolError> {
        let connection = self.connection().await?;
        let answers = connection.answers(self.patience.ping).await;
        if !answers {
            self.lose(&connection, "it does not answer").await;
        }
        Ok(answers)
    }

    pub(super) fn status(&self) -> ToolServerStatus {
        let connection = self.line.try_lock().ok().and_then(|line| line.connection.clone());
        let state = match self.state.get() {
            _ if !self.settings.enabled => ToolServerState::Disabled,
            ToolServerState::Ready if connection.as_ref().is_some_and(|connection| connection.is_lost()) => {
                ToolServerState::Crashed { reason: "it has ended or cannot be reached".to_owned() }
            }
            state => state,
        };
        ToolServerStatus {
            settings: self.settings.clone(),
            state,
            version: connection.as_ref().and_then(|connection| connection.version()),
            tools: connection.map(|connection| connection.known_tools()).unwrap_or_default(),
            log: self.log.read(),
        }
    }

    /// Where a server over HTTP is, as far as the rules about hosts let it be there; asked anew before each call. Whoever has
    /// set the server up has said that it may lie inside.
    async fn place(&self) -> Result<Option<Place>, ToolError> {
        let ToolServerReach::Http { url, .. } = &self.settings.reach else { return Ok(None) };
        let failed = |reason: String| ToolError::CannotStart { server: self.settings.id.clone(), reason };
        let url = Url::parse(url).map_err(|error| failed(error.to_string()))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut rules = (self.hosts.0)();
        rules.private.push(host.clone());
        let addresses = rules.addresses(&url).await.map_err(|error| failed(error.to_string()))?;
        Ok(Some(Place { host, addresses }))
    }

    async fn connection(&self) -> Result<Arc<Connection>, ToolError> {
        if !self.settings.enabled {
            return Err(ToolError::Disabled { server: self.settings.id.clone() });
        }
        let place = self.place().await?;
        let mut line = self.line.lock().await;
        match line.connection.take() {
            Some(connection) if !connection.is_lost() => {
                line.connection = Some(Arc::clone(&connection));
                return Ok(connection);
            }
            Some(lost) => {
                self.crashed(&mut line, "it has ended or cannot be reached");
                close(lost).await;
            }
            None => {}
        }
        self.rest(&line).await?;
        self.state.set(ToolServerState::Starting);
        let opened = tokio::time::timeout(
            self.settings.start_time(),
            Connection::open(&self.settings, place.as_ref(), &self.secrets, &self.log),
        );
        let opened = opened.await.unwrap_or_else(|_| {
            let reason = format!("it was not ready within {} ms", self.settings.start_ms);
            Err(ToolError::CannotStart { server: self.settings.id.clone(), reason })
        });
        match opened {
            Ok(connection) => {
                let connection = Arc::new(connection);
                line.connection = Some(Arc::clone(&connection));
                line.rest_until = None;
                self.state.set(ToolServerState::Ready);
                Ok(connection)
            }
            Err(error) => {
                self.crashed(&mut line, &error.to_string());
                Err(error)
            }
        }
    }

    /// Waits for the end of the rest after a crash; a long rest is an error at once.
    async fn rest(&self, line: &Line) -> Result<(), ToolError> {
        let Some(until) = line.rest_until else { return Ok(()) };
        let left = until.saturating_duration_since(Instant::now());
        if left > self.settings.start_time() {
            let reason =
                format!("it has failed {} times in a row; next try in {} s", line.crashes, left.as_secs().max(1));
            return Err(ToolError::CannotStart { server: self.settings.id.clone(), reason });
        }
        tokio::time::sleep(left).await;
        Ok(())
    }

    /// Notes a crash, after which it rests.
    fn crashed(&self, line: &mut Line, reason: &str) {
        let doubled = self.patience.first_rest.saturating_mul(2_u32.saturating_pow(line.crashes.min(16)));
        line.rest_until = Some(Instant::now() + doubled.min(self.patience.longest_rest));
        line.crashes = line.crashes.saturating_add(1);
        self.state.set(ToolServerState::Crashed { reason: reason.to_owned() });
        self.log.add(&format!("[Routine Studio] {reason}"));
    }

    /// Gives a connection up that is worth nothing any more, unless somebody has already.
    async fn lose(&self, lost: &Arc<Connection>, reason: &str) {
        let mut line = self.line.lock().await;
        if line.connection.as_ref().is_some_and(|current| Arc::ptr_eq(current, lost)) {
            line.connection = None;
            self.crashed(&mut line, reason);
        }
    }
}

/// Closes a connection; one that somebody still waits on closes when they have their answer.
async fn close(connection: Arc<Connection>) {
    if let Ok(connection) = Arc::try_unwrap(connection) {
        connection.close().await;
    }
}
