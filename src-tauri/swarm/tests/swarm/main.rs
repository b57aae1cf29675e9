//! A swarm from its creation to its end, and random asks of several runs.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod accounts;
mod going_on;

use proptest::prelude::*;
use routine_model::Credits;
use serde_json::{Value, json};
use swarm::ledger::Statement;
use swarm::{
    AskAnswer, AskKey, AskRequest, Author, Charge, EntryOperation, EntryWrite, LeaveStatus, MemberAct, NewSubtask,
    Refusal, RoutineOffer, RunAsk, RunId, StatusReason, StepId, SubtaskStatus, SwarmAskId, SwarmCommand, SwarmContext,
    SwarmEffect, SwarmId, SwarmJournalEntry, SwarmReaction, SwarmSettings, SwarmStateMachine, SwarmStatus, Timestamp,
};

struct Play {
    machine: SwarmStateMachine,
    journal: Vec<SwarmJournalEntry>,
}

impl Play {
    fn new(settings: SwarmSettings) -> Self {
        let mut play = Self { machine: SwarmStateMachine::new(), journal: Vec::new() };
        play.send(SwarmCommand::CreateSwarm { swarm: SwarmId::from("s"), settings: Box::new(settings) });
        play.send(SwarmCommand::StartSwarm { by: Author::Person });
        play.send(SwarmCommand::FinishStarting { result: Ok(()) });
        play
    }

    fn send(&mut self, command: SwarmCommand) -> SwarmReaction {
        let now = Timestamp(i64::try_from(self.journal.len()).unwrap());
        let reaction = self.machine.handle(command, now).unwrap();
        self.journal.extend(reaction.events.iter().cloned());
        reaction
    }

    fn ask(&mut self, run: &str, ask: u64, spent: u64, request: AskRequest) -> (SwarmReaction, Option<AskAnswer>) {
        let reaction = self.send(SwarmCommand::Ask(RunAsk {
            run: RunId::from(run),
            ask: ask.into(),
            answered_below: None,
            step: None,
            member: None,
            spent_total: Credits::from_micros(spent),
            charges: Vec::new(),
            request,
        }));
        let answer = reaction.effects.iter().find_map(|effect| match effect {
            SwarmEffect::AnswerAsk { answer, .. } => Some(answer.clone()),
            _ => None,
        });
        (reaction, answer)
    }

    fn context(&self) -> &SwarmContext {
        self.machine.context().unwrap()
    }

    /// What follows from the state by itself has followed, whatever the last command was.
    fn check_nothing_is_left_to_do(&self) {
        let context = self.context();
        let coordination = swarm::coordinate(context);
        if context.status.coordinates() {
            assert_eq!(coordination.next, [], "what can begin has begun");
            let idle = (context.status == SwarmStatus::Idle).then(|| context.reason.clone()).flatten();
            assert_eq!(idle, coordination.idle, "the swarm stands where its subtasks stand");
        }
    }

    fn check(&self) {
        self.context().ledger.check().unwrap();
        let replayed = SwarmStateMachine::replay(self.journal.clone()).unwrap();
        assert_eq!(replayed.context(), self.machine.context(), "replay is what happened");
        let text = serde_json::to_string(&self.journal).unwrap();
        let read: Vec<SwarmJournalEntry> = serde_json::from_str(&text).unwrap();
        assert_eq!(read, self.journal, "a journal comes back as it was written");
        let state = serde_json::to_string(self.context()).unwrap();
        assert_eq!(&serde_json::from_str::<SwarmContext>(&state).unwrap(), self.context(), "and so does a checkpoint");
        let statement = Statement::of(&self.journal).unwrap();
        assert_eq!(statement.ledger, self.context().ledger, "the statement ends where the account stands");
        let of_runs = statement.by_step.values().fold(Credits::ZERO, |sum, it| sum.checked_add(it.amount).unwrap());
        let by_member = statement.by_member.values().fold(Credits::ZERO, |sum, it| sum.checked_add(it.amount).unwrap());
        let runs =
            self.context().ledger.runs.values().fold(Credits::ZERO, |sum, it| sum.checked_add(it.spent).unwrap());
        assert!(
            of_runs >= runs && by_member == statement.ledger.spent,
            "each credit stands under one step and one member"
        );
    }
}

fn settings() -> SwarmSettings {
    SwarmSettings { name: "Press".to_owned(), goal: "an article".to_owned(), ..SwarmSettings::default() }
}

fn join() -> AskRequest {
    AskRequest::Join { routine: "write.bpmn".to_owned(), subtask: None }
}

fn leave(status: LeaveStatus) -> AskRequest {
    AskRequest::Leave { status, inputs: Value::Null, outputs: json!({"ok": true}), message: None }
}

