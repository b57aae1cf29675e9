//! What a step sees of its swarm: looked up once, before its first request, and on record from then on.

use run_engine::StepRecord;
use serde_json::{Value, json};

use super::{Asking, ModelAtHand, Stop, wish_of};
use crate::context::ExecutionContext;
use crate::tool::RunAsker;

impl<'a> Asking<'a> {
    /// Goes on as another member: with their persona, model and tools.
    pub(crate) async fn speak_as(&mut self, context: &'a ExecutionContext<'a>) -> Result<(), Stop> {
        let (wish, request) = (wish_of(context), context.request);
        if (&wish.provider, &wish.name) != (&self.wish.provider, &self.wish.name) {
            let models = &self.dependencies.resources.models;
            match ModelAtHand::find(models, &wish, context.node, &request.variables, request.test_mode).await? {
                // Nobody types in the place of one member among others.
                ModelAtHand::Person => {}
                found => self.model = found,
            }
        }
        (self.wish, self.context) = (wish, context);
        self.take_tools().await;
        Ok(())
    }

    /// Says something in the journal, where it has not been said before the program ended.
    pub(crate) fn note_once(&self, note: Value) {
        if self.on_record.asked.is_empty() {
            self.dependencies.progress.note(note);
        }
    }

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
