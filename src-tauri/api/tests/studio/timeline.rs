//! Timelines through the command list: what a run did when, and what has changed since.

use crate::support::{APPROVAL, Desk};
use api::contract::{ErrorCode, RunStatus, TimelineEnd, TimelineFlagKind, TimelinePhase, TimelineView, WaitingOn};
use serde_json::json;

async fn timeline(desk: &Desk, run: &str, since: u64) -> TimelineView {
    serde_json::from_value(desk.ask("readTimeline", json!({ "runId": run, "since": since })).await).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timeline_has_a_bar_for_each_stretch_and_goes_on_from_where_it_was_read() {
    let mut desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let run = desk.start(&path, json!({ "amount": 200 })).await;
    let mut view = desk.watch(1, &run).await;
    desk.follow(&mut view, |view| !view.tasks.is_empty()).await;

    let before = timeline(&desk, &run, 0).await;
    assert_eq!((before.seq, before.rows.len(), before.began_at), (view.seq, 1, view.started_at));
    assert_eq!((before.rows[0].letter.as_str(), before.rows[0].to), ("A", None));
    let steps: Vec<(&str, TimelinePhase)> = before.bars.iter().map(|bar| (bar.element.as_str(), bar.phase)).collect();
    assert!(steps.contains(&("Total", TimelinePhase::Working)), "what is done is a bar: {steps:?}");
    let last = before.bars.last().unwrap();
    assert_eq!((last.element.as_str(), last.phase, last.to), ("Review", TimelinePhase::Waiting, None));
    let task = view.tasks[0].step_id.clone();
    assert_eq!(last.waiting_on, Some(WaitingOn::Person { step_id: task.clone() }), "it says what for");

    desk.ask("completeStep", json!({ "runId": run, "stepId": task, "outputs": { "approved": true } })).await;
    desk.follow(&mut view, |view| view.status == RunStatus::Completed).await;
    let after = timeline(&desk, &run, before.seq).await;
    let ended = after.bars.iter().find(|bar| bar.id == last.id).expect("the bar that ended is told again");
    assert_eq!((ended.end, ended.from), (Some(TimelineEnd::Completed), last.from));
    assert_eq!(after.rows[0].end, Some(TimelineEnd::Completed));
    assert!(after.bars.iter().all(|bar| bar.to.is_some()), "a run that has ended does nothing: {:?}", after.bars);
    assert!(timeline(&desk, &run, after.seq).await.bars.is_empty(), "nothing changed since");

    let mut whole = before.bars.clone();
    for bar in after.bars {
        match whole.iter_mut().find(|known| known.id == bar.id) {
            Some(known) => *known = bar,
            None => whole.push(bar),
        }
    }
    assert_eq!(whole, timeline(&desk, &run, 0).await.bars, "the stretches together are the whole");
    let desk = desk.reopen().await;
    assert_eq!(whole, timeline(&desk, &run, 0).await.bars, "and it is the same after a restart");
    let unknown = desk.call("readTimeline", json!({ "runId": "none", "since": 0 })).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound, "{unknown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pauses_and_incidents_are_on_it() {
    let mut desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let run = desk.start(&path, json!({ "amount": 200 })).await;
    let mut view = desk.watch(1, &run).await;
    desk.follow(&mut view, |view| !view.tasks.is_empty()).await;
    desk.ask("pauseRun", json!({ "runId": run })).await;
    desk.follow(&mut view, |view| view.status == RunStatus::Paused).await;
    let paused = timeline(&desk, &run, 0).await;
    assert_eq!(paused.pauses.last().map(|pause| pause.to), Some(None), "the pause goes on");
    desk.ask("continueRun", json!({ "runId": run })).await;
    desk.follow(&mut view, |view| view.status == RunStatus::InProgress).await;
    let on = timeline(&desk, &run, paused.seq).await;
    assert!(on.pauses[0].to.is_some() && on.pauses[0].from_seq == paused.pauses[0].from_seq, "the same one has ended");

    let step = view.tasks[0].step_id.clone();
    let failure = json!({ "runId": run, "stepId": step, "message": "The invoice is lost." });
    desk.ask("failStep", failure).await;
    desk.follow(&mut view, |view| !view.incidents.is_empty()).await;
    let failed = timeline(&desk, &run, on.seq).await;
    assert!(failed.flags.iter().any(|flag| flag.kind == TimelineFlagKind::IncidentRaised), "{:?}", failed.flags);
    let waiting = failed.bars.last().unwrap();
    assert!(matches!(waiting.waiting_on, Some(WaitingOn::Incident { .. })), "{waiting:?}");
}
