//! A step's record: what was chosen, asked, answered and approved, and the credits that are kept back and settled with it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use std::collections::BTreeMap;

use proptest::prelude::*;
use routine_model::Credits;
use routine_model::graph::settings::StrategySetting;
use run_engine::{
    Actor, CallDecision, PendingState, Rejection, RunCommand, RunConfig, RunStatus, StatusReason, StepAnswer, StepId,
    StepOutcome, StepRecord, StepStatus, Timestamp, WaitReason, pending_calls,
};
use serde_json::{Value, json};
use support::host::{Host, failure, variables};
use support::sketch::routine;

const A_DAY: i64 = 86_400_000;

fn credits(micros: u64) -> Credits {
    Credits::from_micros(micros)
}

/// One task that is being done, in a run that may spend this.
fn under_way(most: Option<u64>) -> Host {
    let mut config = RunConfig::default();
    config.limits.max_credits = most.map(credits);
    let mut host = Host::started(&routine(r#"<serviceTask id="a"/>"#, ""), config);
    host.delays.insert("a".to_owned(), A_DAY);
    host.open(json!({}));
    host
}

fn the_step(host: &Host) -> &run_engine::state::Step {
    host.progress().steps.values().next().expect("a step that has not ended")
}

fn asked(call: u32, reserved: u64) -> StepRecord {
    StepRecord::ModelAsked {
        call,
        model: "m".to_owned(),
        scripted: false,
        request: Value::Null,
        reserved: credits(reserved),
    }
}

fn answered(call: u32, cost: u64) -> StepRecord {
    StepRecord::ModelAnswered { call, reply: json!("yes"), charge: Value::Null, credits: credits(cost) }
}

fn call_asked(call: &str) -> StepRecord {
    StepRecord::CallAsked {
        call: call.to_owned(),
        tool: "write".to_owned(),
        server: None,
        arguments: json!({ "path": "a" }),
        risk: "high".to_owned(),
        approval: true,
        until: None,
    }
}

fn try_record(host: &mut Host, record: StepRecord) -> Result<(), Rejection> {
    let (step, attempt) = (the_step(host).id, the_step(host).attempt);
    host.try_send(RunCommand::RecordStep { step, attempt, record })
}

fn record(host: &mut Host, record: StepRecord) {
    try_record(host, record).expect("it comes on record");
}

fn answer(host: &mut Host, answer: StepAnswer) -> Result<(), Rejection> {
    let step = the_step(host).id;
    host.try_send(RunCommand::AnswerStep { step, answer, by: Actor::Person })?;
    host.settle();
    Ok(())
}

fn wait(host: &mut Host, on: WaitReason, until_ms: Option<u64>) {
    host.finish("a", StepOutcome::Waiting { on, until_ms });
    host.settle();
}

fn money(host: &Host) -> (u64, u64) {
    let reserved: u64 = host.progress().steps.values().map(|step| step.reserved().micros()).sum();
    (host.progress().credits.micros(), reserved)
}

#[test]
fn a_request_keeps_back_what_it_may_cost_and_gives_the_rest_back() {
    let mut host = under_way(Some(100));
    record(&mut host, asked(1, 60));
    assert_eq!(money(&host), (0, 60));
    record(&mut host, answered(1, 25));
    assert_eq!(money(&host), (25, 0));
    record(&mut host, asked(2, 75));
    assert_eq!(money(&host), (25, 75), "reaching the limit is allowed");
}

#[test]
fn a_request_that_may_cost_more_than_is_left_is_refused() {
    let mut host = under_way(Some(100));
    record(&mut host, asked(1, 60));
    let (step, needed, left) = (the_step(&host).id, credits(41), credits(40));
    assert_eq!(try_record(&mut host, asked(2, 41)), Err(Rejection::OutOfCredits { step, needed, left }));
    assert_eq!(money(&host), (0, 60));
}

#[test]
fn a_step_that_cannot_be_paid_waits_until_the_run_is_topped_up_and_goes_on_behind_its_record() {
    let mut host = under_way(Some(100));
    record(&mut host, asked(1, 90));
    record(&mut host, answered(1, 90));
    host.finish("a", StepOutcome::OutOfCredits { needed: credits(20) });
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Paused, Some(StatusReason::MaxCredits)));
    assert_eq!(the_step(&host).status, StepStatus::Queued);

    let mut config = host.progress().config.clone();
    config.limits.max_credits = Some(credits(110));
    host.send(RunCommand::ConfigureRun { config: Box::new(config) });
    host.send(RunCommand::ResumeRun);
    assert_eq!((&the_step(&host).status, the_step(&host).attempt), (&StepStatus::InProgress, 1));
    let request = host.machine.step_request(the_step(&host).id).unwrap();
    assert_eq!(request.record.len(), 2, "what was paid for is not asked again");
    assert_eq!(request.credits_left, Some(credits(20)));
}

