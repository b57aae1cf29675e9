//! The account: reserve, settle, give back, top up; shares of swarms below and above.

use routine_model::{Credits, RunId, SwarmId};

use super::{life, not_ended, permit, room_for};
use crate::SwarmRejection;
use crate::ask::Charge;
use crate::author::{AskKey, Author, Origin};
use crate::broken::Broken;
use crate::effect::SwarmEffect;
use crate::event::{
    ChildEnded, ChildSpawned, CreditsAllocated, CreditsRefused, CreditsReserved, CreditsReturned, CreditsSettled,
};
use crate::ledger::Holder;
use crate::policy::OnTrouble;
use crate::refusal::Refusal;
use crate::settings::{ParentSwarm, SwarmSettings};
use crate::state::RunStanding;
use crate::status::{StatusReason, SwarmStatus};
use crate::team::SwarmAction;
use crate::turn::Turn;

/// Books what a holder says that it has spent since its beginning; less than it has said before changes nothing. The charges
/// explain what was spent, also what was booked before.
pub(super) fn settle(
    turn: &mut Turn<'_>,
    holder: &Holder,
    total: Credits,
    charges: Vec<Charge>,
) -> Result<(), SwarmRejection> {
    let ledger = &turn.state().ledger;
    let before = ledger.allotment(holder).spent;
    let (total, amount) = (total.max(before), total.checked_sub(before).unwrap_or(Credits::ZERO));
    if amount.is_zero() && charges.is_empty() {
        return Ok(());
    }
    if !ledger.can_settle(holder, total) {
        return Err(SwarmRejection::TooManyCredits);
    }
    Ok(turn.emit(CreditsSettled { holder: holder.clone(), total, amount, charges })?)
}

/// Keeps credits back for a holder, or says why not; then the swarm does what its policy says.
pub(super) fn reserve(
    turn: &mut Turn<'_>,
    holder: &Holder,
    amount: Credits,
    ask: Option<&AskKey>,
) -> Result<Result<(), Refusal>, Broken> {
    let (holder, ask) = (holder.clone(), ask.cloned());
    if turn.state().ledger.can_reserve(amount) {
        turn.emit(CreditsReserved { holder, amount, ask })?;
        return Ok(Ok(()));
    }
    let available = turn.state().ledger.available().unwrap_or(Credits::ZERO);
    turn.emit(CreditsRefused { holder, amount, available, ask })?;
    if turn.state().status.coordinates() {
        match turn.state().policy.on_out_of_credits {
            OnTrouble::Continue => {}
            OnTrouble::Pause => life::pause_for(turn, StatusReason::OutOfCredits)?,
            OnTrouble::Stop => life::end(turn, SwarmStatus::Failed, StatusReason::OutOfCredits)?,
        }
    }
    Ok(Err(Refusal::OutOfCredits { asked: amount, available }))
}

/// What every run gets when it joins, or what of that is there.
pub(super) fn first_allotment(turn: &mut Turn<'_>, run: &RunId) -> Result<(), Broken> {
    let wanted = turn.state().limits.run.first_allotment;
    let amount = turn.state().ledger.available().map_or(wanted, |available| available.min(wanted));
    if amount.is_zero() || !turn.state().ledger.can_reserve(amount) {
        return Ok(());
    }
    turn.emit(CreditsReserved { holder: Holder::Run(run.clone()), amount, ask: None })
}

/// What a holder has not spent is free again.
pub(super) fn give_back(turn: &mut Turn<'_>, holder: &Holder) -> Result<(), Broken> {
    let amount = turn.state().ledger.allotment(holder).left();
    if amount.is_zero() {
        return Ok(());
    }
    turn.emit(CreditsReturned { holder: holder.clone(), amount })
}

pub(super) fn top_up(turn: &mut Turn<'_>, by: Author, amount: Credits) -> Result<(), SwarmRejection> {
    let context = turn.state();
    not_ended(context)?;
    permit(context, &by, SwarmAction::Configure, "credits")?;
    if let Some(parent) = &context.parent {
        return Err(SwarmRejection::CreditsFromParent(parent.swarm.clone()));
    }
    allocate(turn, by, amount)
}

pub(super) fn allot_share(turn: &mut Turn<'_>, share: Credits) -> Result<(), SwarmRejection> {
    let allocated = turn.state().ledger.allocated.ok_or(SwarmRejection::NoCap)?;
    match share.checked_sub(allocated).filter(|more| !more.is_zero()) {
        Some(more) if !turn.state().status.has_ended() => allocate(turn, Author::Coordinator, more),
        // Told again.
        Some(_) | None => Ok(()),
    }
}

fn allocate(turn: &mut Turn<'_>, by: Author, amount: Credits) -> Result<(), SwarmRejection> {
    let ledger = &turn.state().ledger;
    let allocated = ledger.allocated.or_else(|| ledger.spent.checked_add(ledger.reserved));
    allocated.and_then(|allocated| allocated.checked_add(amount)).ok_or(SwarmRejection::TooManyCredits)?;
    turn.emit(CreditsAllocated { amount, by })?;
    Ok(let_runs_go_on(turn)?)
}

