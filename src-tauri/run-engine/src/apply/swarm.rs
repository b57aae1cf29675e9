//! What a run and its swarm have said to each other.

use routine_model::Credits;

use crate::broken::Broken;
use crate::event::{SwarmAnswered, SwarmAsked};
use crate::state::{RunInSwarm, RunProgress};
use crate::swarm_asks::SwarmAnswer;

pub(super) fn asked(progress: &mut RunProgress, event: &SwarmAsked) -> Result<(), Broken> {
    let swarm = swarm_mut(progress, event.ask)?;
    swarm.asked = swarm.asked.max(event.ask.0);
    swarm.asks.insert(event.ask, event.clone());
    Ok(())
}

pub(super) fn answered(progress: &mut RunProgress, event: &SwarmAnswered) -> Result<(), Broken> {
    let swarm = swarm_mut(progress, event.ask)?;
    swarm.asks.remove(&event.ask).ok_or(Broken::Ask(event.ask))?;
    match &event.answer {
        SwarmAnswer::Joined { allotment, context, .. } => {
            swarm.joined = true;
            swarm.allotment = *allotment;
            swarm.context.clone_from(context);
        }
        SwarmAnswer::Granted { amount } => {
            let sum = swarm.allotment.unwrap_or(Credits::ZERO).checked_add(*amount);
            swarm.allotment = Some(sum.unwrap_or(Credits::from_micros(u64::MAX)));
        }
        SwarmAnswer::Entries { .. } | SwarmAnswer::Written { .. } | SwarmAnswer::Left | SwarmAnswer::Refused { .. } => {
        }
    }
    Ok(())
}

fn swarm_mut(progress: &mut RunProgress, ask: routine_model::SwarmAskId) -> Result<&mut RunInSwarm, Broken> {
    progress.swarm.as_mut().ok_or(Broken::Ask(ask))
}