#[test]
fn a_request_whose_answer_nobody_sees_counts_in_full() {
    let mut host = under_way(Some(100));
    record(&mut host, asked(1, 30));
    host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled });
    assert_eq!(host.progress().credits, credits(30));

    let mut host = under_way(Some(100));
    record(&mut host, asked(1, 30));
    host.send(RunCommand::RecoverSteps);
    assert_eq!(money(&host), (30, 0));
    let step = the_step(&host);
    assert_eq!((step.attempt, step.record.len()), (2, 2), "asked and lost are both on record");
    assert!(matches!(&*step.record[1], StepRecord::ModelLost { call: 1, .. }));
}

#[test]
fn a_failed_attempt_begins_again_with_an_empty_record() {
    let mut host = under_way(None);
    record(&mut host, StepRecord::PhaseBegun { phase: "analyse".to_owned() });
    host.finish("a", StepOutcome::Failed { failure: failure(run_engine::FailureKind::Technical, "no") });
    let incident = *host.progress().incidents.keys().next().unwrap();
    host.send(RunCommand::ResolveIncident { incident, resolution: run_engine::command::Resolution::Retry });
    assert_eq!((the_step(&host).attempt, the_step(&host).record.len()), (2, 0));
}

#[test]
fn a_step_that_was_interrupted_is_tried_again_behind_its_record() {
    let task = r#"<serviceTask id="a"><extensionElements><routine:recovery policy="incident"/></extensionElements></serviceTask>"#;
    let mut host = Host::started(&routine(task, ""), RunConfig::default());
    host.delays.insert("a".to_owned(), A_DAY);
    host.open(json!({}));
    record(&mut host, asked(1, 30));
    record(&mut host, answered(1, 20));
    record(&mut host, asked(2, 30));
    host.send(RunCommand::RecoverSteps);
    let incident = *host.progress().incidents.keys().next().expect("a person looks first");
    host.send(RunCommand::ResolveIncident { incident, resolution: run_engine::command::Resolution::Retry });
    let step = the_step(&host);
    assert_eq!((step.attempt, step.record_since, step.record.len()), (2, 1, 4), "what was paid is not asked again");
    assert!(matches!(&*step.record[3], StepRecord::ModelLost { call: 2, .. }), "what was lost is said");
    assert_eq!(money(&host), (50, 0));
}

#[test]
fn only_the_time_that_a_step_is_being_done_counts_as_its_time() {
    let mut host = under_way(None);
    let asked_for = |host: &Host| host.machine.step_request(the_step(host).id).unwrap().worked_ms;
    host.pass(300);
    record(&mut host, asked(1, 0));
    assert_eq!(asked_for(&host), 300);
    host.pass(200);
    wait(&mut host, WaitReason::Conversation, None);
    assert_eq!(asked_for(&host), 500);
    host.pass(10_000);
    answer(&mut host, StepAnswer::Say { text: "late".to_owned() }).unwrap();
    assert_eq!(asked_for(&host), 500, "it waited for somebody");
    host.pass(50);
    record(&mut host, answered(1, 0));
    host.pass(7_000);
    host.send(RunCommand::RecoverSteps);
    assert_eq!(asked_for(&host), 550, "nobody knows when the program ended; what is on record counts");
}

#[test]
fn what_is_said_in_a_conversation_lets_the_step_go_on() {
    let mut host = under_way(None);
    wait(&mut host, WaitReason::Conversation, None);
    assert_eq!(
        answer(&mut host, StepAnswer::Approve { call: "1".to_owned(), arguments: None }).unwrap_err().code(),
        "step-not-open"
    );
    answer(&mut host, StepAnswer::Say { text: "hello".to_owned() }).unwrap();
    assert_eq!(the_step(&host).status, StepStatus::InProgress);
    let request = host.machine.step_request(the_step(&host).id).unwrap();
    assert_eq!(*request.record[0], StepRecord::PersonSaid { text: "hello".to_owned(), by: Actor::Person });
    assert!(answer(&mut host, StepAnswer::Say { text: "again".to_owned() }).is_err(), "it is not their turn");
}

