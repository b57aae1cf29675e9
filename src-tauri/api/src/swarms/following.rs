//! A swarm's journal told as it grows, and waiting until a swarm rests; for terminals.

use std::time::Duration;

use serde_json::{Value, json};
use swarm::{SwarmContext, SwarmStatus};

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
        tell: &mut (dyn FnMut(Value) + Send),
    ) -> Result<u64, ApiError> {
        self.host.read(&id(swarm), |_| ()).await.map_err(swarm_failed)?;
        let mut next = from.max(1);
        for entry in self.host.journal(&id(swarm), next, None).await.map_err(swarm_failed)? {
            next = entry.seq + 1;
            tell(serde_json::to_value(&entry).unwrap_or_else(|error| json!({ "unreadable": error.to_string() })));
        }
        Ok(next)
    }

    /// Goes on telling until the swarm has ended, whichever program moves it.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn follow_journal(
        &self,
        swarm: &str,
        from: u64,
        tell: &mut (dyn FnMut(Value) + Send),
    ) -> Result<(), ApiError> {
        let mut next = from;
        loop {
            let is_over = |context: &SwarmContext| context.status == SwarmStatus::Terminated;
            let is_over = self.host.read(&id(swarm), is_over).await.map_err(swarm_failed)?;
            next = self.tell_journal(swarm, next, tell).await?;
            if is_over {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until nothing goes on by itself any more: it is idle, paused or over, and no run of it is at work.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub async fn rest(&self, swarm: &str) -> Result<(), ApiError> {
        let (swarm, rests) = (id(swarm), |context: &SwarmContext| {
            let is_at_work = matches!(context.status, SwarmStatus::Starting | SwarmStatus::Running);
            !is_at_work && (context.status == SwarmStatus::Paused || context.runs_at_work().next().is_none())
        });
        let (_, mut watcher) = self.host.watch(&swarm).await.map_err(swarm_failed)?;
        while !self.host.read(&swarm, rests).await.map_err(swarm_failed)? {
            if watcher.next().await.is_none() {
                watcher = self.host.watch(&swarm).await.map_err(swarm_failed)?.1;
            }
        }
        Ok(())
    }
}
