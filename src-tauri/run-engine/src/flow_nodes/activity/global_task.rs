//! Calls of global tasks (BPMN 2.0.2, 10.3.6): the call activity's step is done as the task that it calls, with the data
//! inputs and outputs of the task.

use routine_model::graph::activity::Activity;

use super::{prepare, task};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::data_flow::inputs_of_global_task;
use crate::event::IncidentStage;
use crate::incidents;
use crate::turn::{Place, Turn};

pub(super) fn enter(turn: &mut Turn<'_>, place: Place<'_>, activity: &Activity) -> Result<(), Broken> {
    let mut prepared = match prepare(turn, place, activity) {
        Ok(prepared) => prepared,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    if turn.state().config.mode == RunMode::Data {
        prepared.inputs = inputs_of_global_task(place, prepared.inputs);
    }
    task::begin(turn, place, prepared)
}