#[test]
fn a_call_is_decided_once_with_the_arguments_that_the_person_left() {
    let mut host = under_way(None);
    record(&mut host, call_asked("c1"));
    wait(&mut host, WaitReason::Approval, None);
    let arguments = Some(json!({ "path": "b" }));
    answer(&mut host, StepAnswer::Approve { call: "c1".to_owned(), arguments: arguments.clone() }).unwrap();
    let decision = CallDecision::Approved { arguments };
    assert_eq!(
        *the_step(&host).record[1],
        StepRecord::CallDecided { call: "c1".to_owned(), decision, by: Actor::Person }
    );
    let again = answer(&mut host, StepAnswer::Reject { call: "c1".to_owned(), reason: None });
    assert_eq!(again.unwrap_err().code(), "step-not-open");
}

#[test]
fn a_decision_that_comes_while_the_step_is_busy_is_not_overlooked() {
    let mut host = under_way(None);
    record(&mut host, call_asked("c1"));
    record(&mut host, call_asked("c2"));
    wait(&mut host, WaitReason::Approval, None);
    answer(&mut host, StepAnswer::Approve { call: "c1".to_owned(), arguments: None }).unwrap();
    answer(&mut host, StepAnswer::Reject { call: "c2".to_owned(), reason: None }).unwrap();
    // Whoever does the step has read the first decision only, and asks for the second.
    wait(&mut host, WaitReason::Approval, None);
    assert_eq!(the_step(&host).status, StepStatus::InProgress, "it is executed again and reads both");
    wait(&mut host, WaitReason::Approval, None);
    assert_eq!(the_step(&host).status, StepStatus::Waiting { on: WaitReason::Approval }, "now it waits");
}

#[test]
fn a_wait_that_has_an_end_is_put_on_record_when_it_comes() {
    let mut host = under_way(None);
    wait(&mut host, WaitReason::Conversation, Some(5_000));
    host.pass(4_999);
    assert_eq!(the_step(&host).status, StepStatus::Waiting { on: WaitReason::Conversation });
    host.pass(1);
    assert_eq!(the_step(&host).status, StepStatus::InProgress);
    assert_eq!(*the_step(&host).record[0], StepRecord::WaitExpired);
}

#[test]
fn an_answer_in_time_stops_the_clock() {
    let mut host = under_way(None);
    wait(&mut host, WaitReason::Conversation, Some(5_000));
    answer(&mut host, StepAnswer::Say { text: "here".to_owned() }).unwrap();
    assert!(host.progress().subscriptions.is_empty());
    host.pass(10_000);
    assert_eq!(the_step(&host).record.len(), 1);
}

