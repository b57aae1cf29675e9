//! Start events (BPMN 2.0.2, 10.5.2): the branch that a start has set in motion passes.

use super::pass;
use crate::broken::Broken;
use crate::turn::{Place, Turn};

pub(super) fn enter(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    pass(turn, place)
}
