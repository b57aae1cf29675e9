//! A run that has read the blackboard is the same run when the blackboard has moved on.

use run_engine::swarm_asks::SwarmAnswer;
use run_engine::{JournalEntry, RunEvent, RunId, RunStateMachine};
use run_host::{RunHost, SwarmHost};
use serde_json::{Value, json};
use swarm::{Author, EntryWrite, StatusReason, SwarmCommand, SwarmContext, SwarmId};

use super::{in_memory, on_disk, posting, reading, settings, started, store, subtask, until, value, with_stores};
use crate::support::{finish_with, routine, waiting_step};

async fn post(swarms: &SwarmHost, id: &SwarmId, key: &str, value: Value) {
    let writes = vec![EntryWrite::set(key, value)];
    swarms.send(id, SwarmCommand::Post { by: Author::Person, writes }).await.unwrap();
}

/// Replays a run up to every place of its journal; the last one is the run as it is.
async fn replays_as_it_is(host: &RunHost, run: &RunId) -> Vec<JournalEntry> {
    let (live, journal) = (host.progress(run).await.unwrap(), host.journal(run, 1, None).await.unwrap());
    for to in 1..=journal.len() {
        let machine = RunStateMachine::replay((*live.graphs).clone(), journal[..to].to_vec()).unwrap();
        let then = host.progress_at(run, to as u64).await.unwrap();
        assert_eq!(machine.progress(), Some(&*then.progress), "as it was after entry {to}");
        if to == journal.len() {
            assert_eq!(machine.progress(), Some(&*live.progress), "replay equals live");
        }
    }
    // What was read is what replay goes by: with another value it would be another run there.
    let is_read = |entry: &JournalEntry| match &entry.event {
        RunEvent::SwarmAnswered(answered) => {
            matches!(&answered.answer, SwarmAnswer::Entries { entries, .. } if !entries.is_empty())
        }
        _ => false,
    };
    let reads: Vec<usize> = (0..journal.len()).filter(|at| is_read(&journal[*at])).collect();
    assert!(!reads.is_empty(), "the values that were read are in the journal");
    for read in reads {
        let mut other = journal[..=read].to_vec();
        if let Some(RunEvent::SwarmAnswered(answered)) = other.last_mut().map(|entry| &mut entry.event)
            && let SwarmAnswer::Entries { entries, .. } = &mut answered.answer
        {
            entries.values_mut().for_each(|seen| seen.value = json!("something else"));
        }
        let of = |entries: Vec<JournalEntry>| RunStateMachine::replay((*live.graphs).clone(), entries).unwrap();
        let (then, altered) = (of(journal[..=read].to_vec()), of(other));
        assert_ne!(then.progress(), altered.progress(), "what entry {} has brought counts", read + 1);
    }
    journal
}

