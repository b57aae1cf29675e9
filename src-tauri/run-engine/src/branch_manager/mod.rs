//! Branches: how they begin, advance, fork, join and close.

mod join;
mod movement;
mod reachability;

pub(crate) use reachability::can_arrive_over;

use crate::turn::Turn;

/// Moves branches over the graph. It decides nothing about ways: that is path selection's part.
pub(crate) struct BranchManager<'t, 'g> {
    turn: &'t mut Turn<'g>,
}

impl<'t, 'g> BranchManager<'t, 'g> {
    pub(crate) fn of(turn: &'t mut Turn<'g>) -> Self {
        Self { turn }
    }
}
