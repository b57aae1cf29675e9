//! How a run gets into memory: a new one is started, an old one is taken up again.

use std::path::Path;
use std::sync::Arc;

use routine_model::{Diagnostic, RoutineGraph, Severity};
use run_engine::state::Graphs;
use run_engine::{
    Actor, Reaction, Rejection, RoutineRef, RunCommand, RunConfig, RunId, RunMode, RunStateMachine, Unsupported,
    unsupported,
};
use run_store::StoredRoutine;
use step_execution::strategy::{OverrideRefused, STRATEGY_OVERRIDE_REFUSED, refused_overrides};
use tokio::sync::oneshot;

use crate::batch::Batch;
use crate::error::{HostError, Obstacle};
use crate::exchange;
use crate::host::RunHost;
use crate::mailbox::Mailbox;
use crate::run_id::new_run_id;
use crate::run_loader::{LoadedRun, ReadText};
use crate::run_loop::RunLoop;
use crate::start::{OpenRequest, StartRequest, as_its_format_needs};
use crate::step_figures::StepFigureFold;

impl RunHost {
    /// Starts a run. Returns when it is stored.
    ///
    /// # Errors
    /// The routine cannot run, with every reason at once; the process cannot be started this way; or it cannot be stored.
    pub async fn start(&self, request: StartRequest) -> Result<RunId, HostError> {
        let ReadText { version, graph, diagnostics } = self.parts.loader.read_text(&request.bytes);
        let process = request.open.as_ref().and_then(|open| open.process.as_ref());
        let found = obstacles(&diagnostics, &request.config)
            .chain(unsupported(&graph, process, &request.config).into_iter().map(obstacle))
            .chain(refused_overrides(&graph, &request.config).into_iter().map(refused))
            .chain(self.missing_bindings(&graph, &request.config).into_iter().map(obstacle))
            .collect::<Vec<_>>();
        if !found.is_empty() {
            return Err(HostError::Unusable(found));
        }

        let config = as_its_format_needs(request.config, &request.bytes, &graph);
        let now = self.parts.clock.now();
        let run = match request.run.clone() {
            Some(run) => run,
            None => new_run_id(now)?,
        };
        let routine = RoutineRef {
            name: request.name.clone().unwrap_or_else(|| name_of(&graph, &request.path)),
            path: request.path.clone(),
            version: version.clone(),
        };
        let graphs = Graphs::from([(version.clone(), graph.clone())]);
        let mut machine = RunStateMachine::new(graphs.clone());
        let mut reactions =
            vec![machine.handle(RunCommand::CreateRun { run: run.clone(), routine, config: Box::new(config) }, now)?];
        for on in request.breakpoints {
            let (breakpoint, enabled, once, by) = (None, true, false, Actor::Person);
            reactions.push(machine.handle(RunCommand::SetBreakpoint { breakpoint, on, enabled, once, by }, now)?);
        }
        reactions.push(machine.handle(RunCommand::StartRun { paused: request.paused }, now)?);
        if let Some(OpenRequest { process, start, inputs }) = request.open {
            reactions.push(machine.handle(RunCommand::OpenProcess { process, start, inputs }, now)?);
        }

        let Some(turn) = self.parts.gate.pass().await else { return Err(HostError::Closed(run)) };
        let lock = self.parts.store.lock_run(&run)?;
        let mut batch = Batch::default();
        for Reaction { events, effects } in reactions {
            batch.add_events(events);
            effects.into_iter().for_each(|effect| batch.add_effect(effect));
        }
        batch.texts.push(StoredRoutine { version, name: request.path, bytes: request.bytes });
        let (answer, stored) = oneshot::channel();
        batch.answers.push(answer);
        let new = LoadedRun { machine, graphs, figures: StepFigureFold::default() };
        RunLoop::new(self.parts.clone(), run.clone(), new, 0, batch, lock).spawn();
        drop(turn);
        stored.await.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))?;
        Ok(run)
    }

    /// Brings a stored run into memory and decides about the steps that were in flight.
    pub(crate) async fn bring_back(&self, run: &RunId) -> Result<Mailbox, HostError> {
        let Some(_turn) = self.parts.gate.pass().await else { return Err(HostError::Closed(run.clone())) };
        if let Some(mailbox) = self.parts.mailbox(run) {
            return Ok(mailbox);
        }
        let row = {
            let run = run.clone();
            self.in_store(move |store| store.run(&run)).await?
        };
        if row.imported.is_some() {
            return Err(HostError::Imported(run.clone()));
        }
        let lock = self.parts.store.lock_run(run)?;
        let loaded = self.load(run, None).await?;
        let has_to_say =
            (loaded.machine.progress()).is_some_and(|run| run.open_asks().next().is_some() || run.has_open_accounts());
        if row.status.is_final() && !has_to_say {
            return Err(Rejection::WrongRunStatus(row.status).into());
        }
        let LoadedRun { mut machine, graphs, figures } = loaded;
        let stored = row.seq;
        let mut batch = Batch::default();
        match machine.handle(RunCommand::RecoverSteps, self.parts.clock.now()) {
            Ok(reaction) => {
                batch.add_events(reaction.events);
                reaction.effects.into_iter().for_each(|effect| batch.add_effect(effect));
            }
            // A run that has not begun has nothing in flight.
            Err(Rejection::WrongRunStatus(_) | Rejection::WrongMachineStatus(_)) => {}
            Err(rejection) => return Err(rejection.into()),
        }
        let resumed = machine.effects_to_resume();
        if let Some(progress) = machine.progress() {
            // What an older program has left out, or a repaired store has lost, is known again.
            let (run, listening) = (run.clone(), exchange::all(progress, &resumed));
            self.in_store(move |store| store.set_subscriptions(&run, listening)).await?;
        }
        resumed.into_iter().for_each(|effect| batch.add_effect(effect));
        let loaded = LoadedRun { machine, graphs, figures };
        let run_loop = RunLoop::new(self.parts.clone(), run.clone(), loaded, stored, batch, lock);
        let mailbox = run_loop.mailbox.clone();
        run_loop.spawn();
        Ok(mailbox)
    }

    /// What the executor cannot do; token games do not ask it.
    fn missing_bindings(&self, graph: &Arc<RoutineGraph>, config: &RunConfig) -> Vec<Unsupported> {
        match config.mode {
            RunMode::Data => {
                let mut missing = self.parts.executor.unsupported(graph, config);
                missing.retain(|unsupported| !config.wait_at.contains(&unsupported.element));
                missing
            }
            RunMode::TokenGame => Vec::new(),
        }
    }
}

