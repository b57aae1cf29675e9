//! Data stores that are bound to the blackboard.

use run_engine::command::Resolution;
use run_engine::swarm_asks::SwarmRequest;
use run_engine::{RunCommand, RunStatus, WaitReason};
use serde_json::{Value, json};

use super::board::Board;
use super::support::sketch::{routine, script};
use super::{READS_AND_WRITES, answer_all, complete, in_swarm, joined, open, open_asks, started};

/// A task that posts what it gives under `key`; more may stand in `entry`.
fn posts(id: &str, entry: &str) -> String {
    format!(
        r#"<manualTask id="{id}"><dataOutputAssociation id="{id}_o"><extensionElements><routine:entry {entry}/></extensionElements><targetRef>Store</targetRef></dataOutputAssociation></manualTask>"#
    )
}

const STORE: &str = r#"<dataStoreReference id="Store" name="store"/>"#;

#[test]
fn a_refused_write_is_an_error_that_a_boundary_event_catches() {
    let elements = format!(
        r#"{STORE}<startEvent id="s"/>{}<boundaryEvent id="b" attachedToRef="a"><errorEventDefinition id="bd" errorRef="Conflict"/></boundaryEvent>{}<endEvent id="e"/>"#,
        posts("a", r#"key="k" expectedVersion="7""#),
        script("other", "went", "\"another way\""),
    );
    let process = format!(
        r#"<error id="Conflict" errorCode="swarm-conflict"/><process id="P" isExecutable="true">{elements}{}</process>"#,
        super::support::sketch::arrows("s -> a -> e\nb -> other")
    );
    let mut board = Board::default();
    let mut host = joined(&super::support::sketch::file(&process), &mut board);
    open(&mut host, &mut board, json!({}));
    complete(&mut host, &mut board, "a", json!({"x": 1}));
    assert_eq!(host.variable("went"), json!("another way"));
    assert!(board.log.is_empty() && host.incidents().is_empty());
}

#[test]
fn a_refused_write_that_nothing_catches_is_an_incident_and_is_written_again_without_doing_the_work_again() {
    let elements = format!("{STORE}{}", posts("a", r#"key="k" operation="append""#));
    let mut board = Board::default();
    board.post("k", json!("a text"));
    let mut host = joined(&routine(&elements, ""), &mut board);
    open(&mut host, &mut board, json!({}));
    complete(&mut host, &mut board, "a", json!({"x": 1}));
    let (code, message) = host.incidents().remove(0);
    assert_eq!(code, "swarm-type-mismatch");
    assert!(message.contains("k: "), "it says which entry: {message}");
    board.post("k", json!([]));
    let incident = *host.progress().incidents.keys().next().unwrap();
    host.send(RunCommand::ResolveIncident { incident, resolution: Resolution::Retry });
    answer_all(&mut host, &mut board);
    assert_eq!(host.status(), RunStatus::Completed);
    assert_eq!(board.entries["k"].value, json!([1]));
    assert_eq!(host.variable("x"), json!(1), "the result is that of the work, which was done once");
}

#[test]
fn of_several_writes_only_the_refused_one_is_repeated() {
    let association = |id: &str, entry: &str| {
        format!(
            r#"<dataOutputAssociation id="{id}"><extensionElements><routine:entry {entry} operation="append"/></extensionElements><targetRef>Store</targetRef></dataOutputAssociation>"#
        )
    };
    let both = [association("o1", r#"key="good""#), association("o2", r#"key="bad""#)].concat();
    let elements = format!(r#"{STORE}<manualTask id="a">{both}</manualTask>"#);
    let mut board = Board::default();
    board.post("bad", json!(5));
    let mut host = joined(&routine(&elements, ""), &mut board);
    open(&mut host, &mut board, json!({}));
    complete(&mut host, &mut board, "a", json!({"x": 1}));
    board.post("bad", json!([]));
    let incident = *host.progress().incidents.keys().next().unwrap();
    host.send(RunCommand::ResolveIncident { incident, resolution: Resolution::Retry });
    answer_all(&mut host, &mut board);
    assert_eq!((&board.entries["good"].value, &board.entries["bad"].value), (&json!([1]), &json!([1])));
}

#[test]
fn a_step_says_which_keys_it_waits_for_and_its_result_is_on_record_before_it_is_handed_over() {
    let mut board = Board::default();
    board.post("topic", json!("bees"));
    let mut host = joined(&routine(READS_AND_WRITES, "s -> write -> e"), &mut board);
    open(&mut host, &mut board, json!({}));
    host.complete("write", json!({"draft": "text"}));
    let step = &host.progress().steps[&host.step_at("write")];
    let run_engine::StepStatus::Waiting { on: WaitReason::Swarm { request, keys, .. } } = &step.status else {
        panic!("it waits for the swarm, not {:?}", step.status)
    };
    assert_eq!((request.as_str(), keys.as_slice()), ("write", &["drafts/bees".to_owned()][..]));
    assert_eq!(step.produced.as_ref().unwrap().outputs.get("draft"), Some(&json!("text")));
    let asked_again = open_asks(&host);
    assert_eq!(asked_again.len(), 1);
    assert_eq!(&asked_again[0], host.asks.last().unwrap(), "what is asked again is word for word the same");
}

#[test]
fn the_version_that_was_read_can_be_expected_when_it_is_written() {
    let elements = r#"<dataStoreReference id="Store" name="plan"><extensionElements><routine:entry key="plan"/></extensionElements></dataStoreReference>
        <manualTask id="a"><dataInputAssociation id="i"><sourceRef>Store</sourceRef></dataInputAssociation>
        <dataOutputAssociation id="o"><extensionElements><routine:entry expectedVersion="read"/></extensionElements><targetRef>Store</targetRef></dataOutputAssociation></manualTask>"#;
    for (meanwhile, code) in [(false, None), (true, Some("swarm-conflict"))] {
        let mut board = Board::default();
        board.post("plan", json!("first"));
        let mut host = joined(&routine(elements, ""), &mut board);
        open(&mut host, &mut board, json!({}));
        if meanwhile {
            board.post("plan", json!("somebody else's"));
        }
        complete(&mut host, &mut board, "a", json!({"plan": "second"}));
        assert_eq!(host.incidents().first().map(|(code, _)| code.as_str()), code);
        assert_eq!(board.log.first().and_then(|write| write.expected_version), code.is_none().then_some(1));
    }
}

#[test]
fn scopes_put_the_key_under_the_subtask_or_the_run() {
    let elements = format!(
        r#"{STORE}<startEvent id="s"/>{}{}<endEvent id="e"/>"#,
        posts("a", r#"key="k" scope="subtask""#),
        posts("b", r#"key="k" scope="run""#)
    );
    let mut board = Board::default();
    let mut host = joined(&routine(&elements, "s -> a -> b -> e"), &mut board);
    open(&mut host, &mut board, json!({}));
    complete(&mut host, &mut board, "a", json!({"x": 1}));
    complete(&mut host, &mut board, "b", json!({"y": 2}));
    assert_eq!(board.entries.keys().collect::<Vec<_>>(), ["run/run/k", "subtask/t1/k"]);
}

#[test]
fn instances_and_sub_processes_and_the_whole_of_a_repetition_read_and_write() {
    let many = r#"<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2, 3]" inputElement="n"/></extensionElements></multiInstanceLoopCharacteristics>"#;
    let out = |id: &str, entry: &str| {
        format!(
            r#"<dataOutputAssociation id="{id}"><extensionElements><routine:entry {entry}/></extensionElements><targetRef>Store</targetRef></dataOutputAssociation>"#
        )
    };
    let inner = format!(
        r#"<scriptTask id="each"><extensionElements><zeebe:script expression="=n * factor" resultVariable="r"/></extensionElements>
        <dataInputAssociation id="i"><extensionElements><routine:entry key="factor" variable="factor"/></extensionElements><sourceRef>Store</sourceRef></dataInputAssociation>{}{many}</scriptTask>"#,
        out("o1", r#"key="each/{{n}}""#)
    );
    let elements = format!(
        r#"{STORE}<subProcess id="sub"><extensionElements><zeebe:ioMapping><zeebe:output source="=&quot;over&quot;" target="state"/></zeebe:ioMapping></extensionElements>{inner}{}</subProcess>"#,
        out("o2", r#"key="all""#)
    );
    let mut board = Board::default();
    board.post("factor", json!(10));
    let mut host = started(&routine(&elements, ""), in_swarm(), &mut board);
    open(&mut host, &mut board, json!({}));
    assert_eq!(host.status(), RunStatus::Completed, "{:?} {:?}", host.incidents(), host.waiting());
    let each: Vec<&Value> = (1..=3).map(|n| &board.entries[&format!("each/{n}")].value).collect();
    assert_eq!(each, [&json!(10), &json!(20), &json!(30)]);
    assert_eq!(board.entries["all"].value, json!("over"));
}

#[test]
fn a_lane_says_as_whom_its_nodes_ask() {
    let elements = format!(
        r#"<laneSet id="ls"><lane id="l1"><extensionElements><routine:member ref="bo"/></extensionElements><flowNodeRef>a</flowNodeRef></lane></laneSet>{STORE}<startEvent id="s"/>{}{}"#,
        posts("a", r#"key="k""#),
        posts("b", r#"key="k""#)
    );
    let mut board = Board::default();
    let mut host = joined(&routine(&elements, "s -> a -> b"), &mut board);
    open(&mut host, &mut board, json!({}));
    complete(&mut host, &mut board, "a", json!({"x": 1}));
    complete(&mut host, &mut board, "b", json!({"x": 1}));
    let writes = host.asks.iter().filter(|ask| matches!(ask.request, SwarmRequest::Write { .. }));
    let members: Vec<_> = writes.map(|ask| ask.member.clone().unwrap().to_string()).collect();
    assert_eq!(members, ["bo", "ann"], "the lane's member, and where there is no lane the one of the run");
}

#[test]
fn a_key_that_is_no_text_is_an_incident_of_the_node() {
    let elements = format!("{STORE}{}", posts("a", r#"key="=missing""#));
    let mut board = Board::default();
    let mut host = joined(&routine(&elements, ""), &mut board);
    open(&mut host, &mut board, json!({}));
    complete(&mut host, &mut board, "a", json!({"x": 1}));
    assert_eq!(host.incidents().len(), 1, "{:?}", host.incidents());
    assert!(board.log.is_empty());
}
