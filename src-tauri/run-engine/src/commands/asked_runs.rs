//! Runs that steps ask for: what they may cost is kept back before they begin, and what they have cost is settled once.

use routine_model::Credits;

use super::expect_alive;
use crate::Rejection;
use crate::effect::RunEffect;
use crate::event::{AskedRunCharged, AskedRunReserved};
use crate::ids::{RunId, StepId};
use crate::limits::{self, AboutTo, stopped_by_limit};
use crate::state::RunProgress;
use crate::status::{RunStatus, StepStatus};
use crate::steps;
use crate::turn::Turn;

/// Keeps back what the run may cost: as much as it has as a limit of its own, and no more than the step could spend now.
/// What was kept back for it before stays.
pub(super) fn reserve(turn: &mut Turn<'_>, id: StepId, run: RunId, most: Option<Credits>) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, id)?;
    if turn.state().open_accounts.contains_key(&run) {
        return Ok(());
    }
    let left = limits::credits_left_for(turn.state(), turn.state().step(id)?);
    let credits = most.into_iter().chain(left).min();
    Ok(turn.emit(AskedRunReserved { step: id, run, credits })?)
}

/// Keeps back more for a run, where that much is left; also when the run here is over, whose limit still counts.
pub(super) fn raise(turn: &mut Turn<'_>, run: RunId, by: Credits) -> Result<(), Rejection> {
    let account = turn.state().open_accounts.get(&run).copied().ok_or_else(|| Rejection::NotAsked(run.clone()))?;
    let Some(kept_back) = account.left else { return Ok(()) };
    if let Some(left) = limits::credits_left(turn.state()).filter(|left| *left < by) {
        return Err(Rejection::CreditsOfAsker { asker: turn.state().run.clone(), left });
    }
    let credits = kept_back.checked_add(by).unwrap_or(Credits::from_micros(u64::MAX));
    Ok(turn.emit(AskedRunReserved { step: account.step, run, credits: Some(credits) })?)
}

/// What a run has cost that a step has asked for: each credit once, however often it is told. A run that is over pays, too.
pub(super) fn charge(
    turn: &mut Turn<'_>,
    step: StepId,
    run: RunId,
    spent: Credits,
    settled: bool,
) -> Result<(), Rejection> {
    let is_open = turn.state().open_accounts.contains_key(&run);
    if !is_open {
        expect_alive(turn)?;
    }
    let charged = turn.state().asked_runs.get(&run).copied().unwrap_or(Credits::ZERO);
    let credits = spent.checked_sub(charged).unwrap_or(Credits::ZERO);
    let settled = settled && is_open;
    if !settled && credits.is_zero() {
        return Ok(());
    }
    turn.emit(AskedRunCharged { step, run, credits, settled })?;
    if turn.state().status == RunStatus::InProgress {
        stopped_by_limit(turn, AboutTo::Nothing)?;
    }
    Ok(())
}

/// After a restart: how it stands with each of them has to be asked.
pub(super) fn accounts_to_look_after(progress: &RunProgress) -> impl Iterator<Item = RunEffect> {
    progress.open_accounts.iter().map(|(run, account)| RunEffect::LookAfterRun {
        run: run.clone(),
        step: account.step,
        may_begin: progress.steps.get(&account.step).is_some_and(|step| match step.status {
            StepStatus::Queued | StepStatus::InProgress => true,
            StepStatus::Waiting { .. } => false,
        }),
    })
}
