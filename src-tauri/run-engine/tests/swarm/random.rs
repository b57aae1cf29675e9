//! Swarms that answer late, twice and in any order: replay equals live (the host looks after every command), every write
//! is done once, and a restart at any point changes nothing.

use proptest::prelude::*;
use run_engine::event::RunEvent;
use run_engine::swarm_asks::{SwarmAnswer, SwarmAsk};
use run_engine::{Actor, Rejection, RunCommand, RunStatus, StatusReason, StepId, StepOutcome};
use serde_json::json;

use super::board::Board;
use super::support::host::{Host, variables};
use super::support::sketch::routine;
use super::{answer_all, in_swarm, open_asks};

/// What a test does next.
#[derive(Clone, Copy, Debug)]
enum Move {
    /// The swarm answers one of the open asks.
    Answer(usize),
    /// An answer that was given before comes again.
    Again(usize),
    /// An answer of another kind comes.
    Nonsense(usize),
    /// Somebody posts.
    Post(u8),
    /// Somebody finishes one of the open tasks.
    Finish(usize),
    /// A person pauses or resumes.
    Toggle,
    /// A person ends the run.
    Cancel,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        8 => (0usize..8).prop_map(Move::Answer),
        2 => (0usize..8).prop_map(Move::Again),
        1 => (0usize..8).prop_map(Move::Nonsense),
        2 => (0u8..4).prop_map(Move::Post),
        4 => (0usize..4).prop_map(Move::Finish),
        1 => Just(Move::Toggle),
        1 => Just(Move::Cancel),
    ];
    prop::collection::vec(one, 0..60)
}

/// Two branches, each of which reads, works and posts; a condition on what both post; a repetition in between.
fn everything() -> String {
    let task = |id: &str| {
        format!(
            r#"<manualTask id="{id}"><dataInputAssociation id="{id}_i"><extensionElements><routine:entry key="k0" variable="seen"/></extensionElements><sourceRef>Store</sourceRef></dataInputAssociation>
            <dataOutputAssociation id="{id}_o"><extensionElements><routine:entry key="log" operation="append"/></extensionElements><targetRef>Store</targetRef></dataOutputAssociation></manualTask>"#
        )
    };
    let each = r#"<manualTask id="each"><dataOutputAssociation id="each_o"><extensionElements><routine:entry key="each/{{loopCounter}}"/></extensionElements><targetRef>Store</targetRef></dataOutputAssociation>
        <multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=[1, 2]" inputElement="n"/></extensionElements></multiInstanceLoopCharacteristics></manualTask>"#;
    let condition = r#"<intermediateCatchEvent id="c"><conditionalEventDefinition id="cd"><extensionElements><routine:entry key="log"/></extensionElements><condition>=count(log) &gt;= 2</condition></conditionalEventDefinition></intermediateCatchEvent>"#;
    let elements = format!(
        r#"<dataStoreReference id="Store" name="store"/><startEvent id="s"/><parallelGateway id="f"/>{}{}{each}{condition}<parallelGateway id="j"/><endEvent id="e"/>"#,
        task("a"),
        task("b"),
    );
    routine(&elements, "s -> f\nf -> a -> j\nf -> b -> each -> j\nf -> c -> j\nj -> e")
}

fn finish(host: &mut Host, step: StepId, attempt: u32) {
    let outcome = StepOutcome::Succeeded { outputs: variables(json!({"done": step.0})) };
    host.send(RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person });
    host.settle();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_swarm_answers_and_when_replay_equals_live_and_each_write_is_done_once(moves in moves()) {
        let (mut board, mut given): (Board, Vec<(SwarmAsk, SwarmAnswer)>) = Default::default();
        let mut host = Host::started(&everything(), in_swarm());
        host.open(json!({}));
        for next in moves {
            let open = open_asks(&host);
            let pick = |index: usize| open.get(index % open.len().max(1)).cloned();
            match next {
                Move::Answer(index) => {
                    if let Some((ask, answer)) = pick(index).and_then(|ask| Some((ask.clone(), board.answer(&ask)?))) {
                        host.send(RunCommand::SwarmAnswered { ask: ask.ask, answer: answer.clone() });
                        given.push((ask, answer));
                    }
                }
                Move::Again(index) => {
                    if let Some((ask, answer)) = given.get(index % given.len().max(1)).cloned() {
                        prop_assert_eq!(board.answer(&ask), Some(answer.clone()), "a receipt is kept");
                        let again = host.try_send(RunCommand::SwarmAnswered { ask: ask.ask, answer });
                        prop_assert_eq!(again, Err(Rejection::UnknownAsk(ask.ask)));
                    }
                }
                Move::Nonsense(index) => {
                    if let Some(ask) = pick(index).filter(|ask| ask.request.word() != "reserve") {
                        let answer = SwarmAnswer::Granted { amount: Default::default() };
                        let wrong = host.try_send(RunCommand::SwarmAnswered { ask: ask.ask, answer });
                        prop_assert_eq!(wrong, Err(Rejection::WrongAnswer(ask.ask)));
                    }
                }
                Move::Post(key) => board.post(&format!("k{key}"), json!(key)),
                Move::Finish(index) => {
                    let steps: Vec<_> = host.progress().steps.values().filter(|step| step.status.takes_answers()).collect();
                    if let Some(step) = steps.get(index % steps.len().max(1)) {
                        let (step, attempt) = (step.id, step.attempt);
                        finish(&mut host, step, attempt);
                    }
                }
                Move::Toggle => {
                    let paused = host.status() == RunStatus::Paused;
                    let pause = RunCommand::PauseRun { reason: StatusReason::UserPaused };
                    drop(host.try_send(if paused { RunCommand::ResumeRun } else { pause }));
                }
                Move::Cancel => drop(host.try_send(RunCommand::CancelRun { reason: StatusReason::UserCancelled })),
            }
            host.settle();
        }
        drop(host.try_send(RunCommand::ResumeRun));
        for _ in 0..12 {
            answer_all(&mut host, &mut board);
            let step = host.progress().steps.values().find(|step| step.status.takes_answers());
            let Some((step, attempt)) = step.map(|step| (step.id, step.attempt)) else { break };
            finish(&mut host, step, attempt);
        }
        answer_all(&mut host, &mut board);
        prop_assert!(host.status().is_final(), "it comes to its end: {:?}", host.waiting());
        prop_assert!(open_asks(&host).is_empty(), "nothing is open that changes the swarm");
        let left = host.asks.iter().filter(|ask| ask.request.word() == "leave").count();
        prop_assert_eq!((left, board.left), (1, 1));
        let asked = host.asks.iter().map(|ask| ask.request.keys().len()).zip(&host.asks);
        let writes: usize = asked.filter(|(_, ask)| ask.request.word() == "write").map(|(keys, _)| keys).sum();
        prop_assert_eq!(board.log.len(), writes, "what was asked to be written is written, once");
        let produced = host.events().filter(|event| matches!(event, RunEvent::StepProduced(_))).count();
        prop_assert_eq!(produced, writes, "each of it was on record before");
    }
}
