//! Commands about swarms, and watching one.

use std::sync::Arc;
use std::time::Duration;

use run_host::{SwarmListNotice, SwarmListWatcher, SwarmNotice, SwarmUpdate as Told, SwarmWatcher};
use tokio::time::{Instant, timeout_at};

use super::blocking::blocking;
use super::client::Outlet;
use super::{Client, Shared};
use crate::contract::params::*;
use crate::contract::*;
use crate::library::write_routine;
use crate::samples::sample_swarms;
use crate::swarms::{SwarmProjection, id, swarm_failed};

/// Nobody sees more than ten changes a second; updates that come closer together share a push.
const FLUSH_EVERY: Duration = Duration::from_millis(100);

macro_rules! of_swarms {
    ($($method:ident ($params:ty) -> $result:ty;)+) => {
        impl Client {
            $(pub(super) async fn $method(&self, params: $params) -> Result<$result, ApiError> {
                self.shared.swarms.$method(params).await
            })+
        }
    };
}

of_swarms! {
    list_swarms (NoParams) -> SwarmList;
    read_swarm (ReadSwarm) -> SwarmView;
    start_swarm (SwarmReference) -> Done;
    pause_swarm (SwarmReference) -> Done;
    resume_swarm (SwarmReference) -> Done;
    stop_swarm (StopSwarm) -> Done;
    top_up_swarm (TopUpSwarm) -> Done;
    add_subtask (AddSubtask) -> Done;
    change_subtask (ChangeSubtask) -> Done;
    list_entries (ListEntries) -> EntryPage;
    read_entry (ReadEntry) -> EntryView;
    read_entry_value (ReadEntryValue) -> ValueRange;
    read_entry_history (ReadEntryHistory) -> EntryHistory;
    diff_entry (DiffEntry) -> EntryDiff;
    merge_entry (MergeEntry) -> EntryMerge;
    post_entry (PostEntry) -> PostedEntry;
    revert_entry (RevertEntry) -> PostedEntry;
    delete_entry (DeleteEntry) -> PostedEntry;
    read_ledger (ReadLedger) -> LedgerPage;
    read_breakdown (ReadBreakdown) -> CreditsBreakdown;
    read_burn_down (ReadBurnDown) -> BurnDown;
    read_records (ReadRecords) -> SwarmRecordPage;
}

impl Client {
    pub(super) async fn create_swarm(&self, params: CreateSwarm) -> Result<SwarmSummary, ApiError> {
        if let SwarmSource::File { path } = &params.swarm {
            self.shared.allowed.existing(path)?;
        }
        self.shared.swarms.create_swarm(params).await
    }

    pub(super) async fn list_sample_swarms(&self, _: NoParams) -> Result<Vec<SampleSwarmView>, ApiError> {
        blocking(|| Ok(sample_swarms().into_iter().map(|sample| sample.view).collect())).await
    }

    pub(super) async fn create_sample_swarm(&self, params: SampleSwarmReference) -> Result<SwarmSummary, ApiError> {
        let shared = Arc::clone(&self.shared);
        let text = blocking(move || bring(&shared, &params.id)).await?;
        self.shared.swarms.create_swarm(CreateSwarm { swarm: SwarmSource::Text { text } }).await
    }

    pub(super) async fn watch_swarm(&self, params: WatchSwarm) -> Result<SwarmView, ApiError> {
        let host = &self.shared.swarms.host;
        let (snapshot, watcher) = host.watch(&id(&params.swarm_id)).await.map_err(swarm_failed)?;
        let projection = SwarmProjection::new(&snapshot);
        let view = projection.view().clone();
        self.subscribe(params.subscription, |outlet| follow(projection, watcher, outlet));
        Ok(view)
    }

    pub(super) async fn watch_swarms(&self, params: Subscription) -> Result<Done, ApiError> {
        self.listen(params.subscription, |batch| matches!(batch, PushBatch::Swarms { .. }));
        Ok(Done {})
    }
}

/// Puts what a shipped swarm works by into the project folder; what is there under a file's name stays. The swarm's text.
fn bring(shared: &Shared, id: &str) -> Result<String, ApiError> {
    let sample = sample_swarms().into_iter().find(|sample| sample.view.id == id);
    let sample = sample.ok_or_else(|| ApiError::new(ErrorCode::NotFound, format!("There is no sample swarm {id}.")))?;
    let folder = shared.allowed.folder();
    for (file, xml) in &sample.routines {
        let path = folder.join(file);
        if !path.exists() {
            write_routine(&path, xml)?;
        }
    }
    Ok(sample.text)
}

async fn follow(mut projection: SwarmProjection, mut watcher: SwarmWatcher, outlet: Outlet) {
    let mut flush_at = Instant::now();
    loop {
        let Some(first) = watcher.next().await else { return };
        let mut told = Vec::new();
        let mut goes_on = take(first, &mut told);
        while goes_on {
            let Ok(next) = timeout_at(flush_at, watcher.next()).await else { break };
            goes_on = next.is_some_and(|notice| take(notice, &mut told));
        }
        flush_at = Instant::now() + FLUSH_EVERY;
        if let Some(update) = projection.follow(&told)
            && !outlet.push(PushBatch::Swarm { updates: vec![update] }).await
        {
            return;
        }
        if !goes_on {
            let swarm_id = projection.view().summary.swarm_id.clone();
            outlet.push(PushBatch::SwarmGap { swarm_id }).await;
            return;
        }
    }
}

/// Takes a notice; `false` when updates were lost.
fn take(notice: SwarmNotice, told: &mut Vec<Arc<Told>>) -> bool {
    match notice {
        SwarmNotice::Update(update) => {
            told.push(update);
            true
        }
        SwarmNotice::WatchAgain => false,
    }
}

/// Tells every page what changes in the list of swarms, as long as the studio is there.
pub(super) async fn tell_swarm_changes(shared: std::sync::Weak<Shared>, mut watcher: SwarmListWatcher) {
    while let Some(notice) = watcher.next().await {
        let Some(shared) = shared.upgrade() else { return };
        let batch = match notice {
            // One that cannot be read is told about when it is opened.
            SwarmListNotice::Changed(row) => match shared.swarms.summary(&row.swarm).await {
                Ok(summary) => PushBatch::Swarms { changed: vec![summary] },
                Err(_) => continue,
            },
            SwarmListNotice::ReadAgain => PushBatch::ListGap,
        };
        shared.news.tell(batch);
    }
}
