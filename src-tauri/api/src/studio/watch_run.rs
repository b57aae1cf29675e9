//! Watching one run: its view now, and what changes from then on.

use std::time::Duration;

use run_engine::StepId;
use run_host::{HeardText, RunNotice, RunWatcher};
use tokio::time::{Instant, timeout_at};

use super::Client;
use super::client::Outlet;
use super::run_host::host_failed;
use super::runs::run_id;
use crate::contract::params::WatchRun;
use crate::contract::{ApiError, PushBatch, RunUpdate, RunView};
use crate::projection::RunProjection;

/// Updates that come closer together than this share a push; the first after a rest goes at once.
const FLUSH_EVERY: Duration = Duration::from_millis(16);

/// A push holds so many updates at most.
const UPDATES_IN_A_PUSH: usize = 200;

impl Client {
    pub(super) async fn watch_run(&self, params: WatchRun) -> Result<RunView, ApiError> {
        let (snapshot, watcher) = self.shared.host.watch(&run_id(&params.run_id)).await.map_err(host_failed)?;
        let projection = self.shared.project(&snapshot).await?;
        let view = projection.view().clone();
        self.subscribe(params.subscription, |outlet| follow(projection, watcher, outlet));
        Ok(view)
    }
}

async fn follow(mut projection: RunProjection, mut watcher: RunWatcher, outlet: Outlet) {
    let run_id = projection.view().run_id.clone();
    for HeardText { step, call, piece } in watcher.heard_before() {
        let (run_id, step_id) = (run_id.clone(), step.to_string());
        if !outlet.push(PushBatch::Heard { run_id, step_id, call, text: piece, from_start: true }).await {
            return;
        }
    }
    let mut flush_at = Instant::now();
    loop {
        let Some(first) = watcher.next().await else { return };
        let (mut updates, mut heard) = (Vec::new(), Vec::new());
        let mut goes_on = take(&mut projection, first, &mut updates, &mut heard);
        while goes_on && updates.len() < UPDATES_IN_A_PUSH {
            let Ok(next) = timeout_at(flush_at, watcher.next()).await else { break };
            goes_on = next.is_some_and(|notice| take(&mut projection, notice, &mut updates, &mut heard));
        }
        flush_at = Instant::now() + FLUSH_EVERY;
        if !updates.is_empty() && !outlet.push(PushBatch::Run { updates }).await {
            return;
        }
        for (HeardPlace { step, call }, text) in heard {
            let (run_id, step_id) = (run_id.clone(), step.to_string());
            if !outlet.push(PushBatch::Heard { run_id, step_id, call, text, from_start: false }).await {
                return;
            }
        }
        if !goes_on {
            outlet.push(PushBatch::RunGap { run_id }).await;
            return;
        }
    }
}

/// Which request of which step a model answers.
#[derive(Clone, Copy, PartialEq, Eq)]
struct HeardPlace {
    step: StepId,
    call: u32,
}

/// Takes a notice; `false` when updates were lost. Pieces of one answer are put together.
fn take(
    projection: &mut RunProjection,
    notice: RunNotice,
    updates: &mut Vec<RunUpdate>,
    heard: &mut Vec<(HeardPlace, String)>,
) -> bool {
    match notice {
        RunNotice::Heard(piece) => {
            let place = HeardPlace { step: piece.step, call: piece.call };
            match heard.iter_mut().find(|(known, _)| *known == place) {
                Some((_, text)) => text.push_str(&piece.piece),
                None => heard.push((place, piece.piece.clone())),
            }
            true
        }
        RunNotice::Update(update) => {
            if update.from_seq > projection.view().seq + 1 {
                return false;
            }
            projection.know(&update.graphs);
            updates.extend(projection.follow(&update.entries));
            true
        }
        // What waits for the swarm stands in the run as a wait for it.
        RunNotice::Delayed(_) => true,
        RunNotice::WatchAgain => false,
    }
}
