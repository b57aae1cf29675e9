//! A model's file on this machine: a side program runs it, is started by the first question, and goes when there are no more.
//! Whatever becomes of it, this program goes on: a question fails, and the next one starts it again.

mod runner;

use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::{
    ModelError, ModelProvider, ModelReply, ModelRequest, OnlineModel, ProviderSettings, ReplyFuture, TextSink,
};
pub use runner::LocalRunner;
use runner::Running;

/// How long a side program that has broken off may take to end.
const LAST_BREATH: Duration = Duration::from_secs(2);

/// A model's file as a provider.
#[derive(Debug)]
pub(super) struct LocalFileModel {
    settings: ProviderSettings,
    file: PathBuf,
    runner: LocalRunner,
    place: Arc<Mutex<Option<Place>>>,
}

/// The side program, and who uses it.
#[derive(Debug)]
struct Place {
    running: Running,
    online: Arc<OnlineModel>,
    /// Held by every question under way.
    used: Arc<()>,
    /// When a question came last.
    last: Instant,
}

impl LocalFileModel {
    /// # Errors
    /// A sentence, when there is no file or nothing to run it.
    pub(super) fn new(settings: ProviderSettings, runner: LocalRunner) -> Result<Self, String> {
        let file = settings.file.clone().ok_or("no file is named")?;
        if !file.is_file() {
            return Err(format!("there is no file {}", file.display()));
        }
        if !runner.program.is_file() {
            return Err(format!("the side program {} is not there", runner.program.display()));
        }
        Ok(Self { settings, file, runner, place: Arc::default() })
    }

    async fn answer(&self, request: &ModelRequest, heard: TextSink<'_>) -> Result<ModelReply, ModelError> {
        let (online, _used) = self.online().await?;
        let reply = online.ask(request, heard).await;
        if matches!(reply, Err(ModelError::Unreachable { .. } | ModelError::BadReply { .. })) {
            self.clear_away_if_ended(&online).await;
        }
        reply
    }

    /// Its connections close a moment before a process counts as ended. Without waiting for that, the next question would
    /// still be sent to the one that has crashed.
    async fn clear_away_if_ended(&self, online: &Arc<OnlineModel>) {
        let mut place = self.place.lock().await;
        if let Some(here) = place.as_mut()
            && Arc::ptr_eq(&here.online, online)
            && here.running.ends_within(LAST_BREATH).await
        {
            *place = None;
        }
    }

    /// The side program's own address as a provider. It is started if it does not run (any more).
    async fn online(&self) -> Result<(Arc<OnlineModel>, Arc<()>), ModelError> {
        let mut place = self.place.lock().await;
        if let Some(place) = place.as_mut()
            && place.running.is_alive()
        {
            place.last = Instant::now();
            return Ok((Arc::clone(&place.online), Arc::clone(&place.used)));
        }
        // What still held on to it is over, before another one takes as much memory.
        *place = None;
        let failed = |reason: String| ModelError::Unreachable { provider: self.settings.name.clone(), reason };
        let running = Running::start(&self.runner, &self.file).await.map_err(failed)?;
        let settings = ProviderSettings { base_url: running.base_url.clone(), ..self.settings.clone() };
        let http = crate::http_client().map_err(|error| failed(error.to_string()))?;
        let online = Arc::new(OnlineModel::new(settings, Some(running.key.clone()), http)?);
        let used = Arc::new(());
        let answer = (Arc::clone(&online), Arc::clone(&used));
        *place = Some(Place { running, online, used, last: Instant::now() });
        tokio::spawn(end_when_idle(Arc::downgrade(&self.place), self.runner.idle));
        Ok(answer)
    }
}

impl ModelProvider for LocalFileModel {
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a> {
        Box::pin(self.answer(request, heard))
    }
}

/// Ends the side program when nobody has asked it for so long.
async fn end_when_idle(place: Weak<Mutex<Option<Place>>>, idle: Duration) {
    let mut wait = idle;
    loop {
        tokio::time::sleep(wait).await;
        let Some(place) = place.upgrade() else { return };
        let mut place = place.lock().await;
        let Some(here) = place.as_ref() else { return };
        let (rested, is_used) = (here.last.elapsed(), Arc::strong_count(&here.used) > 1);
        if !is_used && rested >= idle {
            *place = None;
            return;
        }
        wait = if is_used { idle } else { idle.saturating_sub(rested) };
    }
}
