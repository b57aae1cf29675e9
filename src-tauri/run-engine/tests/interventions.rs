//! What somebody does to a run beside what its routine says, and what they are told beforehand.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks at the events that it is about")]

mod support;

use std::sync::Arc;

use routine_model::graph::settings::StrategySetting;
use run_engine::{
    Actor, BranchId, Intervention, Rejection, RoutineRef, RunCommand, RunEvent, RunStatus, StatusReason, StepStatus,
};
use serde_json::json;
use support::host::{Host, version};
use support::sketch::{read, routine};

const LINE: (&str, &str) = (
    r#"<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>"#,
    "s -> a -> b -> c -> e",
);
const JOIN: (&str, &str) = (
    r#"<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><userTask id="c"/>"#,
    "s -> f -> a -> j -> c\nf -> b -> j",
);

fn play((elements, flows): (&str, &str)) -> Host {
    Host::play(&routine(elements, flows), json!({}))
}

fn all(interventions: Vec<Intervention>) -> RunCommand {
    RunCommand::Intervene { interventions, expected_seq: None, by: Actor::Named { name: "Ada".to_owned() } }
}

fn branch_at(host: &Host, element: &str) -> BranchId {
    host.progress().branches.values().find(|branch| branch.element.as_str() == element).expect("a branch is there").id
}

fn standing(host: &Host) -> Vec<String> {
    let mut all: Vec<String> = host.progress().branches.values().map(|branch| branch.element.to_string()).collect();
    all.sort();
    all
}

fn refusal(host: &mut Host, intervention: Intervention) -> String {
    host.try_send(all(vec![intervention])).expect_err("it is refused").to_string()
}

#[test]
fn a_step_is_skipped_and_the_branch_goes_on() {
    let mut host = play(LINE);
    let branch = branch_at(&host, "a");
    host.send(all(vec![Intervention::SkipStep { branch }]));
    host.settle();
    assert_eq!(standing(&host), ["b"]);
    let recorded = host.events().find_map(|event| match event {
        RunEvent::Intervened(done) => Some(done.by.clone()),
        _ => None,
    });
    assert_eq!(recorded, Some(Actor::Named { name: "Ada".to_owned() }), "it is on record who did it");
    assert!(host.events().any(|event| matches!(event, RunEvent::StepSkipped(step) if step.element.as_str() == "a")));
}

#[test]
fn a_step_is_done_again_another_way_and_keeps_its_boundary_events() {
    let elements = r#"<startEvent id="s"/><userTask id="a"/><endEvent id="e"/><boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id="x"/>"#;
    let mut host = play((elements, "s -> a -> e\nlate -> x"));
    let (branch, step) = (branch_at(&host, "a"), host.step_at("a"));
    let strategy = Some(StrategySetting::Reasoning);
    host.send(all(vec![Intervention::RetryStep { branch, strategy }]));
    host.settle();
    let again = &host.progress().steps[&step];
    assert_eq!((again.attempt, again.strategy), (2, strategy), "the same step, its second attempt");
    host.pass(3_600_000);
    assert_eq!(standing(&host), ["x"], "the clock at the step has gone on");
}

