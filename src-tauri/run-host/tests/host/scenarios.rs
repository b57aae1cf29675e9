//! Scenarios: what passes, what does not and why, and which files are refused.

use std::sync::Arc;

use run_host::scenario::{Scenario, ScenarioReport, ScenarioRunner};
use run_host::{ResultStatus, RoutineFile};
use run_store::RunPersistence;
use serde_json::{Value, json};
use step_execution::UnifiedSubroutineExecutor;

use crate::support::{script, sequence};

fn parse(mut scenario: Value) -> Result<Scenario, String> {
    let object = scenario.as_object_mut().unwrap();
    object.entry("version").or_insert(json!(1));
    object.entry("routine").or_insert(json!("routine.bpmn"));
    Scenario::parse(scenario.to_string().as_bytes()).map_err(|error| error.to_string())
}

async fn play_in(store: RunPersistence, routine: &[u8], scenario: Value) -> ScenarioReport {
    let runner = ScenarioRunner {
        store,
        executor: Arc::new(UnifiedSubroutineExecutor::default()),
        find_routine: Arc::new(|process| Err(format!("no {process}"))),
        run: Some("scenario".into()),
    };
    let file = RoutineFile { path: "routine.bpmn".into(), name: String::new(), bytes: routine.to_vec() };
    runner.play(&parse(scenario).unwrap(), file).await.unwrap()
}

async fn play(routine: &[u8], scenario: Value) -> ScenarioReport {
    play_in(RunPersistence::in_memory().unwrap(), routine, scenario).await
}

/// Plays a scenario and says what it differs in, one line each.
async fn check(routine: &[u8], scenario: Value, expected: &[&str]) {
    let report = play(routine, scenario.clone()).await;
    let found: Vec<_> = report.mismatches.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{scenario}\n{report:?}");
}

