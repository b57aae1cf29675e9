//! Runs and swarms that stood still go on, or say why they do not.

use routine_model::Credits;
use serde_json::Value;
use swarm::policy::OnTrouble;
use swarm::{
    AskRequest, Author, BlockedOn, LeaveStatus, NewSubtask, RoutineOffer, RunId, StatusReason, SubtaskStatus,
    SwarmCommand, SwarmEffect, SwarmSettings, SwarmStatus,
};

use super::{Play, join, leave, settings};

fn reserve(micros: u64) -> AskRequest {
    AskRequest::Reserve { amount: Credits::from_micros(micros) }
}

fn capped(micros: u64) -> Play {
    Play::new(SwarmSettings { credits: Some(Credits::from_micros(micros)), ..settings() })
}

#[test]
fn a_run_that_joins_while_credits_lack_is_not_paused_and_one_that_joins_what_somebody_paused_is() {
    let mut play = capped(10);
    play.ask("r", 1, 0, join());
    play.ask("r", 2, 0, reserve(11));
    assert_eq!(play.context().reason, Some(StatusReason::OutOfCredits));
    let pause = SwarmEffect::PauseRun { run: RunId::from("late") };
    let (joined, _) = play.ask("late", 1, 0, join());
    assert!(!joined.effects.contains(&pause), "nobody would wake it when there are credits again");
    play.send(SwarmCommand::ResumeSwarm { by: Author::Person });
    play.send(SwarmCommand::PauseSwarm { by: Author::Person });
    let (joined, _) = play.ask("later", 1, 0, join());
    let pause = SwarmEffect::PauseRun { run: RunId::from("later") };
    assert!(joined.effects.contains(&pause), "somebody wants nothing to go on");
    let resumed = play.send(SwarmCommand::ResumeSwarm { by: Author::Person }).effects;
    assert!(resumed.contains(&SwarmEffect::ResumeRun { run: RunId::from("later") }), "until it is resumed");
    play.check();
}

#[test]
fn a_swarm_without_credits_goes_on_after_a_top_up_although_the_run_that_wanted_them_is_gone() {
    let mut play = capped(10);
    play.ask("r", 1, 0, join());
    play.ask("r", 2, 0, reserve(10));
    play.ask("r", 3, 10, reserve(1));
    play.ask("r", 4, 10, leave(LeaveStatus::Failed));
    assert_eq!(play.context().status, SwarmStatus::Paused, "there is still nothing to spend");
    play.send(SwarmCommand::TopUp { by: Author::Person, amount: Credits::from_micros(5) });
    assert!(play.context().status.coordinates(), "there is, and nobody waits for more");
    play.check();
}

#[test]
fn a_swarm_goes_on_when_the_run_that_wanted_more_than_there_is_leaves() {
    let mut play = capped(10);
    play.ask("r", 1, 0, join());
    play.ask("r", 2, 0, reserve(11));
    play.ask("r", 3, 0, leave(LeaveStatus::Cancelled));
    assert!(play.context().status.coordinates(), "what is left can be spent by others");
    play.check();
}

#[test]
fn a_top_up_does_not_resume_what_a_person_has_paused() {
    let mut play = capped(10);
    play.send(SwarmCommand::PauseSwarm { by: Author::Person });
    play.send(SwarmCommand::TopUp { by: Author::Person, amount: Credits::from_micros(5) });
    assert_eq!(play.context().status, SwarmStatus::Paused, "for another reason");
    play.check();
}

fn started(effects: &[SwarmEffect]) -> Option<RunId> {
    effects.iter().find_map(|effect| match effect {
        SwarmEffect::StartRun { run, .. } => Some(run.clone()),
        _ => None,
    })
}

#[test]
fn a_cancelled_run_counts_as_an_attempt_and_after_the_last_one_its_subtask_has_failed() {
    let mut after = NewSubtask::new("publish", "Publish");
    after.depends_on = vec!["write".into()];
    let mut given = settings();
    given.subtasks = vec![NewSubtask::new("write", "Write the article"), after];
    given.policy.attempts = Some(2);
    given.policy.on_subtask_failed = OnTrouble::Pause;
    let mut play = Play::new(given);
    let offer = RoutineOffer { path: "w.bpmn".to_owned(), name: "w".to_owned(), does: vec!["write".to_owned()] };
    let mut reaction = play.send(SwarmCommand::OfferRoutines { routines: vec![offer] });
    for attempt in 1..=2 {
        let run = started(&reaction.effects).unwrap();
        play.ask(run.as_str(), 1, 0, join());
        reaction = play.ask(run.as_str(), 2, 0, leave(LeaveStatus::Cancelled)).0;
        play.check_nothing_is_left_to_do();
        assert_eq!(started(&reaction.effects).is_some(), attempt == 1, "it is tried as often as the policy says");
    }
    let write = &play.context().subtasks[&"write".into()];
    assert_eq!(write.status, SubtaskStatus::Failed, "and not for ever");
    assert!(matches!(&write.blocked, Some(BlockedOn::Failed { message }) if message.contains("was cancelled")));
    assert_eq!(play.context().subtasks[&"publish".into()].status, SubtaskStatus::Blocked, "nor what depends on it");
    assert!(matches!(&play.context().reason, Some(StatusReason::Stuck { blocks }) if blocks.len() == 2), "it says so");
    assert_eq!(play.context().status, SwarmStatus::Idle, "who cancels a run wants no pause of everything else");
    play.check();
}

#[test]
fn what_concerns_no_subtask_makes_nobody_look_and_changes_nothing_of_them() {
    let mut given = settings();
    given.subtasks = vec![NewSubtask::new("write", "Write the article")];
    let mut play = Play::new(given);
    let before = (play.context().subtasks.clone(), play.context().status, play.context().reason.clone());
    play.ask("r", 1, 0, join());
    for ask in 2..20 {
        play.ask("r", ask, ask, AskRequest::Read { keys: vec!["a".to_owned()] });
        play.ask("r", ask + 100, ask, super::write("a", swarm::EntryOperation::Set, Value::from(ask), None));
        play.check_nothing_is_left_to_do();
    }
    play.ask("r", 200, 20, leave(LeaveStatus::Completed));
    let after = (play.context().subtasks.clone(), play.context().status, play.context().reason.clone());
    assert_eq!(after, before, "it stands where it stood before the run came");
    play.check();
}