fn write(key: &str, operation: EntryOperation, value: Value, expected_version: Option<u64>) -> AskRequest {
    AskRequest::Write { writes: vec![EntryWrite { key: key.to_owned(), operation, value, expected_version }] }
}

#[test]
fn a_swarm_works_through_its_subtasks_by_itself_until_all_are_done() {
    let mut second = NewSubtask::new("write", "Write the article");
    second.depends_on = vec!["research".into()];
    let mut play = Play::new(SwarmSettings {
        subtasks: vec![second, NewSubtask::new("research", "Research sources")],
        ..settings()
    });
    assert!(matches!(play.context().reason, Some(StatusReason::Stuck { .. })), "no routine is known yet");
    let offer = |path: &str, word: &str| RoutineOffer {
        path: path.to_owned(),
        name: path.to_owned(),
        does: vec![word.to_owned()],
    };
    let routines = vec![offer("w.bpmn", "write"), offer("r.bpmn", "research")];
    let mut reaction = play.send(SwarmCommand::OfferRoutines { routines });
    for (subtask, routine) in [("research", "r.bpmn"), ("write", "w.bpmn")] {
        let started = reaction.effects.iter().find_map(|effect| match effect {
            SwarmEffect::StartRun { run, subtask, routine, .. } => {
                Some((run.clone(), subtask.clone(), routine.clone()))
            }
            _ => None,
        });
        let (run, started_for, started_with) = started.unwrap();
        assert_eq!((started_for.as_str(), &*started_with), (subtask, routine), "dependencies come first");
        assert_eq!(play.context().status, SwarmStatus::Running, "something is at work");
        play.ask(run.as_str(), 1, 0, join());
        reaction = play.ask(run.as_str(), 2, 0, leave(LeaveStatus::Completed)).0;
        assert_eq!(play.context().subtasks[&started_for].status, SubtaskStatus::Done, "a run that completes does it");
        play.check();
    }
    assert_eq!(play.context().status, SwarmStatus::Idle, "nothing is left");
    assert_eq!(play.context().reason, Some(StatusReason::Done), "and it says why");
    play.send(SwarmCommand::StopSwarm { by: Author::Person, message: None });
    assert_eq!(play.context().status, SwarmStatus::Terminated, "nobody is left, so the books are closed");
    assert_eq!(play.context().statistics.runs_completed, 2, "the closing statistics count both");
    play.check();
}

#[test]
fn a_failed_subtask_blocks_what_depends_on_it_and_says_so() {
    let mut second = NewSubtask::new("write", "Write the article");
    second.depends_on = vec!["research".into()];
    let mut play = Play::new(SwarmSettings {
        subtasks: vec![NewSubtask::new("research", "Research sources"), second],
        ..settings()
    });
    let moved = |status| SwarmCommand::MoveSubtask {
        by: Author::Person.into(),
        subtask: "research".into(),
        status,
        message: Some("no sources".to_owned()),
    };
    play.send(moved(SubtaskStatus::Failed));
    assert_eq!(play.context().subtasks[&"write".into()].status, SubtaskStatus::Blocked, "it can never begin");
    play.send(moved(SubtaskStatus::Todo));
    assert_eq!(play.context().subtasks[&"write".into()].status, SubtaskStatus::Todo, "it can again");
    play.check();
}

#[test]
fn a_repeated_ask_gets_the_same_answer_and_changes_nothing() {
    let mut play = Play::new(settings());
    play.ask("r", 1, 0, join());
    let request = write("n", EntryOperation::Increment, json!(1), None);
    let (_, first) = play.ask("r", 2, 0, request.clone());
    let (again, second) = play.ask("r", 2, 0, request);
    assert_eq!(first, Some(AskAnswer::Written { results: vec![Ok(1)] }), "the first one is done");
    assert_eq!(second, first, "the second one is answered the same");
    assert!(again.events.is_empty(), "and nothing happens");
    assert_eq!(play.context().board.get("n").and_then(|entry| entry.value.as_deref()), Some(&json!(1)), "once");
}

#[test]
fn compare_and_set_refuses_a_stale_version_and_names_the_one_that_is_there() {
    let mut play = Play::new(settings());
    play.ask("r", 1, 0, join());
    play.ask("r", 2, 0, write("k", EntryOperation::Set, json!("a"), Some(0)));
    let (_, answer) = play.ask("r", 3, 0, write("k", EntryOperation::Set, json!("b"), Some(0)));
    let refusal = Refusal::Conflict { key: "k".to_owned(), expected: 0, current: 1, writer: Author::Routine };
    assert_eq!(answer, Some(AskAnswer::Written { results: vec![Err(refusal)] }), "somebody was faster");
    play.check();
}