/// Runs that wait for credits go on in their order, as far as there are enough for what they asked for; and so does a swarm
/// that has paused for want of them, also when nobody waits any more and there is something to spend.
pub(super) fn let_runs_go_on(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let context = turn.state();
    if context.status.has_ended() {
        return Ok(());
    }
    let mut left = context.ledger.available();
    let has_any = left.is_none_or(|left| !left.is_zero());
    let mut waits = false;
    let mut going_on = Vec::new();
    for (id, run) in context.runs.iter().filter(|(_, run)| run.standing == RunStanding::Joined) {
        let Some(wants) = run.wants else { continue };
        waits = true;
        match left.map(|left| left.checked_sub(wants)) {
            Some(None) => continue,
            Some(rest) => left = rest,
            None => {}
        }
        going_on.push(id.clone());
    }
    let for_credits = context.status == SwarmStatus::Paused && context.reason == Some(StatusReason::OutOfCredits);
    if context.status == SwarmStatus::Paused && !for_credits {
        return Ok(());
    }
    if for_credits && (!going_on.is_empty() || (has_any && !waits)) {
        life::go_on(turn)?;
    }
    going_on.into_iter().for_each(|run| turn.ask(SwarmEffect::ResumeRun { run }));
    Ok(())
}

pub(super) fn spawn_child(
    turn: &mut Turn<'_>,
    by: Origin,
    child: SwarmId,
    mut settings: SwarmSettings,
) -> Result<(), SwarmRejection> {
    let context = turn.state();
    not_ended(context)?;
    permit(context, &by.who, SwarmAction::SpawnSwarms, child.as_str())?;
    if context.children.contains_key(&child) || context.swarm == child {
        return Err(SwarmRejection::Exists(child));
    }
    room_for("swarms below", context.children.len(), context.limits.children)?;
    let depth = context.parent.as_ref().map_or(0, |parent| parent.depth) + 1;
    settings.parent = Some(ParentSwarm { swarm: context.swarm.clone(), depth });
    settings.limits.generations = settings.limits.generations.min(context.limits.generations);
    let share = settings.credits.unwrap_or(Credits::ZERO);
    settings.credits = Some(share);
    super::create(child.clone(), settings.clone())?;
    if !context.ledger.can_reserve(share) {
        let available = context.ledger.available().unwrap_or(Credits::ZERO);
        let refusal = Refusal::OutOfCredits { asked: share, available };
        return Err(SwarmRejection::Refused { at: 0, refusal });
    }
    turn.emit(ChildSpawned { child: child.clone(), settings: settings.clone(), by })?;
    turn.emit(CreditsReserved { holder: Holder::Child(child.clone()), amount: share, ask: None })?;
    turn.ask(SwarmEffect::StartChild { child, settings: Box::new(settings) });
    Ok(())
}

pub(super) fn top_up_child(
    turn: &mut Turn<'_>,
    by: &Author,
    child: SwarmId,
    amount: Credits,
) -> Result<(), SwarmRejection> {
    let context = turn.state();
    not_ended(context)?;
    permit(context, by, SwarmAction::Configure, "credits")?;
    if context.children.get(&child).is_none_or(|child| child.has_ended) {
        return Err(SwarmRejection::UnknownChild(child));
    }
    if !context.ledger.can_reserve(amount) {
        let available = context.ledger.available().unwrap_or(Credits::ZERO);
        return Err(SwarmRejection::Refused { at: 0, refusal: Refusal::OutOfCredits { asked: amount, available } });
    }
    let holder = Holder::Child(child.clone());
    turn.emit(CreditsReserved { holder: holder.clone(), amount, ask: None })?;
    let share = turn.state().ledger.allotment(&holder).allotted;
    turn.ask(SwarmEffect::AllotToChild { child, share });
    Ok(())
}

pub(super) fn report_child(
    turn: &mut Turn<'_>,
    child: SwarmId,
    spent_total: Credits,
    ended: bool,
) -> Result<(), SwarmRejection> {
    let Some(known) = turn.state().children.get(&child) else { return Err(SwarmRejection::UnknownChild(child)) };
    let has_ended = known.has_ended;
    let holder = Holder::Child(child.clone());
    settle(turn, &holder, spent_total, Vec::new())?;
    if !ended || has_ended {
        return Ok(());
    }
    give_back(turn, &holder)?;
    turn.emit(ChildEnded { child })?;
    Ok(let_runs_go_on(turn)?)
}

/// A swarm below another one says what it has spent, and that it has ended.
pub(super) fn tell_parent(turn: &mut Turn<'_>, spent_before: Credits) {
    let context = turn.state();
    let Some(parent) = &context.parent else { return };
    let ended = context.status == SwarmStatus::Terminated;
    if context.ledger.spent == spent_before && (!ended || turn.events().is_empty()) {
        return;
    }
    let effect = SwarmEffect::TellParent { parent: parent.swarm.clone(), spent_total: context.ledger.spent, ended };
    turn.ask(effect);
}
