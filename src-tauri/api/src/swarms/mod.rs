//! Swarms in the words of screens and terminals: one function a command, over the host's swarms and the store's history.

mod credits;
mod entries;
mod files;
mod following;
mod history;
mod link;
mod moves;
mod past;
mod sentences;
mod watch;
mod words;

use std::sync::{Arc, Mutex};

use routine_model::SwarmId;
use run_host::{Clock, RunHost, SwarmHost};
use run_store::{RunPersistence, SwarmQuery};
use swarm::state::SwarmContext;

use crate::contract::params::{ListEntries, NoParams, ReadEntry, ReadSwarm};
use crate::contract::{ApiError, EntryPage, EntryView, ErrorCode, SwarmList, SwarmSummary, SwarmView};
use crate::projection::swarm::{Names, entry_view, summary, swarm_view};
use credits::Accounts;
pub use files::{CheckedSwarm, ExportedSwarm, check_swarm_file};
use past::Past;
pub use sentences::ToldEntry;
pub(crate) use watch::SwarmProjection;
pub(crate) use words::swarm_failed;

/// All swarms of a database.
#[derive(Clone)]
pub struct Swarms {
    pub(crate) host: SwarmHost,
    store: RunPersistence,
    clock: Clock,
    past: Arc<Mutex<Option<Past>>>,
    accounts: Arc<Mutex<Accounts>>,
}

impl std::fmt::Debug for Swarms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Swarms").field("host", &self.host).finish_non_exhaustive()
    }
}

impl Swarms {
    pub(crate) fn new(host: &RunHost, store: RunPersistence) -> Self {
        Self { host: host.swarms(), store, clock: host.clock().clone(), past: Arc::default(), accounts: Arc::default() }
    }

    /// All swarms, latest change first.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn list_swarms(&self, _: NoParams) -> Result<SwarmList, ApiError> {
        let page = self.host.list(SwarmQuery::default()).await.map_err(swarm_failed)?;
        let mut swarms = Vec::new();
        for row in &page.swarms {
            swarms.push(self.summary(&row.swarm).await?);
        }
        Ok(SwarmList { swarms })
    }

    /// A swarm as a line of the list.
    pub(crate) async fn summary(&self, swarm: &SwarmId) -> Result<SwarmSummary, ApiError> {
        self.host.read(swarm, summary).await.map_err(swarm_failed)
    }

    /// A swarm as it is, or as it was.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn read_swarm(&self, params: ReadSwarm) -> Result<SwarmView, ApiError> {
        self.look(&id(&params.swarm_id), params.as_of, swarm_view).await
    }

    /// A stretch of the table of a swarm's entries.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn list_entries(&self, params: ListEntries) -> Result<EntryPage, ApiError> {
        let (swarm, as_of) = (id(&params.swarm_id), params.as_of);
        self.look(&swarm, as_of, move |context| entries::entry_page(context, &params)).await
    }

    /// An entry with its value.
    ///
    /// # Errors
    /// There is no such swarm, entry or version.
    pub async fn read_entry(&self, params: ReadEntry) -> Result<EntryView, ApiError> {
        let swarm = id(&params.swarm_id);
        if let Some(version) = params.version {
            return self.entry_at_version(&swarm, &params.key, version).await;
        }
        let key = params.key;
        let look = move |context: &SwarmContext| {
            context.board.entries.get(&key).map(|entry| entry_view(Names(context), &key, entry)).ok_or(key)
        };
        self.look(&swarm, params.as_of, look).await?.map_err(|key| no_entry(&key))
    }
}

/// The id that a page names.
pub(crate) fn id(swarm: &str) -> SwarmId {
    SwarmId::from(swarm)
}

pub(super) fn no_entry(key: &str) -> ApiError {
    ApiError::new(ErrorCode::NotFound, format!("There is no entry {key} on this blackboard."))
}
