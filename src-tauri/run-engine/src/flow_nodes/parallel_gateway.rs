//! Parallel gateways (BPMN 2.0.2, 10.6.4): wait for a branch over every incoming flow, leave over every outgoing one.

use super::pass;
use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::turn::{Place, Turn};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>) -> Result<(), Broken> {
    match BranchManager::of(turn).join_all(place)? {
        Some(joined) => pass(turn, joined),
        None => Ok(()),
    }
}
