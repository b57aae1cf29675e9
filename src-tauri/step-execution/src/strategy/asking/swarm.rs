//! What a step sees of its swarm: looked up once, before its first request, and on record from then on.

use run_engine::StepRecord;
use serde_json::{Value, json};

use super::{Asking, Stop};
use crate::tool::RunAsker;

impl Asking<'_> {
    /// What is on record, else what the swarm shows now. None for a step outside of swarms, and where the swarm shows
    /// nothing: the journal says so then, and the step goes on without.
    pub(crate) async fn see_swarm(&mut self) -> Result<Option<Value>, Stop> {
        let request = self.context.request;
        if request.swarm.is_none() || self.on_record.swarm_seen.is_some() {
            return Ok(self.on_record.swarm_seen.clone());
        }
        let seen = self.dependencies.resources.tools.see_swarm(RunAsker::of(request, "swarm")).await;
        let view = match seen {
            Ok(view) => view,
            Err(message) => {
                self.dependencies.progress.note(json!({ "warning": { "swarm": "not-seen", "message": message } }));
                return Ok(None);
            }
        };
        let version = view.get("version").and_then(Value::as_u64).unwrap_or_default();
        self.dependencies.progress.record(StepRecord::SwarmSeen { version, view: view.clone() }).await?;
        self.on_record.swarm_seen = Some(view.clone());
        Ok(Some(view))
    }
}
