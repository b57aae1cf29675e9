//! All tool servers that a person has set up.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Map, Value};

use super::server::{ServerPatience, ToolServer, ToolServerStatus};
use super::settings::ToolServerSettings;
use super::{Tool, ToolAnswer, ToolError};
use crate::outside::HostSource;
use crate::secret::SecretSource;

/// All tool servers. Each is started when it is needed and ended with this value.
#[derive(Debug)]
pub struct ToolServers {
    secrets: Arc<dyn SecretSource>,
    patience: ServerPatience,
    hosts: HostSource,
    servers: RwLock<BTreeMap<String, Arc<ToolServer>>>,
}

impl ToolServers {
    /// With these servers. None is started yet.
    #[must_use]
    pub fn new(settings: Vec<ToolServerSettings>, secrets: Arc<dyn SecretSource>) -> Self {
        Self::with_patience(settings, secrets, ServerPatience::default())
    }

    /// With other times to wait.
    #[must_use]
    pub fn with_patience(
        settings: Vec<ToolServerSettings>,
        secrets: Arc<dyn SecretSource>,
        patience: ServerPatience,
    ) -> Self {
        let server = |settings: ToolServerSettings| {
            let id = settings.id.clone();
            (id, Arc::new(ToolServer::new(settings, Arc::clone(&secrets), patience, HostSource::default())))
        };
        let servers = settings.into_iter().map(server).collect();
        Self { secrets, patience, hosts: HostSource::default(), servers: RwLock::new(servers) }
    }

    /// With rules that say which hosts servers over HTTP may be on.
    #[must_use]
    pub fn under(self, hosts: HostSource) -> Self {
        let Self { secrets, patience, servers, .. } = self;
        let servers = servers.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().map(|(id, server)| {
            let settings = server.settings.clone();
            (id, Arc::new(ToolServer::new(settings, Arc::clone(&secrets), patience, hosts.clone())))
        });
        let servers = RwLock::new(servers.collect());
        Self { secrets, patience, hosts, servers }
    }

    /// Takes other settings. Servers whose settings have changed or gone are ended; calls that are under way there fail.
    pub async fn set(&self, settings: Vec<ToolServerSettings>) {
        let mut ended = Vec::new();
        {
            let mut servers = self.servers.write().unwrap_or_else(PoisonError::into_inner);
            let mut before = std::mem::take(&mut *servers);
            for settings in settings {
                let kept = before.remove(&settings.id);
                let server = match kept {
                    Some(kept) if kept.settings == settings => kept,
                    other => {
                        ended.extend(other);
                        let id = settings.id.clone();
                        ended.extend(servers.remove(&id));
                        Arc::new(ToolServer::new(
                            settings,
                            Arc::clone(&self.secrets),
                            self.patience,
                            self.hosts.clone(),
                        ))
                    }
                };
                servers.insert(server.settings.id.clone(), server);
            }
            ended.extend(before.into_values());
        }
        for server in ended {
            server.stop().await;
        }
    }

    /// The ids of the servers that may be used.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        let servers = self.servers.read().unwrap_or_else(PoisonError::into_inner);
        servers.values().filter(|server| server.settings.enabled).map(|server| server.settings.id.clone()).collect()
    }

    /// The settings of a server.
    #[must_use]
    pub fn settings(&self, server: &str) -> Option<ToolServerSettings> {
        self.server(server).ok().map(|server| server.settings.clone())
    }

    /// The tools of a server, which is started if necessary.
    ///
    /// # Errors
    /// When it is unknown, switched off, or does not come up.
    pub async fn tools(&self, server: &str) -> Result<Vec<Tool>, ToolError> {
        self.server(server)?.tools().await
    }

    /// Calls a tool. Dropping the future tells the server to give the call up.
    ///
    /// # Errors
    /// When there is no answer; a tool that says that it has failed has answered.
    pub async fn call(&self, server: &str, tool: &str, arguments: Map<String, Value>) -> Result<ToolAnswer, ToolError> {
        self.server(server)?.call(tool, arguments).await
    }

    /// Starts a server unless it runs.
    ///
    /// # Errors
    /// When it is unknown, switched off, or does not come up.
    pub async fn start(&self, server: &str) -> Result<(), ToolError> {
        self.server(server)?.start().await
    }

    /// Ends a server until somebody needs it again.
    ///
    /// # Errors
    /// When it is unknown.
    pub async fn stop(&self, server: &str) -> Result<(), ToolError> {
        self.server(server)?.stop().await;
        Ok(())
    }

    /// Ends a server and starts it again.
    ///
    /// # Errors
    /// When it is unknown, switched off, or does not come up.
    pub async fn restart(&self, server: &str) -> Result<(), ToolError> {
        let server = self.server(server)?;
        server.stop().await;
        server.start().await
    }

    /// Whether a server comes up and answers.
    ///
    /// # Errors
    /// When it is unknown, switched off, or does not come up.
    pub async fn answers(&self, server: &str) -> Result<bool, ToolError> {
        self.server(server)?.answers().await
    }

    /// How all servers are.
    #[must_use]
    pub fn statuses(&self) -> Vec<ToolServerStatus> {
        let servers: Vec<_> = self.servers.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        servers.iter().map(|server| server.status()).collect()
    }

    /// Ends all servers.
    pub async fn stop_all(&self) {
        let servers: Vec<_> = self.servers.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        futures_util::future::join_all(servers.iter().map(|server| server.stop())).await;
    }

    fn server(&self, id: &str) -> Result<Arc<ToolServer>, ToolError> {
        let servers = self.servers.read().unwrap_or_else(PoisonError::into_inner);
        servers.get(id).cloned().ok_or_else(|| ToolError::UnknownServer { server: id.to_owned() })
    }
}
