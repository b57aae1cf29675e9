//! What is true of every swarm that has come to its end, whatever happened on the way.

use std::collections::BTreeMap;

use routine_model::RunId;
use run_engine::{RunEvent, RunStatus, StepRecord};
use run_host::{RunHost, RunQuery};
use serde_json::Value;
use swarm::ledger::Holder;
use swarm::state::SwarmContext;
use swarm::{SwarmEvent, SwarmId, SwarmStateMachine};

use crate::outside::PRICE;

/// A run that has ended.
#[derive(Debug)]
pub struct Ended {
    pub status: RunStatus,
    /// So often something was to be paid.
    pub asked: u64,
}

pub fn value(context: &SwarmContext, key: &str) -> Option<Value> {
    context.board.get(key).and_then(|entry| entry.value.as_deref().cloned())
}

/// Looks at a swarm that has ended with these runs: journal, versions, account, replay and history.
pub async fn check(host: &RunHost, id: &SwarmId, runs: &BTreeMap<RunId, Ended>) {
    let swarms = host.swarms();
    let context = swarms.read(id, SwarmContext::clone).await.unwrap();
    let journal = swarms.journal(id, 1, None).await.unwrap();
    assert!(journal.iter().zip(1..).all(|(entry, seq)| entry.seq == seq), "the journal has no gaps");
    let mut versions = BTreeMap::<&str, u64>::new();
    let mut machine = SwarmStateMachine::new();
    for entry in &journal {
        if let SwarmEvent::EntryWritten(written) = &entry.event {
            let version = versions.entry(&written.key).or_default();
            *version += 1;
            assert_eq!(written.version, *version, "versions of {} have no gaps", written.key);
        }
        machine.replay_on([entry.clone()]).unwrap();
        let ledger = &machine.context().unwrap().ledger;
        assert_eq!(ledger.check(), Ok(()), "the account is exact after entry {}", entry.seq);
    }
    assert_eq!(machine.context(), Some(&context), "replay equals live");
    let mut spent = 0;
    for (run, ended) in runs {
        let settled = context.ledger.allotment(&Holder::Run(run.clone())).spent.micros();
        assert_eq!(
            settled,
            PRICE.micros() * ended.asked,
            "{run} has paid what is on its record, and the swarm knows it"
        );
        spent += settled;
    }
    spent += context.ledger.children.values().map(|child| child.spent.micros()).sum::<u64>();
    assert_eq!(context.ledger.spent.micros(), spent, "nothing was paid beside that");
    assert!(context.ledger.reserved.is_zero(), "what was not spent is free again: {:?}", context.ledger);
    for (key, entry) in &context.board.entries {
        let history = host.store().entry_history(id, key, None, u32::MAX).unwrap();
        let latest = history.first().and_then(|version| version.value.as_ref());
        assert_eq!(latest, entry.value.as_deref(), "the history of {key} ends with what is there");
        let numbers: Vec<u64> = history.iter().map(|version| version.written.version).collect();
        assert_eq!(numbers, (1..=entry.version).rev().collect::<Vec<_>>(), "the history of {key} has no gaps");
    }
}

/// The runs that are stored, by the swarm that each worked for.
pub async fn all_runs(host: &RunHost) -> BTreeMap<SwarmId, BTreeMap<RunId, Ended>> {
    let mut runs = BTreeMap::<SwarmId, BTreeMap<RunId, Ended>>::new();
    for row in host.list(RunQuery::default()).await.unwrap().runs {
        let progress = host.progress(&row.run).await.unwrap().progress;
        assert!(row.status.is_final(), "{} comes to its end: {:?}", row.run, row.status);
        let open: Vec<_> = progress.open_asks().map(|ask| ask.request.word()).collect();
        // A cancelled run has left without waiting for what it had said; the program may have ended before that came back.
        let was_cancelled = row.status == RunStatus::Cancelled;
        assert!(was_cancelled || open.iter().all(|word| *word == "leave"), "what was said was answered: {open:?}");
        let journal = host.journal(&row.run, 1, None).await.unwrap();
        let is_asked = |event: &RunEvent| match event {
            RunEvent::StepRecorded(recorded) => matches!(*recorded.record, StepRecord::ModelAsked { .. }),
            _ => false,
        };
        let asked = journal.iter().filter(|entry| is_asked(&entry.event)).count() as u64;
        assert_eq!(row.micro_credits, PRICE.micros() * asked, "{}: answered or lost, it counts", row.run);
        let swarm = progress.config.swarm.as_ref().unwrap().swarm.clone();
        runs.entry(swarm).or_default().insert(row.run, Ended { status: row.status, asked });
    }
    runs
}
