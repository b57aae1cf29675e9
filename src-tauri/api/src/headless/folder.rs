//! The folder in which routines and decisions are looked for that others name.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use run_engine::RunId;
use swarm::SwarmContext;

use super::Headless;
use crate::contract::{ApiError, ErrorCode};
use crate::studio::host_failed;
use crate::swarms::{id, swarm_failed};

/// A folder that becomes another one when it is known which run or swarm this is about.
#[derive(Debug, Clone)]
pub(super) struct RoutineFolder(Arc<RwLock<PathBuf>>);

impl RoutineFolder {
    pub(super) fn new(folder: &Path) -> Self {
        Self(Arc::new(RwLock::new(named(folder))))
    }

    pub(super) fn path(&self) -> PathBuf {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, folder: &Path) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = named(folder);
    }
}

/// The folder of a file that is named without one is the one that the terminal is in.
fn named(folder: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

impl Headless {
    /// From now on routines are looked for in this folder.
    ///
    /// # Errors
    /// It is none.
    pub fn look_in(&self, folder: &Path) -> Result<(), ApiError> {
        if !named(folder).is_dir() {
            let message = format!("{} is no folder.", folder.display());
            return Err(ApiError::new(ErrorCode::FileFailed, message));
        }
        self.folder.set(folder);
        Ok(())
    }

    /// From now on routines are looked for beside the routine of a run.
    ///
    /// # Errors
    /// There is no such run.
    pub async fn look_beside_run(&self, run: &str) -> Result<(), ApiError> {
        let snapshot = self.host.progress(&RunId::from(run)).await.map_err(host_failed)?;
        self.look_beside(&snapshot.progress.routine.path);
        Ok(())
    }

    /// From now on routines are looked for where those are that a swarm was told of.
    ///
    /// # Errors
    /// There is no such swarm.
    pub async fn look_where_swarm_does(&self, swarm: &str) -> Result<(), ApiError> {
        let first = |context: &SwarmContext| context.routines.first().map(|offer| offer.path.clone());
        if let Some(path) = self.swarms().host.read(&id(swarm), first).await.map_err(swarm_failed)? {
            self.look_beside(&path);
        }
        Ok(())
    }

    /// A path that is not whole is one of the window's, which has a folder of its own.
    fn look_beside(&self, routine: &str) {
        let routine = Path::new(routine);
        if let (true, Some(folder)) = (routine.is_absolute(), routine.parent().filter(|folder| folder.is_dir())) {
            self.folder.set(folder);
        }
    }
}
