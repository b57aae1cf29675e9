//! What was found or made.

use super::At;
use crate::broken::Broken;
use crate::event::{ResourceAdded, ResourceDeleted, ResourceUpdated};
use crate::state::{Resource, SwarmContext};

pub(super) fn added(context: &mut SwarmContext, event: &ResourceAdded, at: At) -> Result<(), Broken> {
    let resource = Resource { creator: Some(event.by.clone()), seq: at.seq, ..event.resource.clone() };
    match context.resources.insert(resource.id.clone(), resource) {
        None => Ok(()),
        Some(twin) => Err(Broken::Misfit { event: "ResourceAdded", what: twin.id }),
    }
}

pub(super) fn updated(context: &mut SwarmContext, event: &ResourceUpdated, at: At) -> Result<(), Broken> {
    let Some(was) = context.resources.get_mut(&event.resource.id) else {
        return Err(Broken::Misfit { event: "ResourceUpdated", what: event.resource.id.clone() });
    };
    let creator = was.creator.take();
    *was = Resource { creator, seq: at.seq, ..event.resource.clone() };
    Ok(())
}

pub(super) fn deleted(context: &mut SwarmContext, event: &ResourceDeleted) -> Result<(), Broken> {
    match context.resources.remove(&event.id) {
        Some(_) => Ok(()),
        None => Err(Broken::Misfit { event: "ResourceDeleted", what: event.id.clone() }),
    }
}
