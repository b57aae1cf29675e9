//! How the time of a scenario passes.

use routine_model::ElementId;
use run_engine::event::Trigger;
use run_engine::{RunId, RunProgress, StepStatus, Timestamp};

use super::operation::Operation;
use super::runner::ScenarioRun;
use crate::host::RunHost;

/// A run whose timers have fired so often without coming to an end never will.
const MOST_FIRINGS: usize = 10_000;

impl ScenarioRun<'_> {
    /// Lets time pass: everything that is due on the way happens at its own moment, and comes to rest before the next.
    pub(super) async fn advance_to(&self, moment: Timestamp) -> Result<(), String> {
        let mut firings = 0;
        while let Some(due) = self.host.parts.timers.next_due().filter(|due| *due <= moment) {
            self.jump(due).await;
            firings += 1;
            if firings > MOST_FIRINGS {
                return Err(format!("timers have fired {MOST_FIRINGS} times on the way, and there is no end to it"));
            }
        }
        self.clock.move_to(moment);
        Ok(())
    }

    /// Jumps from timer to timer until something holds, or no timer is left.
    pub(super) async fn jump_until(&self, holds: impl Fn(&RunProgress) -> bool) -> Result<(), String> {
        for _ in 0..MOST_FIRINGS {
            let Ok(snapshot) = self.host.progress(&self.run).await else { return Ok(()) };
            let next = self.host.parts.timers.next_due();
            let (Some(due), false) = (next, holds(&snapshot.progress) || snapshot.progress.status.is_final()) else {
                return Ok(());
            };
            self.jump(due).await;
        }
        Err(format!("timers have fired {MOST_FIRINGS} times, and there is no end to it"))
    }

    async fn jump(&self, due: Timestamp) {
        self.clock.move_to(due);
        if self.host.parts.timers.fire_next() {
            settle(self.host, &self.run).await;
        }
    }
}

/// Waits until everything that was set in motion has come to rest.
pub(super) async fn settle(host: &RunHost, run: &RunId) {
    host.rest(run).await;
}

/// Something in the run waits for what the step does.
pub(super) fn is_awaited(progress: &RunProgress, operation: &Operation) -> bool {
    let waits_at = |element: &ElementId| {
        let mut steps = progress.steps.values().filter(|step| step.element == *element);
        steps.any(|step| matches!(step.status, StepStatus::Waiting { .. }))
    };
    let listens = |fits: &dyn Fn(&Trigger) -> bool| progress.subscriptions.values().any(|open| fits(&open.trigger));
    match operation {
        Operation::Complete { element, .. }
        | Operation::Fail { element, .. }
        | Operation::Answer { element, .. }
        | Operation::Approve { element, .. } => waits_at(element),
        Operation::Trigger { element } => {
            waits_at(element) || progress.subscriptions.values().any(|open| open.element == *element)
        }
        Operation::Message { name, .. } => {
            listens(&|trigger| matches!(trigger, Trigger::Message { name: awaited, .. } if awaited == name))
        }
        Operation::Signal { name, .. } => {
            listens(&|trigger| matches!(trigger, Trigger::Signal { name: awaited } if awaited == name))
        }
        Operation::Start { .. }
        | Operation::Choose { .. }
        | Operation::MessageFlow { .. }
        | Operation::Post { .. }
        | Operation::Advance { .. } => true,
    }
}
