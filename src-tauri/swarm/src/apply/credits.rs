//! The account, and the swarms below that share in it.

use crate::broken::Broken;
use crate::event::{ChildEnded, ChildSpawned, CreditsRefused, CreditsReserved};
use crate::ledger::Holder;
use crate::refusal::Refusal;
use crate::state::{ChildSwarm, Receipt, SwarmContext};

pub(super) fn reserved(context: &mut SwarmContext, event: &CreditsReserved) -> Result<(), Broken> {
    context.ledger.reserve(&event.holder, event.amount)?;
    if let Holder::Run(run) = &event.holder
        && let Some(run) = context.runs.get_mut(run)
        && let Some(ask) = &event.ask
    {
        run.wants = None;
        run.receipts.put(ask, Receipt::Reserved { amount: event.amount });
    }
    Ok(())
}

pub(super) fn refused(context: &mut SwarmContext, event: &CreditsRefused) -> Result<(), Broken> {
    context.statistics.reservations_refused += 1;
    if let Holder::Run(run) = &event.holder
        && let Some(run) = context.runs.get_mut(run)
        && let Some(ask) = &event.ask
    {
        run.wants = Some(event.amount);
        let refusal = Refusal::OutOfCredits { asked: event.amount, available: event.available };
        run.receipts.put(ask, Receipt::Refused { refusal });
    }
    Ok(())
}

pub(super) fn child_spawned(context: &mut SwarmContext, event: &ChildSpawned) -> Result<(), Broken> {
    let child = ChildSwarm { settings: event.settings.clone(), has_ended: false };
    match context.children.insert(event.child.clone(), child) {
        None => Ok(()),
        Some(_) => Err(Broken::Misfit { event: "ChildSpawned", what: event.child.to_string() }),
    }
}

pub(super) fn child_ended(context: &mut SwarmContext, event: &ChildEnded) -> Result<(), Broken> {
    match context.children.get_mut(&event.child) {
        Some(child) => {
            child.has_ended = true;
            Ok(())
        }
        None => Err(Broken::Misfit { event: "ChildEnded", what: event.child.to_string() }),
    }
}