#[test]
fn a_branch_is_moved_forward_and_back_again() {
    let mut host = play(LINE);
    let branch = branch_at(&host, "a");
    host.send(all(vec![Intervention::MoveBranch { branch, element: "c".into() }]));
    host.settle();
    assert_eq!((standing(&host), host.interrupted()), (vec!["c".to_owned()], vec!["a".to_owned()]));
    host.send(all(vec![Intervention::MoveBranch { branch, element: "b".into() }]));
    host.settle();
    host.complete("b", json!({}));
    host.complete("c", json!({}));
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn a_branch_that_is_moved_to_a_join_counts_as_having_come() {
    let mut host = play(JOIN);
    host.complete("a", json!({}));
    let branch = branch_at(&host, "b");
    host.send(all(vec![Intervention::MoveBranch { branch, element: "j".into() }]));
    host.settle();
    assert_eq!(standing(&host), ["c"], "the join had waited for just that one");
}

#[test]
fn a_branch_that_waits_at_a_join_can_be_moved_behind_it() {
    let mut host = play(JOIN);
    host.complete("a", json!({}));
    let branch = branch_at(&host, "j");
    host.send(all(vec![Intervention::MoveBranch { branch, element: "c".into() }]));
    host.settle();
    assert_eq!(standing(&host), ["b", "c"]);
}

#[test]
fn an_inclusive_join_goes_on_when_the_branch_that_it_waited_for_is_cancelled() {
    let elements = r#"<startEvent id="s"/><inclusiveGateway id="f"/><userTask id="a"/><userTask id="b"/><inclusiveGateway id="j"/><userTask id="c"/>"#;
    let mut host = play((elements, "s -> f -> a -> j -> c\nf -> b -> j"));
    host.complete("a", json!({}));
    let branch = branch_at(&host, "b");
    host.send(all(vec![Intervention::CancelBranch { branch }]));
    host.settle();
    assert_eq!(standing(&host), ["c"]);
}

#[test]
fn a_branch_is_added() {
    let mut host = play(LINE);
    host.send(all(vec![Intervention::AddBranch { element: "c".into(), scope: None }]));
    host.settle();
    assert_eq!(standing(&host), ["a", "c"]);
    host.complete("c", json!({}));
    assert_eq!(standing(&host), ["a"]);
}

#[test]
fn what_a_branch_is_in_is_over_when_the_last_one_is_cancelled() {
    let elements = r#"<startEvent id="s"/><subProcess id="p"><startEvent id="ps"/><userTask id="pa"/><sequenceFlow id="x" sourceRef="ps" targetRef="pa"/></subProcess><userTask id="b"/>"#;
    let mut host = play((elements, "s -> p -> b"));
    let branch = branch_at(&host, "pa");
    host.send(all(vec![Intervention::CancelBranch { branch }]));
    host.settle();
    assert_eq!(standing(&host), ["b"]);
    let branch = branch_at(&host, "b");
    host.send(all(vec![Intervention::CancelBranch { branch }]));
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn all_of_it_happens_or_nothing() {
    let mut host = play(LINE);
    let branch = branch_at(&host, "a");
    let before = host.progress().clone();
    let scope = *before.scopes.keys().next().unwrap();
    let interventions = vec![
        Intervention::SetVariable { scope, name: "n".to_owned(), value: json!(1) },
        Intervention::SkipStep { branch },
        Intervention::MoveBranch { branch, element: "nowhere".into() },
    ];
    let rejection = host.try_send(all(interventions.clone())).unwrap_err();
    assert!(matches!(rejection, Rejection::InterventionRefused { index: 2, .. }), "it says which: {rejection}");
    assert_eq!(host.progress(), &before);
    host.send(all(interventions[..2].to_vec()));
    host.settle();
    assert_eq!((host.variable("n"), standing(&host)), (json!(1), vec!["b".to_owned()]));
}

#[test]
fn what_was_thought_out_before_something_else_happened_is_refused() {
    let mut host = play(LINE);
    let (branch, seen) = (branch_at(&host, "a"), host.progress().seq);
    let scope = *host.progress().scopes.keys().next().unwrap();
    host.send(RunCommand::SetVariable { scope, name: "n".to_owned(), value: json!(1) });
    let interventions = vec![Intervention::SkipStep { branch }];
    let stale = RunCommand::Intervene { interventions, expected_seq: Some(seen), by: Actor::Person };
    assert_eq!(host.try_send(stale), Err(Rejection::Stale { expected: seen, current: seen + 1 }));
}

#[test]
fn a_preview_tells_what_comes_and_changes_nothing() {
    let mut host = play(LINE);
    host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused });
    let branch = branch_at(&host, "a");
    let before = host.progress().clone();
    let command = all(vec![Intervention::SkipStep { branch }]);
    let preview = host.machine.preview(command.clone(), host.now).unwrap();
    assert_eq!((host.progress(), preview.seq), (&before, before.seq));
    host.send(command);
    let really: Vec<_> = host.journal.iter().filter(|entry| entry.seq > before.seq).cloned().collect();
    assert_eq!(preview.at_once, really, "what was foreseen is what happens");
    let at = host.journal.len();
    host.send(RunCommand::Step { branch: None });
    assert_eq!(preview.next, host.journal[at..], "and what comes next is what comes next");
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let mut host = play(JOIN);
    host.complete("a", json!({}));
    let waiting = branch_at(&host, "j");
    assert_eq!(
        refusal(&mut host, Intervention::SkipStep { branch: waiting }),
        "parallelGateway j only says which way; move the branch to where it shall go on"
    );
    assert_eq!(
        refusal(&mut host, Intervention::RetryStep { branch: waiting, strategy: None }),
        "nothing is being done at parallelGateway j that could be done again"
    );
    assert_eq!(
        refusal(&mut host, Intervention::CancelBranch { branch: BranchId(99) }),
        "branch 99 does not exist or has ended"
    );
    host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
    let over = host.try_send(all(vec![Intervention::SkipStep { branch: waiting }]));
    assert_eq!(over, Err(Rejection::WrongRunStatus(RunStatus::Cancelled)));
}

