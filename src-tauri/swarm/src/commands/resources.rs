//! What was found or made is added, changed and deleted.

use super::{not_ended, permit, room_for};
use crate::SwarmRejection;
use crate::author::Origin;
use crate::board::{depth, json_bytes};
use crate::event::{ResourceAdded, ResourceDeleted, ResourceUpdated};
use crate::refusal::Refusal;
use crate::state::{Resource, SwarmContext};
use crate::team::SwarmAction;
use crate::turn::Turn;

fn check(context: &SwarmContext, by: &Origin, resource: &Resource) -> Result<(), SwarmRejection> {
    not_ended(context)?;
    permit(context, &by.who, SwarmAction::ManageResources, &resource.id)?;
    let refuse = |refusal| Err(SwarmRejection::Refused { at: 0, refusal });
    if resource.id.trim().is_empty() {
        return refuse(Refusal::BadKey { key: resource.id.clone(), reason: "it is empty".to_owned() });
    }
    let found = depth(&resource.meta, context.limits.depth);
    if found > context.limits.depth {
        let what = format!("the depth of {}", resource.id);
        return refuse(Refusal::TooLarge { what, found, most: context.limits.depth });
    }
    let texts =
        [&resource.id, &resource.name, &resource.kind].into_iter().chain(&resource.mime).chain(&resource.location);
    let found = json_bytes(&resource.meta) + texts.map(|text| text.len() as u64).sum::<u64>();
    if found > context.limits.entry_bytes {
        let what = format!("the resource {} in bytes", resource.id.chars().take(64).collect::<String>());
        return refuse(Refusal::TooLarge { what, found, most: context.limits.entry_bytes });
    }
    Ok(())
}

pub(super) fn add(turn: &mut Turn<'_>, by: Origin, resource: Resource) -> Result<(), SwarmRejection> {
    let context = turn.state();
    check(context, &by, &resource)?;
    room_for("resources", context.resources.len(), context.limits.resources)?;
    if context.resources.contains_key(&resource.id) {
        return Err(SwarmRejection::ResourceExists(resource.id));
    }
    Ok(turn.emit(ResourceAdded { resource, by })?)
}

pub(super) fn update(turn: &mut Turn<'_>, by: Origin, resource: Resource) -> Result<(), SwarmRejection> {
    check(turn.state(), &by, &resource)?;
    if !turn.state().resources.contains_key(&resource.id) {
        return Err(SwarmRejection::UnknownResource(resource.id));
    }
    Ok(turn.emit(ResourceUpdated { resource, by })?)
}

pub(super) fn delete(turn: &mut Turn<'_>, by: Origin, id: String) -> Result<(), SwarmRejection> {
    not_ended(turn.state())?;
    permit(turn.state(), &by.who, SwarmAction::ManageResources, &id)?;
    if !turn.state().resources.contains_key(&id) {
        return Err(SwarmRejection::UnknownResource(id));
    }
    Ok(turn.emit(ResourceDeleted { id, by })?)
}