#[tokio::test]
async fn replay_sees_the_values_of_then_and_asks_nobody() {
    let stores = [store("In", "topic", r#"key="topic""#), store("Out", "text", r#"key="text""#)];
    let nodes = [reading("Read", "seen", "topic", "In"), posting("Post", "text", "seen", "Out")];
    let host = in_memory(&[("copy", with_stores(&stores, &nodes))]);
    let swarms = host.swarms();
    let mut settings = settings(vec![subtask("one", "copy", &[])]);
    settings.entries.insert("topic".to_owned(), json!("bees"));
    let id = started(&swarms, settings).await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(value(&context, "text"), Some(json!("bees")));
    for number in 0..50 {
        post(&swarms, &id, "topic", json!(number)).await;
    }
    let run = context.runs.keys().next().unwrap().clone();
    replays_as_it_is(&host, &run).await;
    assert_eq!(host.result(&run).await.unwrap().variables["seen"], json!("bees"));
    let now = swarms.read(&id, |context| value(context, "topic")).await.unwrap();
    assert_eq!(now, Some(json!(49)), "the blackboard has moved on");
}

#[tokio::test]
async fn a_run_that_is_taken_up_after_the_end_of_the_program_goes_on_with_what_it_had_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let stores = [store("In", "topic", r#"key="topic""#), store("Out", "text", r#"key="text""#)];
    let waits = r#"<userTask id="A"/>"#.to_owned();
    let nodes = [reading("Read", "seen", "topic", "In"), waits, posting("Post", "text", "seen", "Out")];
    let routines = [("copy", with_stores(&stores, &nodes))];
    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    let mut settings = settings(vec![subtask("one", "copy", &[])]);
    settings.entries.insert("topic".to_owned(), json!("bees"));
    let id = started(&swarms, settings).await;
    let context = until(&swarms, &id, |context| context.statistics.runs == 1).await;
    let run = context.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    post(&swarms, &id, "topic", json!("wasps")).await;
    host.close().await.unwrap();
    drop((swarms, host));

    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    swarms.resume_interrupted().await.unwrap();
    let asked = host.journal(&run, 1, None).await.unwrap().len();
    host.resume(&run).await.unwrap();
    host.rest(&run).await;
    assert_eq!(host.journal(&run, 1, None).await.unwrap().len(), asked, "taking it up reads nothing anew");
    let step = waiting_step(&host, &run, "A").await;
    finish_with(&host, &run, step, "{}").await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(value(&context, "text"), Some(json!("bees")), "as it had read it");
    assert_eq!(value(&context, "topic"), Some(json!("wasps")), "the blackboard has moved on");
    replays_as_it_is(&host, &run).await;
}

/// Reads again and again until what it reads is large enough, then waits for an entry, then reads in several instances.
fn long() -> Vec<u8> {
    let stores = [
        store("In", "level", r#"key="level""#),
        store("Up", "up", r#"key="level" operation="increment""#),
        store("Last", "topic", r#"key="topic""#),
    ]
    .concat();
    let read = reading("Read", "seen", "if seen = null then [level] else append(seen, level)", "In");
    let raise = posting("Raise", "up", "1", "Up");
    let each = reading("Each", "topics", "topic + string(item)", "Last").replace(
        "</scriptTask>",
        r#"<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2, 3]" inputElement="item" outputCollection="all" outputElement="=topics"/></extensionElements></multiInstanceLoopCharacteristics></scriptTask>"#,
    );
    let waits = r#"<intermediateCatchEvent id="Wait"><conditionalEventDefinition id="cd"><extensionElements>
        <routine:entry key="go" variable="go"/></extensionElements><condition>=go &gt;= 2</condition></conditionalEventDefinition></intermediateCatchEvent>"#;
    routine(&format!(
        r#"{stores}<startEvent id="S"/><exclusiveGateway id="Again"/>{read}{raise}<exclusiveGateway id="Enough" default="more"/>{waits}{each}<endEvent id="E"/>
        <sequenceFlow id="a" sourceRef="S" targetRef="Again"/><sequenceFlow id="b" sourceRef="Again" targetRef="Read"/>
        <sequenceFlow id="c" sourceRef="Read" targetRef="Raise"/><sequenceFlow id="d" sourceRef="Raise" targetRef="Enough"/>
        <sequenceFlow id="more" sourceRef="Enough" targetRef="Again"/>
        <sequenceFlow id="e" sourceRef="Enough" targetRef="Wait"><conditionExpression>=count(seen) &gt;= 5</conditionExpression></sequenceFlow>
        <sequenceFlow id="f" sourceRef="Wait" targetRef="Each"/><sequenceFlow id="g" sourceRef="Each" targetRef="E"/>"#
    ))
}

#[tokio::test]
async fn loops_conditions_and_instances_replay_with_what_each_of_them_has_read() {
    let host = in_memory(&[("long", long())]);
    let swarms = host.swarms();
    let mut settings = settings(vec![subtask("one", "long", &[])]);
    settings.entries.insert("level".to_owned(), json!(10));
    settings.entries.insert("topic".to_owned(), json!("bees"));
    let id = started(&swarms, settings).await;
    until(&swarms, &id, |context: &SwarmContext| !context.board.watches.is_empty()).await;
    post(&swarms, &id, "go", json!(1)).await;
    until(&swarms, &id, |context: &SwarmContext| !context.board.watches.is_empty()).await;
    post(&swarms, &id, "go", json!(2)).await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    for number in 0..20 {
        for key in ["level", "topic", "go"] {
            post(&swarms, &id, key, json!(number)).await;
        }
    }
    let run = context.runs.keys().next().unwrap().clone();
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.variables["seen"], json!([10, 11, 12, 13, 14]), "each turn has read anew");
    assert_eq!(result.variables["all"], json!(["bees1", "bees2", "bees3"]));
    let journal = replays_as_it_is(&host, &run).await;
    let read_at = |level: u64| {
        let has_seen = |entry: &&JournalEntry| match &entry.event {
            RunEvent::SwarmAnswered(answered) => match &answered.answer {
                SwarmAnswer::Entries { entries, .. } => {
                    entries.get("level").is_some_and(|seen| seen.value == json!(level) && seen.version == level - 9)
                }
                _ => false,
            },
            _ => false,
        };
        journal.iter().find(has_seen).unwrap().seq
    };
    // Back in time, the run knows what it had read then and nothing newer.
    for level in 10..=14 {
        let then = host.progress_at(&run, read_at(level)).await.unwrap().progress;
        let text = serde_json::to_string(&*then).unwrap();
        assert!(!text.contains(r#""go":{"#) && !text.contains("bees3"), "nothing of what came later");
    }
}
