//! Waiting for entries: without asking again and again, and over a restart.

use run_engine::command::Resolution;
use run_engine::swarm_asks::SwarmRequest;
use run_engine::{RunCommand, RunStatus};
use serde_json::json;

use super::board::{Board, refused};
use super::support::sketch::routine;
use super::{answer_all, joined, open, open_asks};

fn waits_until(condition: &str) -> String {
    let elements = format!(
        r#"<startEvent id="s"/><intermediateCatchEvent id="c"><conditionalEventDefinition id="cd"><extensionElements>
        <routine:entry key="reviews/{{{{name}}}}" variable="reviews"/></extensionElements><condition>={condition}</condition></conditionalEventDefinition></intermediateCatchEvent><endEvent id="e"/>"#
    );
    routine(&elements, "s -> c -> e")
}

#[test]
fn a_conditional_event_happens_when_an_entry_makes_it_true() {
    let mut board = Board::default();
    let mut host = joined(&waits_until("count(reviews) &gt;= 2"), &mut board);
    open(&mut host, &mut board, json!({"name": "bees"}));
    board.post("reviews/bees", json!(["good"]));
    answer_all(&mut host, &mut board);
    assert_eq!(host.waiting(), [("c".to_owned(), "condition".to_owned())], "one is not enough");
    let watches = |host: &super::Host| host.asks.iter().filter(|ask| ask.request.word() == "watch").count();
    assert_eq!(watches(&host), 3, "the first look, the first review, and what may come");
    answer_all(&mut host, &mut board);
    assert_eq!(watches(&host), 3, "nothing is asked while nothing happens");
    assert_eq!(open_asks(&host).len(), 1, "a restart asks again");
    board.post("reviews/bees", json!(["good", "better"]));
    answer_all(&mut host, &mut board);
    assert_eq!(host.status(), RunStatus::Completed);
    assert!(open_asks(&host).is_empty());
}

#[test]
fn a_condition_can_be_about_an_entry_that_is_not_there() {
    let mut board = Board::default();
    let mut host = joined(&waits_until("reviews = null"), &mut board);
    open(&mut host, &mut board, json!({"name": "bees"}));
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn what_listens_no_more_is_not_asked_about_again() {
    let elements = r#"<startEvent id="s"/><manualTask id="a"/><boundaryEvent id="b" attachedToRef="a"><conditionalEventDefinition id="bd">
        <extensionElements><routine:entry key="stop"/></extensionElements><condition>=stop = true</condition></conditionalEventDefinition></boundaryEvent><endEvent id="e"/><endEvent id="e2"/>"#;
    for stops in [true, false] {
        let mut board = Board::default();
        let mut host = joined(&routine(elements, "s -> a -> e\nb -> e2"), &mut board);
        open(&mut host, &mut board, json!({}));
        let watch = host.asks.last().unwrap().clone();
        if stops {
            board.post("stop", json!(true));
            answer_all(&mut host, &mut board);
            assert_eq!(host.interrupted(), ["a"]);
        } else {
            host.complete("a", json!({}));
            assert!(open_asks(&host).iter().all(|ask| ask.request.word() == "leave"));
            let late =
                RunCommand::SwarmAnswered { ask: watch.ask, answer: board.answer(&watch).unwrap_or(refused("no")) };
            assert!(host.try_send(late).is_err(), "an answer that comes late is harmless");
        }
        answer_all(&mut host, &mut board);
        assert_eq!(host.status(), RunStatus::Completed);
    }
}

#[test]
fn a_node_that_cannot_do_without_an_entry_waits_until_somebody_posts_it() {
    let elements = r#"<dataStoreReference id="Store" name="plan"><extensionElements><routine:entry key="plan"/></extensionElements></dataStoreReference>
        <scriptTask id="a"><extensionElements><zeebe:script expression="=plan + 1" resultVariable="r"/></extensionElements>
        <ioSpecification id="io"><dataInput id="In" name="plan"/><inputSet id="is"><dataInputRefs>In</dataInputRefs></inputSet><outputSet id="os"/></ioSpecification>
        <dataInputAssociation id="i"><sourceRef>Store</sourceRef><targetRef>In</targetRef></dataInputAssociation></scriptTask>"#;
    let mut board = Board::default();
    let mut host = joined(&routine(elements, ""), &mut board);
    open(&mut host, &mut board, json!({}));
    assert_eq!(host.waiting(), [("a".to_owned(), "swarm".to_owned())]);
    let SwarmRequest::Watch { known_version, .. } = &host.asks.last().unwrap().request else { panic!("it watches") };
    assert_eq!(*known_version, Some(0));
    board.post("unrelated", json!(1));
    answer_all(&mut host, &mut board);
    assert_eq!(host.waiting().len(), 1, "something else is new");
    board.post("plan", json!(41));
    answer_all(&mut host, &mut board);
    assert_eq!(host.variable("r"), json!(42));
}

#[test]
fn who_waits_for_what_the_swarm_tells_no_more_is_in_trouble_there_and_can_try_again() {
    let mut board = Board::default();
    let mut host = joined(&waits_until("reviews = 1"), &mut board);
    open(&mut host, &mut board, json!({"name": "bees"}));
    let ask = host.asks.last().unwrap().ask;
    host.send(RunCommand::SwarmAnswered { ask, answer: refused("swarm-ended") });
    host.settle();
    let incident = host.progress().incidents.values().next().expect("a person is asked").clone();
    assert_eq!((host.status(), &*incident.code), (RunStatus::InProgress, "swarm-ended"));
    assert!(host.progress().subscriptions.is_empty(), "nothing listens");

    host.send(RunCommand::ResolveIncident { incident: incident.id, resolution: Resolution::Retry });
    host.settle();
    board.post("reviews/bees", json!(1));
    answer_all(&mut host, &mut board);
    assert_eq!(host.status(), RunStatus::Completed, "it has listened anew");
}

#[test]
fn what_is_only_accompanied_by_what_the_swarm_tells_no_more_goes_on() {
    let stop = r#"<conditionalEventDefinition id="bd"><extensionElements><routine:entry key="stop"/></extensionElements><condition>=stop = true</condition></conditionalEventDefinition>"#;
    let boundary = format!(
        r#"<startEvent id="s"/><manualTask id="a"/><boundaryEvent id="b" attachedToRef="a">{stop}</boundaryEvent><endEvent id="e"/><endEvent id="e2"/>"#
    );
    let gateway = format!(
        r#"<startEvent id="s"/><eventBasedGateway id="g"/><intermediateCatchEvent id="b">{stop}</intermediateCatchEvent>
        <intermediateCatchEvent id="a"><conditionalEventDefinition id="ad"><condition>=go = true</condition></conditionalEventDefinition></intermediateCatchEvent><endEvent id="e"/><endEvent id="e2"/>"#
    );
    for (elements, flows) in [(boundary, "s -> a -> e\nb -> e2"), (gateway, "s -> g -> a -> e\ng -> b -> e2")] {
        let mut board = Board::default();
        let mut host = joined(&routine(&elements, flows), &mut board);
        open(&mut host, &mut board, json!({"go": false}));
        let ask = host.asks.last().unwrap().ask;
        host.send(RunCommand::SwarmAnswered { ask, answer: refused("swarm-ended") });
        host.settle();
        assert!(host.progress().incidents.is_empty(), "{flows}");
        if flows.contains('g') {
            host.trigger("a");
        } else {
            host.complete("a", json!({}));
        }
        answer_all(&mut host, &mut board);
        assert_eq!(host.status(), RunStatus::Completed, "{flows}");
    }
}