fn review() -> Vec<u8> {
    sequence(&[r#"<userTask id="Review"/>"#, &script("Total", "total", "amount * 2")])
}

#[tokio::test]
async fn a_script_answers_and_everything_that_is_expected_is_checked() {
    let scenario = json!({
        "process": "P", "inputs": {"amount": 12},
        "steps": [
            {"op": "start", "element": "Start",
             "after": {"status": "waiting", "waiting": ["Review"], "completed": ["Start"], "variables": {"amount": 12}}},
            {"op": "complete", "element": "Nowhere", "rejected": true},
            {"op": "complete", "element": "Review", "outputs": {"amount": 20}},
            {"op": "complete", "element": "Review", "rejected": true}],
        "expect": {"status": "completed", "completed": ["P", "End", "Total", "Review", "Start"],
                   "completedCounts": {"Review": 1, "Nowhere": 0}, "flowsTaken": ["Start-Review", "Review-Total", "Total-End"],
                   "interrupted": [], "waiting": [], "variables": {"total": 40.0}, "noIncident": true}});
    check(&review(), scenario, &[]).await;
}

#[tokio::test]
async fn every_difference_is_named() {
    let scenario = json!({
        "inputs": {"amount": 1}, "steps": [{"op": "start", "element": "Start"}],
        "expect": {"status": "completed", "completed": ["Start", "Review", "Review"], "waiting": [],
                   "completedCounts": {"Start": 2}, "variables": {"amount": 2, "other": null}, "incident": true},
        "meta": {"absentVariables": ["amount"], "alsoAccept": {"waiting": [["Review"]]}}});
    check(
        &review(),
        scenario,
        &[
            "the end, status: expected completed, and it is waiting",
            "the end, completed: expected Review ×2 too, and that is missing",
            "the end, completedCounts: expected Start 2 times, and it was 1",
            "the end, variables: expected amount = 2, and it is 1",
            "the end, variables: expected other = null, and it is not there",
            "the end, variables: expected no amount, and it is there",
            "the end, incidents: expected at least one, and there is none",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_step_that_is_refused_or_wrongly_accepted_ends_the_script() {
    let refused = json!({"steps": [{"op": "start"}, {"op": "complete", "element": "Total"}, {"op": "start", "element": "Nowhere"}]});
    check(
        &review(),
        refused,
        &["step 2, step: expected it to be accepted, and it was refused: nothing waits at Total"],
    )
    .await;
    let accepted = json!({"inputs": {"amount": 1},
        "steps": [{"op": "start"}, {"op": "complete", "element": "Review", "rejected": true}]});
    check(&review(), accepted, &["step 2, step: expected a refusal, and it was accepted"]).await;
}

#[tokio::test]
async fn somebody_with_a_name_approves_where_only_some_may() {
    let guarded = sequence(&[r#"<scriptTask id="Count"><extensionElements><routine:approval approvers="Bo"/>
        <zeebe:script expression="=1 + 1" resultVariable="sum"/></extensionElements></scriptTask>"#]);
    let scenario = json!({"steps": [{"op": "start"}, {"op": "approve", "element": "Count", "rejected": true},
        {"op": "approve", "element": "Count", "by": "Di", "rejected": true}, {"op": "approve", "element": "Count", "by": "Bo"}],
        "expect": {"status": "completed", "variables": {"sum": 2}}});
    check(&guarded, scenario, &[]).await;
}

#[tokio::test]
async fn mocks_stand_in_for_activities_whatever_they_are_bound_to() {
    let service = r#"<serviceTask id="Ask"><extensionElements><zeebe:taskDefinition type="routine:generate"/></extensionElements></serviceTask>"#;
    let routine = sequence(&[service]);
    let mocked = |mock: Value, expect: Value| json!({"mocks": {"Ask": mock}, "expect": expect});
    let outputs =
        mocked(json!({"outputs": {"answer": "yes"}}), json!({"status": "completed", "variables": {"answer": "yes"}}));
    check(&routine, outputs, &[]).await;
    let failure = mocked(
        json!({"failure": {"code": "down"}}),
        json!({"status": "waiting", "incident": true, "waiting": ["Ask"]}),
    );
    check(&routine, failure, &[]).await;
    let error = mocked(json!({"bpmnError": "E1"}), json!({"status": "failed"}));
    check(&routine, error, &[]).await;

    let contract = sequence(&[&service.replace("generate", "contract")]);
    let report = play(&contract, json!({"expect": {"rejectedOrIncident": true}})).await;
    assert!(report.run.is_none() && report.refusal.is_some(), "without a mock this program cannot do it: {report:?}");
    assert_eq!(report.mismatches, []);
}

#[tokio::test]
async fn a_list_of_mocks_is_one_ending_after_the_other_and_the_last_one_from_then_on() {
    let again =
        r#"<scriptTask id="Ask"><standardLoopCharacteristics testBefore="false" loopMaximum="4"/></scriptTask>"#;
    let mocks = json!({"Ask": [{"outputs": {"lastLog": "first"}}, {"outputs": {"lastLog": "then"}}]});
    let scenario = json!({"mocks": mocks,
        "expect": {"status": "completed", "log": ["first", "then", "then", "then"]}});
    check(&sequence(&[again]), scenario, &[]).await;
}

#[tokio::test]
async fn an_answer_or_approval_that_nothing_waits_for_is_refused() {
    let steps = |step: Value| json!({"inputs": {"amount": 1}, "steps": [{"op": "start"}, step]});
    let answer = steps(json!({"op": "answer", "element": "Review", "text": "yes"}));
    let refusal = "step 2, step: expected it to be accepted, and it was refused: nothing waits at Review";
    check(&review(), answer, &[refusal]).await;
    let approve = steps(json!({"op": "approve", "element": "Review", "rejected": true}));
    check(&review(), approve, &[]).await;
}

#[test]
fn a_name_that_no_element_has_is_refused_with_its_place_and_what_may_be_meant() {
    let graph = routine_model::read_bpmn(&review()).graph;
    let text = b"{\"version\": 1, \"routine\": \"r.bpmn\",\n \"expect\": {\"waiting\": [\"Reveiw\"]}}";
    let error = Scenario::parse(text).unwrap().check_names(text, &graph).unwrap_err().to_string();
    assert_eq!(error, "line 2, column 25: the routine has no element “Reveiw”; did you mean “Review”?");
    let known =
        b"{\"version\": 1, \"routine\": \"r.bpmn\", \"waitAt\": [\"Review\"], \"expect\": {\"completed\": [\"P\"]}}";
    assert_eq!(Scenario::parse(known).unwrap().check_names(known, &graph), Ok(()));
}

#[tokio::test]
async fn time_stands_still_until_the_script_moves_it_or_nothing_else_can_happen() {
    let routine = sequence(&[r#"<task id="Slow"/>"#, r#"<userTask id="Then"/>"#]);
    let slow = json!({"Slow": {"delay": "PT10S", "outputs": {"slept": true}}});
    let by_hand = json!({"mocks": slow, "steps": [
        {"op": "start", "after": {"completedCounts": {"Slow": 0}}},
        {"op": "advance", "duration": "PT9.999S", "after": {"completedCounts": {"Slow": 0}}},
        {"op": "advance", "duration": "PT0.001S", "after": {"completedCounts": {"Slow": 1}, "waiting": ["Then"]}}]});
    check(&routine, by_hand, &[]).await;

    let by_itself = json!({"clock": "auto", "mocks": slow,
        "steps": [{"op": "start"}, {"op": "complete", "element": "Then"}],
        "expect": {"status": "completed", "variables": {"slept": true}}});
    let store = RunPersistence::in_memory().unwrap();
    let report = play_in(store.clone(), &routine, by_itself).await;
    assert_eq!(report.mismatches, []);
    let row = store.run(&"scenario".into()).unwrap();
    assert_eq!(row.ended_at.unwrap().0 - row.created_at.0, 10_000, "ten seconds of virtual time");
}

#[tokio::test]
async fn a_scenario_has_the_same_journal_every_time() {
    let scenario =
        json!({"inputs": {"amount": 3}, "steps": [{"op": "start"}, {"op": "complete", "element": "Review"}]});
    let mut journals = Vec::new();
    for _ in 0..2 {
        let store = RunPersistence::in_memory().unwrap();
        let report = play_in(store.clone(), &review(), scenario.clone()).await;
        assert_eq!(report.result.unwrap().status, ResultStatus::Completed);
        journals.push(store.journal(&"scenario".into(), 1, None).unwrap());
    }
    assert_eq!(journals[0], journals[1]);
}

#[tokio::test]
async fn in_a_token_game_the_script_says_which_way_and_tasks_finish_at_once() {
    let content = r#"<process id="P"><startEvent id="S"/><exclusiveGateway id="G"/><userTask id="A"/><serviceTask id="B"/>
        <sequenceFlow id="s" sourceRef="S" targetRef="G"/><sequenceFlow id="a" sourceRef="G" targetRef="A"/>
        <sequenceFlow id="b" sourceRef="G" targetRef="B"/></process>"#;
    let routine = crate::support::file(content);
    let choose = json!({"op": "choose", "element": "G", "flows": ["b"]});
    let chosen = json!({"mode": "token-game", "steps": [choose, {"op": "start", "element": "S"}],
        "expect": {"status": "completed", "completed": ["S", "G", "B", "P"], "flowsTaken": ["s", "b"]}});
    check(&routine, chosen, &[]).await;
    let waits = json!({"mode": "token-game", "waitAt": ["A"], "steps": [
        {"op": "start", "element": "S", "after": {"waiting": ["A"]}}, {"op": "trigger", "element": "A"}],
        "expect": {"status": "completed", "completed": ["S", "G", "A", "P"]}});
    check(&routine, waits, &[]).await;
}

#[test]
fn a_file_that_makes_no_sense_is_refused_with_its_place() {
    for (scenario, expected) in [
        (
            json!({"version": 2}),
            "the scenario has version 2 and needs a newer version of this program, which knows version 1",
        ),
        (json!({"version": 0}), "version: there is no version 0 of scenarios"),
        (json!({"steps": [{"op": "choose", "element": "G"}]}), "step 1 (choose): \"flows\" is missing"),
        (
            json!({"steps": [{"op": "start"}, {"op": "start", "flows": []}]}),
            "step 2 (start): \"flows\" means nothing here",
        ),
        (json!({"steps": [{"op": "advance", "duration": "soon"}]}), "step 1 (advance): “soon” is no duration."),
        (json!({"steps": [{"op": "answer", "element": "C"}]}), "step 1 (answer): \"text\" is missing"),
        (
            json!({"mocks": {"A": {"bpmnError": "E", "failure": {"code": "x"}}}}),
            "the mock of A: it ends in one way only: outputs, bpmnError or failure",
        ),
    ] {
        assert_eq!(parse(scenario.clone()).unwrap_err(), expected, "{scenario}");
    }
    for (scenario, part) in [
        (json!({"expect": {"complete": []}}), "unknown field `complete`"),
        (json!({"mock": {}}), "unknown field `mock`"),
        (json!({"mocks": {"A": []}}), "a list of mocks has at least one"),
        (json!({"mocks": {"A": [{"output": {}}]}}), "unknown field `output`"),
        (json!({"steps": [{"op": "dance"}]}), "unknown variant `dance`"),
        (json!({"expect": {"status": "running"}}), "unknown variant `running`"),
    ] {
        let error = parse(scenario.clone()).unwrap_err();
        assert!(error.starts_with("line 1, column ") && error.contains(part), "{scenario}: {error}");
    }
    let error = Scenario::parse(b"{\n  \"version\": 1,\n").unwrap_err().to_string();
    assert!(error.starts_with("line 3, column "), "{error}");
}
