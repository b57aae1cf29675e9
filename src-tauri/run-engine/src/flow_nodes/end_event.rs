//! End events (BPMN 2.0.2, 10.5.3): the branch ends there.

use routine_model::graph::event::ThrowEvent;

use super::{not_executed, pass};
use crate::broken::Broken;
use crate::event::IncidentStage;
use crate::incidents;
use crate::turn::{Place, Turn};

pub(super) fn enter(turn: &mut Turn<'_>, place: Place<'_>, event: &ThrowEvent) -> Result<(), Broken> {
    if event.definitions.is_empty() {
        pass(turn, place)
    } else {
        incidents::raise(turn, place, None, IncidentStage::Entering, not_executed(place).into())
    }
}
