//! Goal, rules and limits.

use super::{not_ended, permit};
use crate::SwarmRejection;
use crate::author::Author;
use crate::event::{GoalSet, SwarmConfigured};
use crate::limits::SwarmLimits;
use crate::policy::SwarmPolicy;
use crate::team::SwarmAction;
use crate::turn::Turn;

pub(super) fn set_goal(turn: &mut Turn<'_>, by: Author, goal: String) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    permit(turn.state(), &by, SwarmAction::Configure, "goal")?;
    Ok(turn.emit(GoalSet { by, goal })?)
}

pub(super) fn configure(
    turn: &mut Turn<'_>,
    by: Author,
    policy: Option<Box<SwarmPolicy>>,
    limits: Option<SwarmLimits>,
) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    permit(turn.state(), &by, SwarmAction::Configure, "rules")?;
    if policy.is_none() && limits.is_none() {
        return Ok(());
    }
    Ok(turn.emit(SwarmConfigured { by, policy, limits })?)
}