#[test]
fn an_override_reaches_steps_that_have_not_begun_and_can_be_taken_back() {
    let mut host =
        Host::started(&routine(r#"<userTask id="first"/><serviceTask id="a"/>"#, "first -> a"), RunConfig::default());
    host.delays.insert("a".to_owned(), A_DAY);
    host.open(json!({}));
    let with = |setting| RunCommand::OverrideStrategy { element: "a".into(), step: None, setting, by: Actor::Person };
    host.send(with(Some(StrategySetting::Reasoning)));
    host.complete("first", json!({}));
    let step = the_step(&host).id;
    let said = host.machine.step_request(step).unwrap().strategies;
    assert_eq!((said.element, said.step), (Some(StrategySetting::Reasoning), None));
    host.send(with(None));
    let setting = Some(StrategySetting::Deterministic);
    host.send(RunCommand::OverrideStrategy { element: "a".into(), step: Some(step), setting, by: Actor::Person });
    let said = host.machine.step_request(step).unwrap().strategies;
    assert_eq!((said.element, said.step), (None, setting));
}

#[test]
fn a_routine_can_refuse_to_be_overridden() {
    let text = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:routine="urn:routine-studio:schema:1"
      id="D" targetNamespace="t"><process id="P" isExecutable="true"><extensionElements>
      <routine:settings allowStrategyOverride="false"/></extensionElements><userTask id="a"/></process></definitions>"#;
    let mut host = Host::play(text, json!({}));
    let setting = Some(StrategySetting::Reasoning);
    let refused =
        host.try_send(RunCommand::OverrideStrategy { element: "a".into(), step: None, setting, by: Actor::Person });
    assert_eq!(refused, Err(Rejection::OverrideRefused("a".into())));
}

/// One of several things that happen to one of many steps.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Ask(u64),
    Answer(u64),
    Fail,
    End,
}

fn happenings() -> impl Strategy<Value = Vec<(usize, Happening)>> {
    let one = prop_oneof![
        4 => (0_u64..400).prop_map(Happening::Ask),
        3 => (0_u64..=100).prop_map(Happening::Answer),
        1 => Just(Happening::Fail),
        1 => Just(Happening::End),
    ];
    proptest::collection::vec((0_usize..200, one), 1..400)
}

/// Two hundred steps of one run, all being done.
fn two_hundred(most: u64) -> Host {
    let mut config = RunConfig { max_concurrency: 200, ..RunConfig::default() };
    config.limits.max_credits = Some(credits(most));
    let tasks: String = (0..200).map(|n| format!(r#"<serviceTask id="t{n}"/>"#)).collect();
    let mut host = Host::started(&routine(&tasks, ""), config);
    host.delays.extend((0..200).map(|n| (format!("t{n}"), A_DAY)));
    host.open(json!({}));
    host
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Two hundred steps under one cap: what is spent and kept back never exceeds it, and the ledger adds up after every event.
    #[test]
    fn concurrent_steps_never_overspend_and_the_ledger_adds_up(most in 500_u64..20_000, happenings in happenings()) {
        let mut host = two_hundred(most);
        prop_assert_eq!(host.progress().steps_in_progress, 200);
        let mut open: BTreeMap<StepId, BTreeMap<u32, u64>> = BTreeMap::new();
        let (mut spent, mut next) = (0, 0);
        for (which, happening) in happenings {
            if host.status() != RunStatus::InProgress {
                break;
            }
            let steps: Vec<StepId> = host.progress().steps.keys().copied().collect();
            let Some(&step) = steps.get(which % steps.len().max(1)) else { break };
            let mine = open.entry(step).or_default();
            let kept: u64 = mine.values().sum();
            match happening {
                Happening::Ask(most_of_it) => {
                    next += 1;
                    let record = asked(next, most_of_it);
                    match host.try_send(RunCommand::RecordStep { step, attempt: 1, record }) {
                        Ok(()) => drop(mine.insert(next, most_of_it)),
                        Err(Rejection::OutOfCredits { needed, left, .. }) => prop_assert!(needed > left),
                        Err(other) => prop_assert!(false, "{}", other),
                    }
                }
                Happening::Answer(percent) => {
                    let Some((call, reserved)) = mine.pop_first() else { continue };
                    let cost = reserved * percent / 100;
                    host.send(RunCommand::RecordStep { step, attempt: 1, record: answered(call, cost) });
                    spent += cost;
                }
                Happening::Fail => {
                    let Some((call, _)) = mine.pop_first() else { continue };
                    let (code, message) = ("overloaded".to_owned(), "no".to_owned());
                    let record = StepRecord::ModelFailed { call, code, message, credits: Credits::ZERO };
                    host.send(RunCommand::RecordStep { step, attempt: 1, record });
                }
                Happening::End => {
                    let outcome = StepOutcome::Succeeded { outputs: variables(json!({})) };
                    host.send(RunCommand::FinishStep { step, attempt: 1, outcome, by: Actor::Execution });
                    open.remove(&step);
                    spent += kept;
                }
            }
            let run = host.progress();
            let in_progress = run.steps.values().filter(|step| step.status == StepStatus::InProgress);
            let full: u128 = in_progress.map(|step| u128::from(step.kept_back().micros())).sum();
            prop_assert_eq!(run.kept_back, full, "the sum that is carried along is the full sum");
            let (in_run, reserved) = money(&host);
            let expected: u64 = open.values().flat_map(BTreeMap::values).sum();
            prop_assert_eq!((in_run, reserved), (spent, expected), "spent and kept back are what was recorded");
            prop_assert!(in_run + reserved <= most, "{} + {} of {}", in_run, reserved, most);
        }
    }
}

#[test]
fn each_pending_call_has_its_own_time_and_the_nearest_is_the_one_that_has_come() {
    let call = |call: &str, until: Option<i64>| StepRecord::CallAsked {
        call: call.to_owned(),
        tool: "echo".to_owned(),
        server: None,
        arguments: json!({}),
        risk: "high".to_owned(),
        approval: true,
        until: until.map(Timestamp),
    };
    let mut records = vec![call("late", Some(200)), call("soon", Some(100)), call("never", None)];
    let states = |records: &[StepRecord]| -> Vec<PendingState> {
        pending_calls(records).into_iter().map(|call| call.state).collect()
    };
    use PendingState::{PendingApproval, RejectedByTimeout};
    records.push(StepRecord::WaitExpired);
    assert_eq!(states(&records), [PendingApproval, RejectedByTimeout, PendingApproval], "only the nearest is over");
    records.push(StepRecord::WaitExpired);
    assert_eq!(states(&records), [RejectedByTimeout, RejectedByTimeout, PendingApproval], "then the next");
    let journal_of_old = [call("one", None), call("two", None), StepRecord::WaitExpired];
    assert_eq!(states(&journal_of_old), [RejectedByTimeout, RejectedByTimeout], "calls once shared one time");
}
