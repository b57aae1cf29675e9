//! A swarm begins.

use std::collections::{BTreeMap, BTreeSet};

use routine_model::{SubtaskId, SwarmId};
use serde_json::Value;

use super::subtasks::path_back;
use super::{posting, resources};
use crate::SwarmRejection;
use crate::ask::EntryWrite;
use crate::author::{Author, Origin};
use crate::broken::Broken;
use crate::event::{JOURNAL_FORMAT, ResourceAdded, SubtaskAdded, SwarmCreated};
use crate::settings::{NewSubtask, SwarmSettings};
use crate::state::Resource;
use crate::turn::Turn;

/// What comes as events of its own behind the creation, so that it is kept once.
pub(crate) struct Furniture {
    subtasks: Vec<NewSubtask>,
    entries: BTreeMap<String, Value>,
    resources: Vec<Resource>,
}

/// The first event of a journal, or everything that speaks against it.
pub(crate) fn create(swarm: SwarmId, mut settings: SwarmSettings) -> Result<(SwarmCreated, Furniture), SwarmRejection> {
    let faults = faults_of(&settings);
    if !faults.is_empty() {
        return Err(SwarmRejection::BadSettings(faults));
    }
    let furniture = Furniture {
        subtasks: std::mem::take(&mut settings.subtasks),
        entries: std::mem::take(&mut settings.entries),
        resources: std::mem::take(&mut settings.resources),
    };
    Ok((SwarmCreated { swarm, format: JOURNAL_FORMAT, settings }, furniture))
}

/// Everything that speaks against beginning with these settings.
pub(crate) fn faults_of(settings: &SwarmSettings) -> Vec<String> {
    let mut faults = settings.team.faults();
    if settings.name.trim().is_empty() {
        faults.push("the swarm has no name".to_owned());
    }
    if settings.team.members.len() as u64 > settings.limits.members {
        faults.push(format!("there are more than {} members", settings.limits.members));
    }
    faults.extend(faults_of_subtasks(settings));
    if let Some(parent) = &settings.parent {
        if settings.credits.is_none() {
            faults.push("a swarm below another one needs a share of its credits".to_owned());
        }
        if parent.depth > settings.limits.generations {
            faults.push(format!("there are already {} swarms above each other", settings.limits.generations));
        }
    }
    faults.extend(posting::faults_of_first(&settings.limits, &settings.entries));
    faults.extend(resources::faults_of_first(&settings.limits, &settings.resources));
    faults
}

fn faults_of_subtasks(settings: &SwarmSettings) -> Vec<String> {
    let mut faults = Vec::new();
    let subtasks: BTreeMap<&SubtaskId, &NewSubtask> =
        settings.subtasks.iter().map(|subtask| (&subtask.id, subtask)).collect();
    if settings.subtasks.len() as u64 > settings.limits.subtasks {
        faults.push(format!("there are more than {} subtasks", settings.limits.subtasks));
    }
    let mut seen = BTreeSet::new();
    for subtask in &settings.subtasks {
        if !seen.insert(&subtask.id) {
            faults.push(format!("two subtasks are called {}", subtask.id));
        }
        let unknown = subtask.depends_on.iter().filter(|id| !subtasks.contains_key(id));
        faults.extend(unknown.map(|id| format!("subtask {} depends on {id}, which does not exist", subtask.id)));
        if let Some(member) = subtask.assignee.as_ref().filter(|id| settings.team.member(id).is_none()) {
            faults.push(format!("subtask {} is assigned to {member}, who is no member", subtask.id));
        }
        let depends_on = |id: &SubtaskId| subtasks.get(id).map_or(&[][..], |subtask| &subtask.depends_on);
        if let Some(path) = path_back(&subtask.id, &subtask.depends_on, depends_on) {
            faults.push(SwarmRejection::Cycle(path).to_string());
        }
    }
    faults
}

/// Subtasks, entries and resources that the swarm begins with.
pub(crate) fn furnish(turn: &mut Turn<'_>, furniture: Furniture) -> Result<(), Broken> {
    let by: Origin = Author::Person.into();
    for subtask in furniture.subtasks {
        turn.emit(SubtaskAdded { subtask, by: by.clone() })?;
    }
    for (key, value) in furniture.entries {
        posting::write(turn, EntryWrite::set(&key, value), &by, None)?;
    }
    for resource in furniture.resources {
        turn.emit(ResourceAdded { resource: resource.as_added(), by: by.clone() })?;
    }
    Ok(())
}
