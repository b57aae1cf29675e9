//! Writes that may not be done fail their step with a code, and the run goes on by its policy.

use serde_json::json;
use swarm::{Access, StatusReason, SwarmEvent, SwarmPolicy, SwarmSettings};

use super::{in_memory, posting, settings, started, store, subtask, until, value};
use crate::support::routine;

#[tokio::test]
async fn a_write_that_may_not_be_done_is_refused_recorded_and_caught_by_the_diagram() {
    let stores = [store("S", "text", r#"key="locked""#), store("T", "told", r#"key="told""#)].concat();
    let write = posting("Write", "text", "1", "S");
    let tell = posting("Tell", "told", "&quot;refused&quot;", "T");
    let content = format!(
        r#"{stores}<startEvent id="Start"/>{write}{tell}<endEvent id="End"/><endEvent id="Other"/>
        <boundaryEvent id="Caught" attachedToRef="Write"><errorEventDefinition id="d" errorRef="E"/></boundaryEvent>
        <sequenceFlow id="a" sourceRef="Start" targetRef="Write"/><sequenceFlow id="b" sourceRef="Write" targetRef="End"/>
        <sequenceFlow id="c" sourceRef="Caught" targetRef="Tell"/><sequenceFlow id="e" sourceRef="Tell" targetRef="Other"/>"#
    );
    let bytes = String::from_utf8(routine(&content)).unwrap();
    let bytes = bytes.replacen("<process", r#"<error id="E" errorCode="swarm-forbidden"/><process"#, 1).into_bytes();
    let host = in_memory(&[("write", bytes)]);
    let swarms = host.swarms();
    let rule = swarm::policy::AccessRule {
        keys: "locked".into(),
        members: Vec::new(),
        roles: Vec::new(),
        access: Access::Read,
    };
    let policy = SwarmPolicy { access: vec![rule], ..SwarmPolicy::default() };
    let id = started(&swarms, SwarmSettings { policy, ..settings(vec![subtask("one", "write", &[])]) }).await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!((value(&context, "locked"), value(&context, "told")), (None, Some(json!("refused"))));
    assert_eq!(context.statistics.writes_refused, 1);
    let journal = swarms.journal(&id, 1, None).await.unwrap();
    let refused =
        journal.iter().any(|entry| matches!(&entry.event, SwarmEvent::WriteRefused(it) if it.key == "locked"));
    assert!(refused, "it is on record");
}
