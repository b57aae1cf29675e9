//! Data stores inside of called routines, sub-processes and repetitions, up to what stands on the blackboard.

use std::sync::Arc;

use routine_model::ElementId;
use run_host::{FindRoutine, HostOptions, ListRoutines, RoutineFile, RunHost};
use run_store::RunPersistence;
use serde_json::{Value, json};
use step_execution::UnifiedSubroutineExecutor;
use swarm::{StatusReason, SwarmContext, SwarmSettings};

use super::{posting, reading, settings, started, store, subtask, until, value, with_stores};
use crate::support::{file, routine};

/// A host that offers the first of these routines, and finds the others by the id of their process.
fn host(offered: &[(&'static str, Vec<u8>)], called: Vec<(&'static str, Vec<u8>)>) -> RunHost {
    let one = |name: &str, bytes: &[u8]| RoutineFile {
        path: format!("{name}.bpmn"),
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    };
    let offered: Vec<_> = offered.iter().map(|(name, bytes)| one(name, bytes)).collect();
    let list_routines: ListRoutines = Arc::new(move || offered.clone());
    let find_routine: FindRoutine = Arc::new(move |process| {
        let found = called.iter().find(|(name, _)| *name == process);
        found.map(|(name, bytes)| one(name, bytes)).ok_or_else(|| format!("there is no {process}"))
    });
    let options = HostOptions { list_routines, find_routine, ..HostOptions::default() };
    RunHost::open(RunPersistence::in_memory().unwrap(), Arc::new(UnifiedSubroutineExecutor::default()), options)
}

async fn done(host: &RunHost, settings: SwarmSettings) -> SwarmContext {
    let swarms = host.swarms();
    let id = started(&swarms, settings).await;
    let within = std::time::Duration::from_secs(30);
    let is_idle = |context: &SwarmContext| matches!(context.status, swarm::SwarmStatus::Idle);
    let Ok(context) = tokio::time::timeout(within, until(&swarms, &id, is_idle)).await else {
        let mut said = Vec::new();
        for row in host.list(run_host::RunQuery::default()).await.unwrap().runs {
            said.push((row.waiting.clone(), host.result(&row.run).await.unwrap().incidents));
        }
        panic!("the runs do not end: {said:?}");
    };
    assert_eq!(context.reason, Some(StatusReason::Done), "{:?}", context.subtasks);
    let journal = swarms.journal(&id, 1, None).await.unwrap();
    assert_eq!(swarm::SwarmStateMachine::replay(journal).unwrap().context(), Some(&context), "replay equals live");
    context
}

fn sorted(value: Option<Value>) -> Vec<i64> {
    let mut numbers: Vec<i64> = serde_json::from_value(value.unwrap()).unwrap();
    numbers.sort_unstable();
    numbers
}

/// A task that is repeated over a list, each instance with its `item`.
fn repeated(task: &str, list: &str, in_turn: bool) -> String {
    let how = format!(
        r#"<multiInstanceLoopCharacteristics isSequential="{in_turn}"><extensionElements><zeebe:loopCharacteristics inputCollection="={list}" inputElement="item"/></extensionElements></multiInstanceLoopCharacteristics>"#
    );
    let end = task.rfind("</").unwrap();
    format!("{}{how}{}", &task[..end], &task[end..])
}

#[tokio::test]
async fn a_called_routine_reads_and_writes_as_the_run_that_calls_it() {
    let stores = [store("In", "topic", r#"key="topic""#), store("Out", "text", r#"key="drafts/{{subject}}""#)].concat();
    let read = reading("Read", "subject", "topic", "In");
    let write = posting("Write", "text", "upper case(subject)", "Out");
    let called = file(&format!(
        r#"<process id="Draft" isExecutable="true">{stores}<startEvent id="S"/>{read}{write}<endEvent id="E"/>
        <sequenceFlow id="a" sourceRef="S" targetRef="Read"/><sequenceFlow id="b" sourceRef="Read" targetRef="Write"/>
        <sequenceFlow id="c" sourceRef="Write" targetRef="E"/></process>"#
    ));
    let call = r#"<callActivity id="Call"><extensionElements><zeebe:calledElement processId="Draft" propagateAllChildVariables="true"/></extensionElements></callActivity>"#;
    let after = posting("After", "length", "string length(text)", "L");
    let caller = with_stores(&[store("L", "length", r#"key="length""#)], &[call.to_owned(), after]);
    let host = host(&[("call", caller)], vec![("Draft", called)]);
    let mut settings = settings(vec![subtask("one", "call", &[])]);
    settings.entries.insert("topic".to_owned(), json!("bees"));
    let context = done(&host, settings).await;
    assert_eq!(value(&context, "drafts/bees"), Some(json!("BEES")));
    assert_eq!(value(&context, "length"), Some(json!(4)));
    let run = context.runs.keys().next().unwrap();
    let origin = &context.board.get("drafts/bees").unwrap().origin;
    assert_eq!(origin.run.as_ref(), Some(run), "the caller's run has written it");
}

#[tokio::test]
async fn a_sub_process_reads_for_what_is_inside_and_writes_when_it_is_over() {
    let stores = [store("In", "base", r#"key="base""#), store("Out", "sum", r#"key="sum""#)].concat();
    let add = posting("Add", "sum", "base + 2", "Log");
    let content = format!(
        r#"{stores}{}<startEvent id="S"/><subProcess id="Sub">
          <extensionElements><zeebe:ioMapping><zeebe:output source="=sum" target="sum"/></zeebe:ioMapping></extensionElements>
          <dataInputAssociation id="i"><sourceRef>In</sourceRef></dataInputAssociation>
          <dataOutputAssociation id="o"><targetRef>Out</targetRef></dataOutputAssociation>
          <startEvent id="S2"/>{add}<endEvent id="E2"/>
          <sequenceFlow id="a" sourceRef="S2" targetRef="Add"/><sequenceFlow id="b" sourceRef="Add" targetRef="E2"/>
        </subProcess><endEvent id="E"/>
        <sequenceFlow id="c" sourceRef="S" targetRef="Sub"/><sequenceFlow id="d" sourceRef="Sub" targetRef="E"/>"#,
        store("Log", "sum", r#"key="log" operation="append""#)
    );
    let host = host(&[("sub", routine(&content))], Vec::new());
    let mut settings = settings(vec![subtask("one", "sub", &[])]);
    settings.entries.insert("base".to_owned(), json!(40));
    let context = done(&host, settings).await;
    assert_eq!((value(&context, "sum"), value(&context, "log")), (Some(json!(42)), Some(json!([42]))));
    let of = |key: &str| context.board.get(key).unwrap().seq;
    assert!(of("log") < of("sum"), "what is inside writes first");
}

#[tokio::test]
async fn instances_of_several_runs_append_to_one_list_and_none_is_lost() {
    for in_turn in [true, false] {
        let each = repeated(&posting("Each", "line", "base + item", "Log"), "for n in 1..25 return n", in_turn);
        let stores = [store("Log", "line", r#"key="log" operation="append""#)];
        let bytes = with_stores(&stores, &[each]);
        let host = host(&[("many", bytes)], Vec::new());
        let tasks = ["a", "b", "c"].iter().enumerate().map(|(at, id)| {
            let mut task = subtask(id, "many", &[]);
            task.inputs = json!({ "base": at * 100 });
            task
        });
        let context = done(&host, settings(tasks.collect())).await;
        let expected: Vec<i64> = (0..3).flat_map(|run| (1..=25).map(move |one| run * 100 + one)).collect();
        assert_eq!(sorted(value(&context, "log")), expected, "in turn: {in_turn}");
        assert_eq!(context.board.get("log").unwrap().version, 75, "a version each");
    }
}

#[tokio::test]
async fn instances_that_set_one_entry_with_the_version_they_read_never_undo_each_other() {
    let stores = [store("N", "n", r#"key="n""#), store("To", "n", r#"key="n" expectedVersion="read""#)].concat();
    let each = reading("Count", "n", "n + 1", "N").replace(
        "</scriptTask>",
        r#"<dataOutputAssociation id="o"><targetRef>To</targetRef></dataOutputAssociation></scriptTask>"#,
    );
    let content = format!(
        r#"{stores}<startEvent id="S"/><exclusiveGateway id="Again"/>{each}<endEvent id="E"/>
        <boundaryEvent id="Caught" attachedToRef="Count"><errorEventDefinition id="d" errorRef="Conflict"/></boundaryEvent>
        <sequenceFlow id="a" sourceRef="S" targetRef="Again"/><sequenceFlow id="b" sourceRef="Again" targetRef="Count"/>
        <sequenceFlow id="c" sourceRef="Count" targetRef="E"/><sequenceFlow id="r" sourceRef="Caught" targetRef="Again"/>"#
    );
    let bytes = String::from_utf8(routine(&content)).unwrap();
    let error = r#"<error id="Conflict" errorCode="swarm-conflict"/><process"#;
    let host = host(&[("count", bytes.replacen("<process", error, 1).into_bytes())], Vec::new());
    let tasks: Vec<_> = (0..8).map(|one| subtask(&format!("t{one}"), "count", &[])).collect();
    let mut settings = settings(tasks);
    settings.limits.parallel_runs = 8;
    settings.entries.insert("n".to_owned(), json!(0));
    let context = done(&host, settings).await;
    assert_eq!(value(&context, "n"), Some(json!(8)), "{} conflicts", context.statistics.conflicts);
    assert_eq!(context.statistics.conflicts, context.statistics.writes_refused);
    let run = context.runs.keys().next().unwrap();
    let result = host.result(run).await.unwrap();
    assert!(result.completed.contains(&ElementId::from("Count")), "{result:?}");
}
