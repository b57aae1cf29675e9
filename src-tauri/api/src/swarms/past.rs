//! Swarms as they are, and as they were: replaying costs, so the state that was looked at last is kept.

use std::sync::{Arc, PoisonError};

use routine_model::SwarmId;
use swarm::state::SwarmContext;

use super::{Swarms, swarm_failed};
use crate::contract::params::AsOf;
use crate::contract::{ApiError, ErrorCode};
use crate::projection::milliseconds;

/// A state that was looked at.
pub(super) struct Past {
    swarm: SwarmId,
    seq: u64,
    context: Arc<SwarmContext>,
}

impl Swarms {
    /// Looks at a swarm as it is, or as it was.
    pub(super) async fn look<T: Send + 'static>(
        &self,
        swarm: &SwarmId,
        as_of: Option<AsOf>,
        look: impl FnOnce(&SwarmContext) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let Some(as_of) = as_of else { return self.host.read(swarm, look).await.map_err(swarm_failed) };
        let last = self.host.read(swarm, |context| context.seq).await.map_err(swarm_failed)?;
        let seq = match as_of {
            AsOf::Seq { seq } => seq.clamp(1, last),
            AsOf::Time { time } => self.seq_at(swarm, time, last).await?,
        };
        let context = self.context_at(swarm, seq).await?;
        let looked = tokio::task::spawn_blocking(move || look(&context));
        looked.await.map_err(|_| ApiError::new(ErrorCode::Internal, "The program failed while it looked at the past."))
    }

    async fn context_at(&self, swarm: &SwarmId, seq: u64) -> Result<Arc<SwarmContext>, ApiError> {
        let kept = {
            let past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
            let found = past.as_ref().filter(|past| past.swarm == *swarm && past.seq == seq);
            found.map(|past| Arc::clone(&past.context))
        };
        if let Some(context) = kept {
            return Ok(context);
        }
        let context = self.host.snapshot_at(swarm, seq).await.map_err(swarm_failed)?.context;
        let past = Past { swarm: swarm.clone(), seq, context: Arc::clone(&context) };
        *self.past.lock().unwrap_or_else(PoisonError::into_inner) = Some(past);
        Ok(context)
    }

    /// The last event up to a time, found by halving; the first one when the time is before it.
    async fn seq_at(&self, swarm: &SwarmId, time: u64, last: u64) -> Result<u64, ApiError> {
        let (mut first, mut end) = (1, last);
        while first < end {
            let middle = first + (end - first).div_ceil(2);
            let entries = self.host.journal(swarm, middle, Some(1)).await.map_err(swarm_failed)?;
            let is_up_to = entries.first().is_some_and(|entry| milliseconds(entry.time) <= time);
            if is_up_to { first = middle } else { end = middle - 1 }
        }
        Ok(first)
    }
}
