//! Acting: what a swarm's machine asks of the outside, after what led to it is stored.

use routine_model::RunId;
use swarm::state::RunStanding;
use swarm::{AskAnswer, AskKey, SwarmEffect};

use super::hands::Act;
use super::question::asked_by;
use super::swarm_loop::SwarmLoop;
use super::synchronizer::Again;
use crate::mailbox::LoopInput;

impl SwarmLoop {
    pub(super) fn perform(&mut self, effects: Vec<SwarmEffect>) {
        for effect in effects {
            match effect {
                SwarmEffect::AnswerAsk { run, ask, answer } => self.answer_later(&run, &ask, &answer),
                SwarmEffect::WakeRun { run, ask, .. } => self.call(&run, &ask),
                SwarmEffect::Prepare => self.hands.put(Act::Prepare),
                SwarmEffect::StartRun { run, subtask, routine, member, inputs } => {
                    self.hands.put(Act::StartRun { run, subtask, routine, member, inputs });
                }
                // A person is asked by the journal entry that watchers are told.
                SwarmEffect::ChooseRoutine { by_model: false, .. } => {}
                SwarmEffect::ChooseRoutine { subtask, by_model: true } => self.hands.choose(subtask),
                SwarmEffect::PauseRun { run } => self.hands.put(Act::PauseRun(run)),
                SwarmEffect::ResumeRun { run } => self.hands.put(Act::ResumeRun(run)),
                SwarmEffect::CancelRun { run } => self.hands.put(Act::CancelRun(run)),
                SwarmEffect::StartChild { child, settings } => self.hands.put(Act::StartChild { child, settings }),
                SwarmEffect::AllotToChild { child, share } => self.hands.put(Act::AllotToChild { child, share }),
                SwarmEffect::MoveChild { child, status } => self.hands.put(Act::MoveChild { child, status }),
                SwarmEffect::TellParent { parent, spent_total, ended } => {
                    self.hands.put(Act::TellParent { parent, spent_total, ended });
                }
            }
        }
    }

    /// An answer for which nobody has waited since the ask: the run asks again, and gets the same one.
    fn answer_later(&self, run: &RunId, ask: &AskKey, answer: &AskAnswer) {
        tracing::debug!(%run, %ask, ?answer, "an answer that comes by itself");
        self.call(run, ask);
    }

    /// Has a run ask again. One that is not in memory asks by itself when it gets there.
    fn call(&self, run: &RunId, ask: &AskKey) {
        let Some(ask) = asked_by(ask) else { return };
        match self.parts.mailbox(run) {
            Some(mailbox) => {
                mailbox.put(LoopInput::AskAgain(Again::One(ask)));
            }
            None => self.hands.put(Act::BringBack(run.clone())),
        }
    }

    /// Has everything done that was asked for when the swarm was last in memory and may not have been done: what the
    /// machine says, and runs that have something to say.
    pub(super) fn take_up(&mut self) {
        let Some(machine) = &self.machine else { return };
        let effects = machine.effects_to_resume();
        if let Some(context) = machine.context() {
            let at_work = context.runs_at_work().filter(|(_, run)| run.standing == RunStanding::Joined);
            for (run, _) in at_work {
                if self.parts.mailbox(run).is_none() {
                    self.hands.put(Act::BringBack(run.clone()));
                }
            }
        }
        self.perform(effects);
    }
}
