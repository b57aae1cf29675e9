//! A run that is started by hand for a swarm.

use routine_model::SubtaskId;
use run_engine::RunConfig;
use run_engine::swarm_asks::SwarmLink;
use swarm::{MemberId, SwarmContext};

use super::{Swarms, id, swarm_failed};
use crate::contract::{ApiError, ErrorCode, RunSwarm};

/// What a swarm says about a run of its own.
pub(crate) struct Linked {
    link: SwarmLink,
    share: swarm::RunShare,
}

impl Linked {
    /// The run works for the swarm, within what it gives to one run.
    pub(crate) fn put_into(self, config: &mut RunConfig) {
        let limits = &mut config.limits;
        limits.max_credits = self.share.credits.limit(limits.max_credits);
        limits.max_time_ms = self.share.time_ms.limit(limits.max_time_ms);
        limits.max_steps = self.share.steps.limit(limits.max_steps);
        config.swarm = Some(self.link);
    }
}

impl Swarms {
    /// What a run needs to know to work for a swarm, as this member, or else as the one that the subtask is for.
    ///
    /// # Errors
    /// There is no such swarm or subtask.
    pub(crate) async fn link(&self, wanted: &RunSwarm, visitor: Option<MemberId>) -> Result<Linked, ApiError> {
        let swarm = id(&wanted.swarm_id);
        let subtask = wanted.subtask_id.as_deref().map(SubtaskId::from);
        let known = {
            let subtask = subtask.clone();
            let look = move |context: &SwarmContext| {
                let found = subtask.map(|subtask| context.subtasks.get(&subtask).cloned());
                (found, context.policy.default_strategy.clone(), context.limits.run.clone())
            };
            self.host.read(&swarm, look).await.map_err(swarm_failed)?
        };
        let (found, strategy, share) = known;
        let assignee = match found {
            Some(None) => return Err(ApiError::new(ErrorCode::NotFound, "The swarm has no such subtask.")),
            Some(Some(found)) => found.wanted.assignee,
            None => None,
        };
        let member = visitor.or(assignee);
        let strategy = strategy.and_then(|word| serde_json::from_value(word.into()).ok());
        Ok(Linked { link: SwarmLink { swarm, subtask, member, strategy }, share })
    }
}
