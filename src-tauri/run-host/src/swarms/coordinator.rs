//! The coordinator's hands: how a run begins for a subtask, and which routines there are.
//! What is to be done, and when, is decided in the swarm itself.

use std::sync::Arc;

use routine_model::{MemberId, RunId, SubtaskId, SwarmId, read_routine};
use run_engine::status::StatusReason;
use run_engine::swarm_asks::SwarmLink;
use run_engine::{JournalEntry, RunCommand, RunConfig, RunEvent, RunStatus, VariableMap};
use run_store::StoreError;
use serde_json::Value;
use swarm::{RoutineOffer, SwarmContext};

use super::door::SwarmHost;
use super::hands::Undone;
use super::synchronizer::Again;
use crate::error::HostError;
use crate::host::RunHost;
use crate::mailbox::LoopInput;
use crate::run_loader::RoutineFile;
use crate::start::{OpenRequest, StartRequest};

/// Every routine that swarms may choose from.
pub type ListRoutines = Arc<dyn Fn() -> Vec<RoutineFile> + Send + Sync>;

/// A run that is to begin.
pub(super) struct WantedRun {
    pub(super) run: RunId,
    pub(super) subtask: SubtaskId,
    pub(super) routine: String,
    pub(super) member: Option<MemberId>,
    pub(super) inputs: Value,
}

/// What the swarm can choose from. A routine that cannot be read is none.
pub(super) async fn offers(host: &RunHost) -> Vec<RoutineOffer> {
    let list = host.parts.swarms.list_routines.clone();
    let listed = tokio::task::spawn_blocking(move || list().into_iter().map(|file| offer(&file)).collect()).await;
    listed.unwrap_or_default()
}

fn offer(file: &RoutineFile) -> RoutineOffer {
    let graph = read_routine(&file.bytes).graph;
    let mut does: Vec<String> = graph.processes().iter().map(ToString::to_string).collect();
    let settings = graph.processes().iter().filter_map(|id| graph.container(id)?.process.as_ref());
    does.extend(settings.filter_map(|process| process.settings.policies.get("does")).flat_map(|words| {
        words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    }));
    RoutineOffer { path: file.path.clone(), name: file.name.clone(), does }
}

/// The file of a routine, by its path, its name, or the id of its process.
async fn find(host: &RunHost, routine: String) -> Result<RoutineFile, String> {
    let (list, loader) = (host.parts.swarms.list_routines.clone(), host.parts.loader.clone());
    let found = tokio::task::spawn_blocking(move || {
        let listed = list();
        match listed.into_iter().find(|file| file.path == routine || file.name == routine) {
            Some(file) => Ok(file),
            None => loader.file(&routine),
        }
    });
    found.await.unwrap_or_else(|_| Err("the routines cannot be read".to_owned()))
}

/// Starts a run with exactly this id, unless it is there already.
pub(super) async fn start_run(
    host: &RunHost,
    swarms: &SwarmHost,
    swarm: &SwarmId,
    wanted: WantedRun,
) -> Result<(), Undone> {
    let WantedRun { run, subtask, routine, member, inputs } = wanted;
    if host.parts.mailbox(&run).is_some() {
        return Ok(());
    }
    match row(host, &run).await {
        Ok(_) => return Ok(bring_back(host, swarms, swarm, &run).await?),
        Err(HostError::Store(StoreError::UnknownRun(_))) => {}
        Err(error) => return Err(error.into()),
    }
    let file = find(host, routine).await.map_err(Undone::Never)?;
    let (strategy, share) =
        swarms.read(swarm, |context| (context.policy.default_strategy.clone(), context.limits.run.clone())).await?;
    let seed = run.0.bytes().fold(0_u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    let mut config = host.config_of(&file.bytes, None, RunConfig::default(), seed);
    config.limits.max_credits = share.credits.limit(config.limits.max_credits);
    config.limits.max_time_ms = share.time_ms.limit(config.limits.max_time_ms);
    config.limits.max_steps = share.steps.limit(config.limits.max_steps);
    config.swarm = Some(SwarmLink {
        swarm: swarm.clone(),
        subtask: Some(subtask),
        member,
        strategy: strategy.and_then(|word| serde_json::from_value(Value::String(word)).ok()),
    });
    let inputs: VariableMap = match inputs {
        Value::Object(map) => map.into_iter().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => VariableMap::default(),
    };
    let request = StartRequest {
        run: Some(run.clone()),
        name: Some(file.name),
        config,
        open: Some(OpenRequest { inputs, ..OpenRequest::default() }),
        ..StartRequest::of(&file.path, file.bytes)
    };
    match host.start(request).await {
        Ok(_) => Ok(()),
        // It is there: somebody was faster.
        Err(HostError::Store(StoreError::Conflict { .. })) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Brings a run that works for the swarm into memory when it has something to do or to say there: it goes on, or it has
/// ended and its swarm has not heard of that.
pub(super) async fn bring_back(
    host: &RunHost,
    swarms: &SwarmHost,
    swarm: &SwarmId,
    run: &RunId,
) -> Result<(), HostError> {
    if host.parts.mailbox(run).is_some() {
        return Ok(());
    }
    let lets_it_go_on = swarms.read(swarm, SwarmContext::lets_runs_go_on).await.unwrap_or(false);
    let row = row(host, run).await?;
    if row.status.is_final() || (lets_it_go_on && row.status == RunStatus::InProgress) {
        host.bring_back(run).await?;
    }
    Ok(())
}

/// Lets a run go on that its swarm has paused, and has one that waits for credits ask once more. What a person has paused
/// stays so.
pub(super) async fn let_go_on(host: &RunHost, run: &RunId) -> Result<(), HostError> {
    let row = row(host, run).await?;
    if row.status == RunStatus::Paused
        && row.reason == Some(StatusReason::AutomaticPause)
        && !has_paused_by_itself(host, &row).await?
    {
        match host.send(run, RunCommand::ResumeRun).await {
            // Somebody was faster.
            Err(HostError::Rejected(_)) => {}
            sent => sent?,
        }
    }
    match host.parts.mailbox(run) {
        Some(mailbox) => {
            mailbox.put(LoopInput::AskAgain(Again::Patient));
        }
        // It says by itself what it has to say.
        None if row.reason == Some(StatusReason::MaxCredits) => drop(host.bring_back(run).await?),
        None => {}
    }
    Ok(())
}

/// A run that has paused by itself says why; little follows a pause in its journal.
async fn has_paused_by_itself(host: &RunHost, row: &run_store::RunRow) -> Result<bool, HostError> {
    let from = row.seq.saturating_sub(1_000).max(1);
    let journal = host.journal(&row.run, from, None).await?;
    let says_why = |entry: &JournalEntry| {
        let RunEvent::RunStatusChanged(changed) = &entry.event else { return None };
        Some(changed.message.is_some())
    };
    Ok(journal.iter().rev().find_map(says_why).unwrap_or(false))
}

async fn row(host: &RunHost, run: &RunId) -> Result<run_store::RunRow, HostError> {
    let run = run.clone();
    host.in_store(move |store| store.run(&run)).await
}
