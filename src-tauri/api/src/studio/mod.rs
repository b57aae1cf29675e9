//! The program behind every host: the window, the browser page and the terminal all talk to a `Studio`.
//!
//! A host opens one studio, connects once for each page, and passes requests in and pushes out. Deliberately
//! absent: how requests and pushes travel.

mod blocking;
mod breakpoints;
mod client;
mod desktop;
mod dispatch;
mod drafts;
mod estimates;
mod evolution;
mod interventions;
mod library;
mod models;
mod move_runs;
mod news;
mod options;
mod outside;
mod past;
mod routine_cache;
mod run_host;
mod run_list;
mod runs;
mod secrets;
mod step_answers;
mod step_records;
mod store;
mod swarms;
mod time_zone;
mod timelines;
mod tools;
mod ui_commands;
mod watch;
mod watch_run;
mod window;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) use blocking::blocking;

use ::run_host::RunHost;
pub use client::{Client, Pushes};
pub use desktop::{Answer, Desktop};
pub use options::{DATA_FOLDER_VARIABLE, StudioOptions};
use run_engine::state::Graphs;
pub use ui_commands::ui_commands;

use crate::contract::{ApiError, OpenRequest, PushBatch};
use crate::library::{AllowedPaths, default_folder};
use crate::resources::Resources;
use crate::swarms::Swarms;
pub(crate) use breakpoints::{MOST_DELAY_MS, engine_break_on};
pub(crate) use library::now;
pub(crate) use models::{available_models, model_settings, test_model};
pub(crate) use move_runs::{number, said_for, seed};
use news::News;
use routine_cache::{RoutineCache, follow_folder};
pub(crate) use run_host::{find_process, host_failed, routines_among, shown_path, stored_path};
use run_host::{open_host, watch_over_runs};
pub(crate) use run_list::run_summary;
use run_list::tell_run_changes;
pub(crate) use runs::range;
pub(crate) use secrets::{forget, keep, places, secrets, unlock};
pub(crate) use store::{Store, kept_project_folder, open_store, sentence, settings_in, store_failed};
pub(crate) use time_zone::time_zone;
use timelines::Timelines;
pub(crate) use tools::{forget_defined, test as test_tools, words as tool_words};

/// The program without a screen. Cheap to clone; the clones are one program.
#[derive(Clone)]
pub struct Studio {
    shared: Arc<Shared>,
}

/// What all clients of a studio use.
pub(crate) struct Shared {
    options: StudioOptions,
    store: Store,
    allowed: Arc<AllowedPaths>,
    host: RunHost,
    swarms: Swarms,
    routines: RoutineCache,
    timelines: Timelines,
    opened: Mutex<VecDeque<OpenRequest>>,
    news: News,
    /// The graphs of the run whose past was looked at last.
    looked_at: Mutex<Option<Arc<Graphs>>>,
    /// Held while a run is looked through.
    preparing: Arc<tokio::sync::Mutex<()>>,
    resources: Resources,
    /// Held while settings about models are changed.
    model_changes: Mutex<()>,
    /// Held while settings about tools are changed.
    tool_changes: tokio::sync::Mutex<()>,
}

impl Studio {
    /// Opens the data folder and the project folder.
    ///
    /// # Errors
    /// When the data folder or the database cannot be opened, each with a sentence that says what to do.
    pub async fn open(options: StudioOptions) -> Result<Self, ApiError> {
        let database = options.database_path();
        let store = blocking(move || Store::open(&database)).await?;
        let kept = store.project_folder()?;
        let folder = options.project_folder.clone().or(kept).unwrap_or_else(default_folder);
        let allowed = Arc::new(AllowedPaths::new(&folder)?);
        let resources = Resources::open(store.runs(), options.vault_path(), options.secrets.keychain);
        let host = open_host(store.runs().clone(), Arc::clone(&allowed), &resources);
        let shared = Arc::new(Shared {
            allowed,
            swarms: Swarms::new(&host, store.runs().clone()),
            host,
            routines: RoutineCache::default(),
            timelines: Timelines::default(),
            opened: Mutex::new(VecDeque::new()),
            news: News::new(),
            looked_at: Mutex::default(),
            preparing: Arc::default(),
            resources,
            model_changes: Mutex::default(),
            tool_changes: tokio::sync::Mutex::default(),
            store,
            options,
        });
        follow_folder(&shared);
        tokio::spawn(tell_run_changes(Arc::downgrade(&shared), shared.host.watch_list()));
        tokio::spawn(swarms::tell_swarm_changes(Arc::downgrade(&shared), shared.swarms.host.watch_list()));
        watch_over_runs(&shared.host).await;
        Ok(Self { shared })
    }

    /// A new page has come: what it says goes into the client, what it is told comes out of the pushes.
    /// Dropping the client ends its subscriptions and the pushes.
    #[must_use]
    pub fn connect(&self) -> (Client, Pushes) {
        Client::new(Arc::clone(&self.shared))
    }

    /// The user chose this file outside the page: in a dialog, by dropping it, on the command line.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn allow_file(&self, path: &Path) -> Result<String, ApiError> {
        Ok(self.shared.allowed.choose_file(path)?.to_string_lossy().into_owned())
    }

    /// Puts a routine's file into the queue that pages pull from, and tells them.
    ///
    /// # Errors
    /// When there is no such file.
    pub fn open_file(&self, path: &Path) -> Result<(), ApiError> {
        let path = self.allow_file(path)?;
        self.queue(OpenRequest::Routine { path });
        Ok(())
    }

    /// Puts a run into the queue that pages pull from, and tells them.
    pub fn open_run(&self, run_id: &str) {
        self.queue(OpenRequest::Run { run_id: run_id.to_owned() });
    }

    /// Leaves every run where it stands, to be taken up by the next start. Returns when all of it is stored.
    pub async fn close(self) {
        self.shared.resources.tools.servers.stop_all().await;
        if let Err(error) = self.shared.host.close().await {
            tracing::warn!(%error, "the database was not flushed; it will be brought up to date at the next start");
        }
    }

    fn queue(&self, request: OpenRequest) {
        self.shared.opened.lock().unwrap_or_else(PoisonError::into_inner).push_back(request);
        self.shared.news.tell(PushBatch::Opened);
    }
}
