//! The run goes on with another version of its routine.

use super::expect_alive;
use super::intervene::expect_seen;
use crate::event::{BranchResumed, RoutineRef, RunMigrated};
use crate::ids::BranchId;
use crate::migration;
use crate::outcome::Actor;
use crate::state::Scope;
use crate::turn::Turn;
use crate::{Rejection, scope};

pub(super) fn migrate(
    turn: &mut Turn<'_>,
    routine: RoutineRef,
    expected_seq: Option<u64>,
    by: Actor,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    expect_seen(turn, expected_seq)?;
    let (from, to) = (turn.state().routine.version.clone(), routine.version.clone());
    if from == to {
        return Err(Rejection::CannotMigrate(vec!["it runs this version already".to_owned()]));
    }
    let at_hand = |version| turn.graphs().get(version).ok_or_else(|| Rejection::UnknownRoutine(routine.path.clone()));
    let plan = migration::plan(turn.state(), at_hand(&from)?, at_hand(&to)?);
    if !plan.obstacles.is_empty() {
        return Err(Rejection::CannotMigrate(plan.obstacles.into_iter().map(|note| note.message).collect()));
    }
    turn.emit(RunMigrated { from, routine, by })?;
    let closes: Vec<_> = plan.closes.into_iter().collect();
    scope::close_all(turn, &closes)?;
    // A join may ask for other flows now: whoever waits at one comes to it anew.
    let comes_again = |scope: &&Scope| scope.routine == to && !scope.joins.is_empty();
    let waiting: Vec<BranchId> = (turn.state().scopes.values().filter(comes_again))
        .flat_map(|scope| scope.joins.values().flat_map(|flows| flows.values()).flatten().copied())
        .collect();
    for branch in waiting {
        let element = turn.state().branch(branch)?.element.clone();
        turn.emit(BranchResumed { branch, element })?;
    }
    Ok(())
}
