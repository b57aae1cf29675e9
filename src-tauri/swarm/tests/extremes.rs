//! Very many, very large, very deep, and what nobody would call an entry.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

use serde_json::{Value, json};
use swarm::{
    Author, EntryWrite, Refusal, SwarmCommand, SwarmContext, SwarmId, SwarmJournalEntry, SwarmRejection, SwarmSettings,
    SwarmStateMachine, SwarmStatus, Timestamp,
};

struct Play {
    machine: SwarmStateMachine,
    journal: Vec<SwarmJournalEntry>,
    now: Timestamp,
}

impl Play {
    fn new() -> Self {
        let mut play = Self { machine: SwarmStateMachine::new(), journal: Vec::new(), now: Timestamp(1_000) };
        play.send(SwarmCommand::CreateSwarm {
            swarm: SwarmId::from("s"),
            settings: Box::new(SwarmSettings { name: "Odd".to_owned(), ..SwarmSettings::default() }),
        })
        .unwrap();
        play
    }

    fn send(&mut self, command: SwarmCommand) -> Result<usize, SwarmRejection> {
        let reaction = self.machine.handle(command, self.now)?;
        self.journal.extend(reaction.events.iter().cloned());
        Ok(reaction.events.len())
    }

    fn post(&mut self, writes: Vec<EntryWrite>) -> Result<usize, SwarmRejection> {
        self.send(SwarmCommand::Post { by: Author::Person, writes })
    }

    fn set(&mut self, key: &str, value: Value) -> Result<usize, SwarmRejection> {
        self.post(vec![EntryWrite::set(key, value)])
    }

    /// Refused with a sentence, and nothing has changed.
    fn refused(&mut self, writes: Vec<EntryWrite>) -> Refusal {
        let before = self.context().clone();
        let rejection = self.post(writes).unwrap_err();
        assert_eq!(*self.context(), before, "what is refused changes nothing");
        assert!(rejection.to_string().len() > 10, "{rejection}");
        match rejection {
            SwarmRejection::Refused { refusal, .. } => refusal,
            other => panic!("{other}"),
        }
    }

    fn context(&self) -> &SwarmContext {
        self.machine.context().unwrap()
    }

    fn replayed(&self) -> SwarmStateMachine {
        SwarmStateMachine::replay(self.journal.clone()).unwrap()
    }
}

#[test]
fn as_many_writes_as_there_may_be_are_all_done_and_one_more_does_none_of_them() {
    let mut play = Play::new();
    let writes = |many: usize| (0..many).map(|one| EntryWrite::set(&format!("k/{one}"), json!(one))).collect();
    assert!(matches!(play.refused(writes(1_001)), Refusal::TooLarge { found: 1_001, most: 1_000, .. }));
    assert_eq!(play.post(writes(1_000)).unwrap(), 1_000);
    assert_eq!(play.context().board.present, 1_000);
    let mut with_a_bad_one: Vec<_> = writes(10);
    with_a_bad_one.push(EntryWrite { expected_version: Some(7), ..EntryWrite::set("k/1", json!(0)) });
    assert!(
        matches!(play.refused(with_a_bad_one), Refusal::Conflict { .. }),
        "one that is refused is refused with all"
    );
}

#[test]
fn a_value_may_be_as_large_as_the_limit_and_not_a_byte_larger() {
    let mut play = Play::new();
    let most = usize::try_from(play.context().limits.entry_bytes).unwrap();
    let text = |bytes: usize| json!("x".repeat(bytes - 2));
    play.set("large", text(most)).unwrap();
    assert_eq!(play.context().board.bytes, most as u64);
    let refusal = play.refused(vec![EntryWrite::set("large", text(most + 1))]);
    assert!(matches!(refusal, Refusal::TooLarge { .. }), "{refusal}");
    play.set("list", json!(["x".repeat(most / 2)])).unwrap();
    let more =
        EntryWrite { operation: swarm::EntryOperation::Append, ..EntryWrite::set("list", json!("x".repeat(most / 2))) };
    let refusal = play.refused(vec![more]);
    assert!(matches!(refusal, Refusal::TooLarge { .. }), "what grows too large is refused, too: {refusal}");
}

#[test]
fn a_value_may_be_as_deep_as_the_limit_and_no_deeper() {
    let mut play = Play::new();
    let deep = |levels: usize| (0..levels).fold(json!(1), |inner, _| Value::Array(vec![inner]));
    play.set("deep", deep(64)).unwrap();
    for levels in [65, 1_000] {
        let refusal = play.refused(vec![EntryWrite::set("deeper", deep(levels))]);
        assert!(refusal.to_string().contains("deep"), "{refusal}");
    }
    let merged =
        EntryWrite { operation: swarm::EntryOperation::Append, ..EntryWrite::set("deep", json!({ "a": deep(63) })) };
    let refusal = play.refused(vec![merged]);
    assert!(matches!(refusal, Refusal::TooLarge { .. }), "neither does it become deeper: {refusal}");
}

#[test]
fn keys_that_nobody_could_name_are_refused_and_odd_ones_are_only_names() {
    let mut play = Play::new();
    for key in ["", " a", "a ", "a\nb", "\u{0}", "\u{7f}"] {
        let refusal = play.refused(vec![EntryWrite::set(key, json!(1))]);
        assert!(matches!(refusal, Refusal::BadKey { .. }), "{key:?}: {refusal}");
    }
    let refusal = play.refused(vec![EntryWrite::set(&"k".repeat(257), json!(1))]);
    assert!(matches!(refusal, Refusal::TooLarge { .. }), "{refusal}");
    let odd = ["'; DROP TABLE swarms; --", "../../etc/passwd", "%_*", "{{goal}}", "__proto__", "ключ/🐝", "a//b", "="];
    for (number, key) in odd.iter().enumerate() {
        play.set(key, json!(number)).unwrap();
    }
    let replayed = play.replayed();
    for (number, key) in odd.iter().enumerate() {
        let entry = replayed.context().unwrap().board.get(key).unwrap();
        assert_eq!((entry.version, entry.value.as_deref()), (1, Some(&json!(number))), "{key}");
    }
}

#[test]
fn a_clock_that_goes_back_changes_neither_order_nor_sums() {
    let mut play = Play::new();
    play.send(SwarmCommand::StartSwarm { by: Author::Person }).unwrap();
    play.set("n", json!(1)).unwrap();
    for now in [-5, i64::MIN, i64::MAX, 0] {
        play.now = Timestamp(now);
        play.set("n", json!(now)).unwrap();
    }
    assert_eq!(play.context().board.version_of("n"), 5);
    play.now = Timestamp(i64::MIN);
    play.send(SwarmCommand::StopSwarm { by: Author::Person, message: None }).unwrap();
    assert_eq!(play.context().status, SwarmStatus::Terminated);
    assert_eq!(play.context().statistics.lasted_ms, 0, "it has not lasted less than no time");
    assert_eq!(play.replayed().context(), Some(play.context()));
}
