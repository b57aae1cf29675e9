//! Swarms with swarms below them, whatever happens to them: at each level the sums are right, and both sides of a share agree.

use proptest::prelude::*;
use routine_model::Credits;
use swarm::{
    AskRequest, Author, LeaveStatus, RunAsk, RunId, SwarmCommand, SwarmEffect, SwarmId, SwarmSettings, SwarmStatus,
};

use super::{Play, join, leave, settings};

/// A swarm and what is below it, each with its own journal; what one tells the other arrives at once, and twice.
struct Family {
    parent: Play,
    children: Vec<(SwarmId, Play)>,
}

#[derive(Clone, Debug)]
enum Move {
    Spawn { share: u64 },
    TopUp { amount: u64 },
    TopUpChild { child: usize, amount: u64 },
    Ask { below: Option<usize>, run: usize, ask: u64, spent: u64, what: What },
    Life { below: Option<usize>, to: Life },
}

#[derive(Clone, Debug)]
enum What {
    Join,
    Reserve(u64),
    Leave,
}

#[derive(Clone, Copy, Debug)]
enum Life {
    Pause,
    Resume,
    Stop,
}

impl Family {
    fn new() -> Self {
        let credits = Some(Credits::from_micros(200));
        Self { parent: Play::new(SwarmSettings { credits, ..settings() }), children: Vec::new() }
    }

    fn place(&mut self, below: Option<usize>) -> Option<&mut Play> {
        match below {
            None => Some(&mut self.parent),
            Some(at) => self.children.get_mut(at).map(|(_, play)| play),
        }
    }

    /// Whoever may not, is refused and changes nothing: that is part of the game.
    fn send(&mut self, below: Option<usize>, command: SwarmCommand) {
        let Some(play) = self.place(below) else { return };
        let now = swarm::Timestamp(i64::try_from(play.journal.len()).unwrap());
        let Ok(reaction) = play.machine.handle(command, now) else { return };
        play.journal.extend(reaction.events.iter().cloned());
        let effects = reaction.effects;
        for effect in &effects {
            self.deliver(below, effect);
            self.deliver(below, effect);
        }
    }

    fn deliver(&mut self, from: Option<usize>, effect: &SwarmEffect) {
        let at = |family: &Self, child: &SwarmId| family.children.iter().position(|(id, _)| id == child);
        match effect {
            SwarmEffect::StartChild { child, settings } if at(self, child).is_none() => {
                self.children.push((child.clone(), Play::new((**settings).clone())));
            }
            SwarmEffect::AllotToChild { child, share } => {
                let below = at(self, child);
                self.send(below, SwarmCommand::AllotShare { share: *share });
            }
            SwarmEffect::MoveChild { child, status } => {
                let (below, by) = (at(self, child), Author::Coordinator);
                self.send(
                    below,
                    match status {
                        SwarmStatus::Paused => SwarmCommand::PauseSwarm { by },
                        SwarmStatus::Running => SwarmCommand::ResumeSwarm { by },
                        _ => SwarmCommand::StopSwarm { by, message: None },
                    },
                );
            }
            SwarmEffect::TellParent { spent_total, ended, .. } => {
                let Some((child, _)) = from.and_then(|at| self.children.get(at)) else { return };
                let report =
                    SwarmCommand::ReportChild { child: child.clone(), spent_total: *spent_total, ended: *ended };
                self.send(None, report);
            }
            _ => {}
        }
    }

    fn play(&mut self, number: usize, step: Move) {
        let by = Author::Person;
        match step {
            Move::Spawn { share } => {
                let settings = SwarmSettings { credits: Some(Credits::from_micros(share)), ..settings() };
                let child = SwarmId::from(&*format!("c{number}"));
                self.send(None, SwarmCommand::SpawnChild { by: by.into(), child, settings: Box::new(settings) });
            }
            Move::TopUp { amount } => {
                self.send(None, SwarmCommand::TopUp { by, amount: Credits::from_micros(amount) });
            }
            Move::TopUpChild { child, amount } => {
                let Some((id, _)) = self.children.get(child) else { return };
                let amount = Credits::from_micros(amount);
                let more = SwarmCommand::TopUpChild { by, child: id.clone(), amount };
                self.send(None, more);
            }
            Move::Ask { below, run, ask, spent, what } => {
                let request = match what {
                    What::Join => join(),
                    What::Reserve(micros) => AskRequest::Reserve { amount: Credits::from_micros(micros) },
                    What::Leave => leave(LeaveStatus::Completed),
                };
                let ask = RunAsk {
                    run: RunId::from(&*format!("r{run}")),
                    ask: ask.into(),
                    answered_below: None,
                    step: None,
                    member: None,
                    spent_total: Credits::from_micros(spent),
                    charges: Vec::new(),
                    request,
                };
                self.send(below, SwarmCommand::Ask(ask));
            }
            Move::Life { below, to } => self.send(
                below,
                match to {
                    Life::Pause => SwarmCommand::PauseSwarm { by },
                    Life::Resume => SwarmCommand::ResumeSwarm { by },
                    Life::Stop => SwarmCommand::StopSwarm { by, message: None },
                },
            ),
        }
    }

    fn check(&self) {
        let above = &self.parent.context().ledger;
        above.check().unwrap();
        self.parent.check_nothing_is_left_to_do();
        for (id, play) in &self.children {
            let ledger = &play.context().ledger;
            ledger.check().unwrap();
            play.check_nothing_is_left_to_do();
            let share = above.children[id];
            assert_eq!(share.spent, ledger.spent, "what was spent below is spent above");
            let has_ended = self.parent.context().children[id].has_ended;
            assert_eq!(has_ended, play.context().status == SwarmStatus::Terminated, "both know whether it is over");
            if has_ended {
                assert_eq!(share.left(), Credits::ZERO, "what is left of its share is free again");
            } else if ledger.overdrawn.is_zero() && !play.context().status.has_ended() {
                assert_eq!(Some(share.allotted), ledger.allocated, "what is kept above may be spent below");
            }
        }
    }
}

fn moves() -> impl Strategy<Value = Move> {
    let below = || prop::option::weighted(0.7, 0_usize..3);
    let what = prop_oneof![
        3 => Just(What::Join),
        4 => (0_u64..60).prop_map(What::Reserve),
        2 => Just(What::Leave),
    ];
    let life = prop_oneof![4 => Just(Life::Pause), 5 => Just(Life::Resume), 1 => Just(Life::Stop)];
    prop_oneof![
        2 => (0_u64..90).prop_map(|share| Move::Spawn { share }),
        2 => (0_u64..50).prop_map(|amount| Move::TopUp { amount }),
        2 => (0_usize..3, 0_u64..50).prop_map(|(child, amount)| Move::TopUpChild { child, amount }),
        12 => (below(), 0_usize..3, 1_u64..40, 0_u64..90, what)
            .prop_map(|(below, run, ask, spent, what)| Move::Ask { below, run, ask, spent, what }),
        3 => (below(), life).prop_map(|(below, to)| Move::Life { below, to }),
    ]
}

proptest! {
    #[test]
    fn shares_of_swarms_below_add_up_whatever_is_topped_up_paused_stopped_and_spent(
        moves in prop::collection::vec(moves(), 1..60),
    ) {
        let mut family = Family::new();
        for (number, step) in moves.into_iter().enumerate() {
            family.play(number, step);
            family.check();
        }
        family.parent.check();
        family.children.iter().for_each(|(_, play)| play.check());
    }
}
