//! Events about the run itself.

use std::collections::BTreeMap;

use run_engine::event::{
    RunConfigured, RunCreated, RunForked, RunMigrated, RunStarted, RunStatusChanged, SwarmAnswered,
};
use run_engine::swarm_asks::SwarmAnswer;
use run_engine::{RunConfig, Timestamp};

use super::status::{machine_status, mode_view, path_selection, run_status, status_reason};
use super::{Changes, breakpoint, milliseconds};
use crate::contract::{
    ImportedRun, MachineStatus, RoutineReference, RunChange, RunOrigin, RunStatus, RunSwarm, RunView, StrategySetting,
};

/// The view of a run of which nothing is known but that it was created.
pub(crate) fn first_view(event: &RunCreated, time: Timestamp, path: Option<String>) -> RunView {
    RunView {
        run_id: event.run.to_string(),
        origin: None,
        imported: None,
        routine: RoutineReference {
            path,
            name: event.routine.name.clone(),
            version: event.routine.version.0.to_string(),
        },
        seq: 0,
        status: RunStatus::Scheduled,
        reason: None,
        machine: MachineStatus::Initialised,
        interrupted: false,
        mode: mode_view(event.config.mode),
        path_selection: path_selection(&event.config),
        started_at: milliseconds(time),
        ended_at: None,
        steps_begun: 0,
        credits: "0".to_owned(),
        max_credits: event.config.limits.max_credits.map(|most| most.to_string()),
        swarm: event.config.swarm.as_ref().map(|link| RunSwarm {
            swarm_id: link.swarm.to_string(),
            subtask_id: link.subtask.as_ref().map(ToString::to_string),
        }),
        swarm_seq: None,
        branches: Vec::new(),
        steps: Vec::new(),
        marks: BTreeMap::new(),
        flows_taken: BTreeMap::new(),
        scopes: Vec::new(),
        listeners: Vec::new(),
        incidents: Vec::new(),
        decisions: Vec::new(),
        tasks: Vec::new(),
        overrides: said_for(&event.config),
        breakpoints: Vec::new(),
        hits: Vec::new(),
        delay_ms: event.config.delay_ms,
        reasons: BTreeMap::new(),
    }
}

/// The answers to what changes nothing say nothing of the blackboard.
pub(super) fn swarm_answered(changes: &mut Changes<'_>, event: &SwarmAnswered) {
    match &event.answer {
        SwarmAnswer::Joined { version, .. }
        | SwarmAnswer::Entries { version, .. }
        | SwarmAnswer::Written { version, .. } => changes.make(RunChange::SwarmSeen { seq: *version }),
        SwarmAnswer::Granted { .. } | SwarmAnswer::Left | SwarmAnswer::Refused { .. } => {}
    }
}

fn said_for(config: &RunConfig) -> BTreeMap<String, StrategySetting> {
    config.strategies.iter().map(|(element, setting)| (element.to_string(), (*setting).into())).collect()
}

pub(super) fn started(changes: &mut Changes<'_>, event: &RunStarted) {
    let status = if event.paused { RunStatus::Paused } else { RunStatus::InProgress };
    changes.make(RunChange::StatusSet {
        status,
        reason: None,
        machine: machine_status(status),
        ended_at: None,
        interrupted: false,
    });
}

pub(super) fn status_changed(changes: &mut Changes<'_>, event: &RunStatusChanged, time: Timestamp) {
    let status = run_status(event.status);
    if status == RunStatus::InProgress {
        breakpoint::goes_on(changes);
    }
    changes.make(RunChange::StatusSet {
        status,
        reason: event.reason.map(status_reason),
        machine: machine_status(status),
        ended_at: event.status.is_final().then(|| milliseconds(time)),
        interrupted: false,
    });
}

pub(super) fn configured(changes: &mut Changes<'_>, event: &RunConfigured) {
    changes.make(RunChange::ConfigurationSet {
        mode: mode_view(event.config.mode),
        path_selection: path_selection(&event.config),
        max_credits: event.config.limits.max_credits.map(|most| most.to_string()),
        delay_ms: event.config.delay_ms,
    });
}

/// Another text of the same routine: where its file is here, nobody says anew.
pub(super) fn migrated(changes: &mut Changes<'_>, event: &RunMigrated) {
    let routine = RoutineReference {
        path: changes.view.routine.path.clone(),
        name: event.routine.name.clone(),
        version: event.routine.version.0.to_string(),
    };
    changes.make(RunChange::RoutineSet { routine });
}

/// What the first run has paid, this one has not.
pub(super) fn forked(changes: &mut Changes<'_>, event: &RunForked, time: Timestamp) {
    changes.make(RunChange::OriginSet { origin: run_origin(&event.origin), started_at: milliseconds(time) });
    let steps_begun = changes.view.steps_begun;
    changes.make(RunChange::TotalsSet { steps_begun, credits: "0".to_owned() });
}

/// Where a run that came from a file comes from.
pub(crate) fn imported_run(imported: &run_host::Imported) -> ImportedRun {
    ImportedRun { run_id: imported.run.to_string(), at: milliseconds(imported.at) }
}

/// The run that another one began as a copy of.
pub(crate) fn run_origin(origin: &run_engine::event::RunOrigin) -> RunOrigin {
    RunOrigin { run_id: origin.run.to_string(), seq: origin.seq }
}
