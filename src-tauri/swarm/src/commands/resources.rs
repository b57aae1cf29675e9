//! What was found or made is added, changed and deleted.

use std::collections::BTreeSet;

use super::{not_ended, permit, room_for};
use crate::SwarmRejection;
use crate::author::Origin;
use crate::board::{depth, json_bytes};
use crate::event::{ResourceAdded, ResourceDeleted, ResourceUpdated};
use crate::limits::SwarmLimits;
use crate::refusal::Refusal;
use crate::state::{Resource, SwarmContext};
use crate::team::SwarmAction;
use crate::turn::Turn;

fn check(context: &SwarmContext, by: &Origin, resource: &Resource) -> Result<(), SwarmRejection> {
    not_ended(context)?;
    permit(context, &by.who, SwarmAction::ManageResources, &resource.id)?;
    fits(&context.limits, resource).map_err(|refusal| SwarmRejection::Refused { at: 0, refusal })
}

fn fits(limits: &SwarmLimits, resource: &Resource) -> Result<(), Refusal> {
    if resource.id.trim().is_empty() {
        return Err(Refusal::BadKey { key: resource.id.clone(), reason: "it is empty".to_owned() });
    }
    let found = depth(&resource.meta, limits.depth);
    if found > limits.depth {
        let what = format!("the depth of {}", resource.id);
        return Err(Refusal::TooLarge { what, found, most: limits.depth });
    }
    let texts =
        [&resource.id, &resource.name, &resource.kind].into_iter().chain(&resource.mime).chain(&resource.location);
    let found = json_bytes(&resource.meta) + texts.map(|text| text.len() as u64).sum::<u64>();
    if found > limits.entry_bytes {
        let what = format!("the resource {} in bytes", resource.id.chars().take(64).collect::<String>());
        return Err(Refusal::TooLarge { what, found, most: limits.entry_bytes });
    }
    Ok(())
}

/// What is wrong with the resources that a swarm is to begin with.
pub(super) fn faults_of_first(limits: &SwarmLimits, resources: &[Resource]) -> Vec<String> {
    let mut faults: Vec<String> = resources
        .iter()
        .filter_map(|resource| fits(limits, resource).err())
        .map(|refusal| refusal.to_string())
        .collect();
    if resources.len() as u64 > limits.resources {
        faults.push(format!("there are more than {} resources", limits.resources));
    }
    let mut seen = BTreeSet::new();
    let twins = resources.iter().filter(|resource| !seen.insert(&resource.id));
    faults.extend(twins.map(|twin| format!("two resources are called {}", twin.id)));
    faults
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
