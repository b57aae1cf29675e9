//! Data as BPMN draws it (BPMN 2.0.2, 10.4): data associations fill the inputs of activities and events before they start
//! and take their outputs when they are over; an activity waits for the data that it cannot do without.
//!
//! `inputs` and `outputs` are the two directions, `association` one dashed line of the diagram, `waiting` what is not there
//! yet. Where a data element lives is known to the graph. Deliberately absent: data stores, which belong to the
//! swarm's blackboard. A token game has no data.

mod association;
mod inputs;
mod interface;
mod outputs;
mod stores;
mod waiting;

pub(crate) use inputs::{gather, own_variables};
pub(crate) use interface::{
    inputs_of_global_task, outputs_in_trouble, outputs_of_global_task, results_of_call, variables_for_call,
};
pub(crate) use outputs::{
    VariableWrite, is_data_output, is_written, of_activity as outputs_of_activity, of_event as outputs_of_event, write,
};
pub(crate) use stores::touches_store;
pub(crate) use waiting::{look_again, waits_for_inputs};
