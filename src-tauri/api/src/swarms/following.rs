//! A swarm's journal told as it grows, for terminals.

use std::time::Duration;

use swarm::{SwarmContext, SwarmStatus};

use super::sentences::{ToldEntry, told};
use super::{Swarms, id, swarm_failed};
use crate::contract::ApiError;

/// How often a journal is read that another program may be writing to.
const LOOK_EVERY: Duration = Duration::from_millis(250);

impl Swarms {
    /// Tells a swarm's journal from an entry on; the entry after the last one that was told.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn tell_journal(
        &self,
        swarm: &str,
        from: u64,
        tell: &mut (dyn FnMut(ToldEntry) + Send),
    ) -> Result<u64, ApiError> {
        self.host.read(&id(swarm), |_| ()).await.map_err(swarm_failed)?;
        self.tell_from(swarm, from.max(1), tell).await
    }

    /// Goes on telling until the swarm has ended, whichever program moves it.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn follow_journal(
        &self,
        swarm: &str,
        from: u64,
        tell: &mut (dyn FnMut(ToldEntry) + Send),
    ) -> Result<(), ApiError> {
        let mut next = from.max(1);
        loop {
            let is_over = |context: &SwarmContext| context.status == SwarmStatus::Terminated;
            let is_over = self.host.read(&id(swarm), is_over).await.map_err(swarm_failed)?;
            next = self.tell_from(swarm, next, tell).await?;
            if is_over {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    pub(crate) async fn tell_from(
        &self,
        swarm: &str,
        from: u64,
        tell: &mut (dyn FnMut(ToldEntry) + Send),
    ) -> Result<u64, ApiError> {
        let mut next = from;
        for entry in self.host.journal(&id(swarm), next, None).await.map_err(swarm_failed)? {
            next = entry.seq + 1;
            tell(told(&entry));
        }
        Ok(next)
    }
}