fn migration(elements: &str, flows: &str) -> RunCommand {
    let routine_ref = RoutineRef { path: "test.bpmn".to_owned(), name: "test".to_owned(), version: version("v2") };
    let graph = Arc::new(read(&routine(elements, flows)));
    RunCommand::MigrateRun { routine: routine_ref, graph, expected_seq: None, by: Actor::Person }
}

fn migrate(host: &mut Host, elements: &str, flows: &str) -> Result<(), Rejection> {
    host.know_graph(version("v2"), Arc::new(read(&routine(elements, flows))));
    host.try_send(migration(elements, flows))
}

#[test]
fn a_run_goes_on_with_a_changed_routine() {
    let mut host = play(LINE);
    let elements = r#"<startEvent id="s"/><userTask id="a"/><userTask id="new"/><endEvent id="e"/>"#;
    migrate(&mut host, elements, "s -> a -> new -> e").unwrap();
    assert!(
        matches!(host.progress().steps[&host.step_at("a")].status, StepStatus::Waiting { .. }),
        "what was begun goes on"
    );
    host.complete("a", json!({}));
    assert_eq!(standing(&host), ["new"]);
    host.complete("new", json!({}));
    assert_eq!(host.status(), RunStatus::Completed);
}

#[test]
fn what_has_no_place_in_the_other_version_is_named() {
    let mut host = play(JOIN);
    host.complete("a", json!({}));
    let rejection =
        migrate(&mut host, r#"<startEvent id="s"/><task id="b"/><endEvent id="e"/>"#, "s -> b -> e").unwrap_err();
    let Rejection::CannotMigrate(reasons) = &rejection else { panic!("{rejection}") };
    assert_eq!(
        reasons,
        &[
            "userTask b is something else in the other version (task)".to_owned(),
            "a branch is at parallelGateway j, which is not in the other version; move it first".to_owned(),
        ]
    );
    let branch = branch_at(&host, "b");
    assert_eq!(host.progress().branches[&branch].element.as_str(), "b", "nothing has changed");
}

#[test]
fn a_join_that_waits_for_less_in_the_other_version_goes_on() {
    let elements = r#"<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><userTask id="x"/><parallelGateway id="j"/><userTask id="c"/>"#;
    let mut host = play((elements, "s -> f -> a -> j -> c\nf -> b -> j\nf -> x -> j"));
    host.complete("a", json!({}));
    host.complete("b", json!({}));
    migrate(&mut host, elements, "s -> f -> a -> j -> c\nf -> b -> j\nf -> x").unwrap();
    host.settle();
    assert_eq!(standing(&host), ["c", "x"]);
}

#[test]
fn what_listens_at_an_element_that_is_gone_listens_no_more() {
    let with = r#"<startEvent id="s"/><userTask id="a"/><boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id="x"/>"#;
    let mut host = play((with, "s -> a\nlate -> x"));
    let plan =
        host.machine.plan_migration(&read(&routine(r#"<startEvent id="s"/><userTask id="a"/>"#, "s -> a"))).unwrap();
    let told: Vec<&str> = plan.notes.iter().map(|note| note.message.as_str()).collect();
    assert_eq!((plan.obstacles.len(), told), (0, vec!["boundaryEvent late listens no more"]));
    migrate(&mut host, r#"<startEvent id="s"/><userTask id="a"/>"#, "s -> a").unwrap();
    host.settle();
    host.pass(3_600_000);
    assert_eq!(standing(&host), ["a"]);
    host.complete("a", json!({}));
    assert_eq!(host.status(), RunStatus::Completed);
}