#[test]
fn a_run_that_watches_wakes_when_something_newer_is_written() {
    let mut play = Play::new(settings());
    play.ask("r", 1, 0, join());
    let known_seq = play.context().seq;
    let watch = AskRequest::Watch { keys: vec!["notes.*".to_owned()], known_seq };
    assert!(play.ask("r", 2, 0, watch).1.is_none(), "nothing is there yet");
    let post = |key: &str| SwarmCommand::Post { by: Author::Person, writes: vec![EntryWrite::set(key, json!(1))] };
    assert!(play.send(post("other")).effects.is_empty(), "another entry is no news");
    let woken = play.send(post("notes.a")).effects;
    assert!(matches!(&woken[..], [SwarmEffect::WakeRun { run, .. }] if run.as_str() == "r"), "this one is");
    assert!(play.send(post("notes.b")).effects.is_empty(), "it is woken once");
    play.check();
}

#[test]
fn reaching_the_cap_pauses_and_topping_up_lets_the_run_go_on() {
    let mut play = Play::new(SwarmSettings { credits: Some(Credits::from_micros(10)), ..settings() });
    play.ask("r", 1, 0, join());
    let reserve = |micros| AskRequest::Reserve { amount: Credits::from_micros(micros) };
    let (_, exact) = play.ask("r", 2, 0, reserve(10));
    assert!(matches!(exact, Some(AskAnswer::Reserved { .. })), "exactly at the cap is allowed");
    let (_, beyond) = play.ask("r", 3, 10, reserve(1));
    assert!(matches!(beyond, Some(AskAnswer::Refused(Refusal::OutOfCredits { .. }))), "beyond is not");
    assert_eq!(play.context().status, SwarmStatus::Paused, "the swarm pauses");
    let more = SwarmCommand::TopUp { by: Author::Person, amount: Credits::from_micros(5) };
    let effects = play.send(more).effects;
    assert!(effects.contains(&SwarmEffect::ResumeRun { run: RunId::from("r") }), "the run goes on");
    assert!(play.context().status.coordinates(), "and so does the swarm");
    play.ask("r", 4, 12, leave(LeaveStatus::Completed));
    assert_eq!(
        play.context().ledger.spent,
        Credits::from_micros(12),
        "what was spent counts, even beyond what was kept"
    );
    play.check();
}

fn request() -> impl Strategy<Value = AskRequest> {
    use EntryOperation::{Append, DeepMerge, Delete, Increment, Merge, Set};
    let operation = prop::sample::select(vec![Set, Append, Increment, Merge, DeepMerge, Delete]);
    let value = prop::sample::select(vec![json!(null), json!(1), json!(0.5), json!([1]), json!({"a": {"b": 1}})]);
    let expected = prop::option::weighted(0.3, 0_u64..4);
    prop_oneof![
        1 => Just(join()),
        6 => (prop::sample::select(vec!["a", "b", "c.d"]), operation, value, expected)
            .prop_map(|(key, operation, value, expected)| write(key, operation, value, expected)),
        2 => Just(AskRequest::Read { keys: vec!["a".to_owned(), "c.d".to_owned()] }),
        1 => (0_u64..40).prop_map(|known_seq| AskRequest::Watch { keys: vec!["**".to_owned()], known_seq }),
        3 => (0_u64..60).prop_map(|micros| AskRequest::Reserve { amount: Credits::from_micros(micros) }),
        1 => Just(leave(LeaveStatus::Failed)),
    ]
}

proptest! {
    #[test]
    fn whatever_several_runs_ask_the_books_add_up_and_replay_is_what_happened(
        asks in prop::collection::vec((0_usize..4, 1_u64..30, 0_u64..80, request()), 1..60),
    ) {
        let mut play = Play::new(SwarmSettings { credits: Some(Credits::from_micros(100)), ..settings() });
        let runs = ["r0", "r1", "r2", "r3"];
        for (run, ask, spent, request) in asks {
            let versions: Vec<_> = play.context().board.entries.iter().map(|(k, e)| (k.clone(), e.version)).collect();
            let (first, answer) = play.ask(runs[run], ask, spent, request.clone());
            play.context().ledger.check().unwrap();
            play.check_nothing_is_left_to_do();
            let written = first.versions.len() as u64;
            let before: u64 = versions.iter().map(|(_, version)| version).sum();
            let after: u64 = play.context().board.entries.values().map(|entry| entry.version).sum();
            prop_assert_eq!(after, before + written, "versions go up by one, without gaps");
            let (again, same) = play.ask(runs[run], ask, spent, request);
            prop_assert!(again.versions.is_empty(), "an ask that is repeated writes nothing");
            if matches!(answer, Some(AskAnswer::Written { .. } | AskAnswer::Reserved { .. })) {
                prop_assert_eq!(same, answer, "and is answered the same");
                prop_assert!(again.events.is_empty(), "and nothing happens");
            }
        }
        play.check();
    }
}

