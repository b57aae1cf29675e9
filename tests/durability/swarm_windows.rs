//! In the middle of what a program was killed: an ask goes over two journals, and a kill may come between any two lines.

use std::collections::BTreeMap;
use std::path::Path;

use routine_model::SwarmAskId;
use run_engine::{RunEvent, RunId, Timestamp};
use run_host::RunQuery;
use swarm::{AskKey, SwarmEvent, SwarmId};

use crate::kill;

/// With so many kills, some have come between the swarm's commit and the run's record.
const MANY: usize = 200;

/// When a write of a run got to each of its stations.
#[derive(Debug, Default)]
struct Way {
    /// It stood in the run's journal.
    asked: Option<Timestamp>,
    /// It stood in the swarm's journal.
    written: Option<Timestamp>,
    /// The answer stood in the run's journal.
    answered: Option<Timestamp>,
}

/// Counts the writes that a kill has caught on their way, and sees that all of them have arrived in their order.
pub fn check(folder: &Path, swarm: &SwarmId, dead: &[Timestamp]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ways = runtime.block_on(ways(folder, swarm));
    let is_between = |from: Timestamp, to: Timestamp| dead.iter().any(|dead| from <= *dead && *dead < to);
    let (mut before, mut after) = (0, 0);
    for ((run, ask), way) in &ways {
        let (Some(asked), Some(written), Some(answered)) = (way.asked, way.written, way.answered) else {
            panic!("{run} has asked, and it is written and answered: {ask} {way:?}")
        };
        assert!(asked <= written && written <= answered, "{run}, {ask}: {way:?}");
        before += usize::from(is_between(asked, written));
        after += usize::from(is_between(written, answered));
    }
    println!("{before} writes were caught before the swarm had them, {after} between its commit and the run's record");
    assert!(dead.len() < MANY || after > 0, "so many kills hit this place too");
}

async fn ways(folder: &Path, swarm: &SwarmId) -> BTreeMap<(RunId, SwarmAskId), Way> {
    let host = kill::host(folder);
    let mut ways = BTreeMap::<(RunId, SwarmAskId), Way>::new();
    for entry in host.swarms().journal(swarm, 1, None).await.unwrap() {
        if let SwarmEvent::EntryWritten(written) = &entry.event
            && let (Some(run), Some(AskKey::Ask(ask))) = (&written.origin.run, &written.origin.ask)
        {
            ways.entry((run.clone(), *ask)).or_default().written = Some(entry.time);
        }
    }
    for row in host.list(RunQuery::default()).await.unwrap().runs {
        for entry in host.journal(&row.run, 1, None).await.unwrap() {
            match &entry.event {
                RunEvent::SwarmAsked(asked) => {
                    if let Some(way) = ways.get_mut(&(row.run.clone(), asked.ask)) {
                        way.asked = Some(entry.time);
                    }
                }
                RunEvent::SwarmAnswered(answered) => {
                    if let Some(way) = ways.get_mut(&(row.run.clone(), answered.ask)) {
                        way.answered = Some(entry.time);
                    }
                }
                _ => {}
            }
        }
    }
    ways
}