fn obstacles(diagnostics: &[Diagnostic], config: &RunConfig) -> impl Iterator<Item = Obstacle> {
    let token_game = config.mode == RunMode::TokenGame;
    diagnostics
        .iter()
        .filter(move |finding| finding.severity == Severity::Error && (!token_game || finding.stops_token_game))
        .map(|finding| Obstacle {
            code: finding.rule.to_owned(),
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            element: finding.element.clone(),
            position: Some(finding.position),
        })
}

fn refused(refused: OverrideRefused) -> Obstacle {
    Obstacle {
        code: STRATEGY_OVERRIDE_REFUSED.to_owned(),
        message: refused.to_string(),
        hint: None,
        element: Some(refused.element),
        position: None,
    }
}

fn obstacle(unsupported: Unsupported) -> Obstacle {
    Obstacle {
        code: "unsupported".to_owned(),
        message: unsupported.reason,
        hint: None,
        element: Some(unsupported.element),
        position: None,
    }
}

/// The name of a routine: of its first process that has one, or else of its file.
fn name_of(graph: &RoutineGraph, path: &str) -> String {
    let named = graph.processes().iter().filter_map(|id| graph.container(id)?.process.as_ref()?.name.clone());
    let mut named = named.filter(|name| !name.trim().is_empty());
    let file =
        || Path::new(path).file_stem().map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned());
    named.next().unwrap_or_else(file)
}
