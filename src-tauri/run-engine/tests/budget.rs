//! Credits and time: what a run may use up, alone and with parallel branches.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use routine_model::Credits;
use run_engine::config::OnLimit;
use run_engine::{RunCommand, RunConfig, RunStatus, StatusReason, StepStatus, Timestamp};
use support::host::Host;

const FORK: &str = r#"<startEvent id="s"/><parallelGateway id="g"/><task id="a"/><task id="b"/><endEvent id="e"/>
  <sequenceFlow id="1" sourceRef="s" targetRef="g"/><sequenceFlow id="2" sourceRef="g" targetRef="a"/>
  <sequenceFlow id="3" sourceRef="g" targetRef="b"/><sequenceFlow id="4" sourceRef="a" targetRef="e"/>
  <sequenceFlow id="5" sourceRef="b" targetRef="e"/>"#;

fn file(content: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="t"><process id="P" isExecutable="true">{content}</process></definitions>"#
    )
}

fn started(most: u64, estimates: [(&str, u64); 2]) -> Host {
    let mut config = RunConfig::default();
    config.limits.max_credits = Some(Credits::from_micros(most));
    let mut host = Host::started(&file(FORK), config);
    for (element, micros) in estimates {
        host.estimates.insert(element.to_owned(), Credits::from_micros(micros));
        host.delays.insert(element.to_owned(), 10);
    }
    host.send(RunCommand::OpenProcess { process: None, start: None, inputs: Default::default() });
    host.settle();
    host
}

fn in_progress(host: &Host) -> Vec<&str> {
    let steps = host.progress().steps.values().filter(|step| step.status == StepStatus::InProgress);
    steps.map(|step| step.element.as_str()).collect()
}

#[test]
fn parallel_steps_that_can_be_paid_for_together_are_done_together() {
    assert_eq!(in_progress(&started(100, [("a", 60), ("b", 40)])), ["a", "b"], "reaching the limit is allowed");
}

#[test]
fn parallel_steps_that_cannot_be_paid_for_together_are_done_one_after_the_other() {
    let mut host = started(100, [("a", 60), ("b", 41)]);
    assert_eq!(in_progress(&host), ["a"]);
    let step = host.progress().steps.values().next().unwrap().id;
    host.send(RunCommand::ChargeStep { step, credits: Credits::from_micros(50) });
    host.finish("a", run_engine::StepOutcome::Succeeded { outputs: Default::default() });
    host.settle();
    assert_eq!(in_progress(&host), ["b"], "50 are spent, and 41 fit into the 50 that are left");
    assert_eq!(host.progress().credits, Credits::from_micros(50));
}

#[test]
fn a_step_that_cannot_be_paid_for_at_all_is_what_the_limit_is_for() {
    let host = started(100, [("a", 101), ("b", 1)]);
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Paused, Some(StatusReason::MaxCredits)));
}

#[test]
fn the_deadline_leaves_out_pauses_and_the_boundary_is_allowed() {
    let mut config = RunConfig::default();
    config.limits.max_time_ms = Some(1_000);
    config.limits.on_max_time = OnLimit::Stop;
    let mut host = Host::started(&file(FORK), config);
    host.perform();
    assert_eq!(host.deadline, Some(Timestamp(1_001)));
    host.now = Timestamp(400);
    host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused });
    host.perform();
    assert_eq!(host.deadline, None, "a paused run uses up no time");
    host.now = Timestamp(5_000);
    host.send(RunCommand::ResumeRun);
    host.perform();
    assert_eq!(host.deadline, Some(Timestamp(5_601)));
    host.now = Timestamp(5_600);
    host.send(RunCommand::CheckLimits);
    assert_eq!(host.status(), RunStatus::InProgress, "reaching the limit is allowed");
    host.now = Timestamp(5_601);
    host.send(RunCommand::CheckLimits);
    assert_eq!((host.status(), host.progress().reason), (RunStatus::Failed, Some(StatusReason::MaxTime)));
}