#[test]
fn what_a_member_does_is_done_once_and_what_it_may_not_do_is_on_record() {
    let team = serde_json::from_value(json!({
        "members": [{ "id": "ann", "name": "Ann", "kind": "agent" }, { "id": "bo", "name": "Bo", "kind": "agent" }],
        "leader": "ann",
    }));
    let mut play = Play::new(SwarmSettings { team: team.unwrap(), ..settings() });
    play.ask("r", 1, 0, join());
    let add = AskRequest::Act(Box::new(MemberAct::AddSubtask { subtask: NewSubtask::new("more", "Do more") }));
    let mut act = |member: &str, call: &str| {
        let reaction = play.send(SwarmCommand::Ask(RunAsk {
            run: RunId::from("r"),
            ask: AskKey::Call(call.into()),
            answered_below: None,
            step: None,
            member: Some(member.into()),
            spent_total: Credits::ZERO,
            charges: Vec::new(),
            request: add.clone(),
        }));
        let answer = reaction.effects.into_iter().find_map(|effect| match effect {
            SwarmEffect::AnswerAsk { answer, .. } => Some(answer),
            _ => None,
        });
        (answer.unwrap(), reaction.events.len())
    };
    let (refused, _) = act("bo", "one");
    let AskAnswer::Refused(refusal) = &refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code(), "swarm-forbidden", "only leaders add subtasks");
    assert_eq!(act("bo", "one"), (refused.clone(), 0), "asked again it is the same, and nothing is written");
    assert_eq!(act("ann", "two").0, AskAnswer::Done);
    assert_eq!(act("ann", "two"), (AskAnswer::Done, 0), "done once");
    let (again, _) = act("ann", "three");
    assert!(matches!(again, AskAnswer::Refused(Refusal::Impossible { .. })), "another call finds it there: {again:?}");
    assert_eq!(play.context().subtasks.len(), 1);
    play.check();
}

#[test]
fn charges_explain_what_was_booked_before_and_count_once() {
    let mut play = Play::new(settings());
    play.ask("r", 1, 0, join());
    let charge = |element: &str, amount: u64| Charge {
        step: Some(StepId(amount)),
        element: Some(element.to_owned()),
        member: None,
        strategy: Some("reasoning".to_owned()),
        amount: Credits::from_micros(amount),
    };
    let mut ask = |ask: u64, spent: u64, charges: Vec<Charge>, request: AskRequest| {
        let run = RunAsk {
            run: "r".into(),
            ask: AskKey::Ask(SwarmAskId(ask)),
            answered_below: None,
            step: None,
            member: None,
            spent_total: Credits::from_micros(spent),
            charges,
            request,
        };
        play.send(SwarmCommand::Ask(run));
        play.check();
        let statement = Statement::of(&play.journal).unwrap();
        let by_step = statement.by_step.into_iter().map(|((_, _, element), it)| (element, it.amount.micros()));
        by_step.collect::<Vec<_>>()
    };
    let named = |element: &str, amount: u64| (Some(element.to_owned()), amount);
    assert_eq!(
        ask(2, 30, vec![], AskRequest::Read { keys: vec!["k".to_owned()] }),
        [(None, 30)],
        "a read says nothing"
    );
    let post = || write("k", EntryOperation::Set, json!(1), None);
    let explained = vec![named("B", 20), named("A", 30)];
    for again in 0..2 {
        let now = ask(3, 50, vec![charge("A", 30), charge("B", 20)], post());
        assert_eq!(now, explained, "asked {} times", again + 1);
    }
    assert_eq!(ask(4, 50, vec![charge("A", 7)], post()), explained, "nobody spends more than was spent");
}

#[test]
fn a_swarm_without_a_cap_gets_one_for_what_is_spent_from_now_on() {
    let mut play = Play::new(settings());
    play.ask("r", 1, 0, join());
    play.ask("r", 2, 30, AskRequest::Read { keys: Vec::new() });
    play.send(SwarmCommand::TopUp { by: Author::Person, amount: Credits::from_micros(50) });
    play.check();
    let ledger = &play.context().ledger;
    assert_eq!(
        (ledger.allocated, ledger.available()),
        (Some(Credits::from_micros(80)), Some(Credits::from_micros(50)))
    );
    play.ask("s", 1, 0, join());
    let (_, answer) = play.ask("s", 2, 0, AskRequest::Reserve { amount: Credits::from_micros(51) });
    assert!(
        matches!(answer, Some(AskAnswer::Refused(Refusal::OutOfCredits { .. }))),
        "it counts for who joins: {answer:?}"
    );
    play.check();
}
