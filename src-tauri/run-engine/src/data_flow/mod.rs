//! Data as BPMN draws it (BPMN 2.0.2, 10.4): data associations fill the inputs of activities and events before they start
//! and take their outputs when they are over; an activity waits for the data that it cannot do without.
//!
//! `inputs` and `outputs` are the two directions, `association` one dashed line of the diagram, `waiting` what is not there
//! yet, `entries` what data stores hold: the swarm's blackboard. Where a data element lives is known to the graph. A token
//! game has no data.

mod association;
mod entries;
mod inputs;
mod interface;
mod outputs;
mod stores;
mod waiting;

pub(crate) use entries::key_of;
pub(crate) use inputs::{gather, own_variables};
pub(crate) use interface::{
    inputs_of_call, inputs_of_global_task, outputs_in_trouble, outputs_of_global_task, results_of_call,
    variables_for_call,
};
pub(crate) use outputs::{
    Taken, is_data_output, is_written, of_activity as outputs_of_activity, of_event as outputs_of_event, write,
};
pub(crate) use stores::in_the_way as stores_in_the_way;
pub(crate) use waiting::{look_again, waits_for_inputs};
