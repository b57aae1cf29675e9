//! A decision's text, fixed for the run by the first step that needs it.

use super::expect_alive;
use crate::event::{DecisionPinned, RoutineRef};
use crate::ids::StepId;
use crate::turn::Turn;
use crate::{Rejection, steps};

/// Fixes the text, unless another step has done so before: whoever asks then goes by that one.
pub(super) fn pin(turn: &mut Turn<'_>, step: StepId, decision: String, file: RoutineRef) -> Result<(), Rejection> {
    expect_alive(turn)?;
    steps::expect(turn, step)?;
    if !turn.state().pinned_decisions.contains_key(&decision) {
        turn.emit(DecisionPinned { step, decision, file })?;
    }
    Ok(())
}
