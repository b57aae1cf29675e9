//! Runs of a database, started, followed and read from a terminal.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use routine_model::graph::settings;
use routine_model::{Credits, ElementId};
use run_engine::config::RunLimits;
use run_engine::{JournalEntry, RunConfig, RunId, RunMode, VariableMap};
use run_host::{FindRoutine, HostOptions, ListRoutines, OpenRequest, RunHost, RunNotice, StartRequest};
use run_store::RunPersistence;
use serde_json::{Map, Value, json};
use step_execution::{ExecutionResources, FindDecision, ScriptPlace, UnifiedSubroutineExecutor};

use super::folder::RoutineFolder;
use super::outcome::{Outcome, outcome};
use super::swarms::SwarmVisit;
use crate::contract::{ApiError, BreakOn, ErrorCode, HostKind, RunSummary, RunSwarm, StrategySetting};
use crate::decisions::decisions_where;
use crate::library::{is_routine_file, read_routine};
use crate::resources::Resources;
use crate::run_search::{Moment, conditions};
use crate::studio::{
    MOST_DELAY_MS, StudioOptions, engine_break_on, find_process, host_failed, open_store, routines_among, run_summary,
    said_for, time_zone,
};
use crate::swarms::Swarms;

/// How often a journal is read that another program may be writing to.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Runs of a database.
pub struct Headless {
    pub(super) host: RunHost,
    pub(super) store: RunPersistence,
    pub(super) find: FindRoutine,
    find_decision: FindDecision,
    pub(super) resources: Resources,
    swarms: Swarms,
    pub(super) folder: RoutineFolder,
}

/// The wish to run a file.
#[derive(Debug, Clone, Default)]
pub struct StartFile {
    /// The process; the only executable one when absent.
    pub process: Option<String>,
    /// Its first variables.
    pub inputs: Map<String, Value>,
    /// Only tokens move.
    pub token_game: bool,
    /// Nothing moves before a step.
    pub paused: bool,
    /// Nothing may cost anything: models are the Demo model or a person.
    pub test_mode: bool,
    /// What it may use up.
    pub limits: Limits,
    /// How its steps are done.
    pub strategies: Strategies,
    /// The swarm that it works for, and as whom.
    pub swarm: Option<SwarmVisit>,
    /// Breakpoints that are there before it begins.
    pub breakpoints: Vec<BreakOn>,
    /// Slow motion: milliseconds between two iterations.
    pub delay_ms: u64,
}

/// How the steps of a run are done, as far as it is said from outside of its routine.
#[derive(Debug, Clone, Default)]
pub struct Strategies {
    /// Of steps for which nothing nearer says it.
    pub default: Option<StrategySetting>,
    /// Of one activity, whatever the routine says; by element.
    pub elements: BTreeMap<String, StrategySetting>,
}

/// What a run may use up.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Time that it is not paused.
    pub time: Option<Duration>,
    /// Credits, a decimal number.
    pub credits: Option<String>,
    /// Steps of activities.
    pub steps: Option<u64>,
    /// Iterations.
    pub loops: Option<u64>,
}

impl Headless {
    /// Opens a database: the program's own when absent. Routines that others call, and those
    /// that swarms choose from, are looked for in `folder`, not below it.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(database: Option<PathBuf>, folder: &Path) -> Result<Self, ApiError> {
        let options = StudioOptions { database, ..StudioOptions::new(HostKind::Browser) };
        let store = open_store(&options.database_path())?;
        let resources = Resources::open(&store, options.vault_path(), options.secrets.keychain);
        Ok(Self::over(store, folder, resources))
    }

    pub(super) fn over(store: RunPersistence, folder: &Path, resources: Resources) -> Self {
        let folder = RoutineFolder::new(folder);
        let (decided, listed, called) = (folder.clone(), folder.clone(), folder.clone());
        let find_decision = decisions_where(move || decided.path());
        let list: ListRoutines = Arc::new(move || routines_among(files_in(&listed.path()), path_of));
        let find: FindRoutine = Arc::new(move |process| {
            let folder = called.path();
            find_process(files_in(&folder), process, |path| path.to_string_lossy().into_owned())?
                .ok_or_else(|| format!("no routine in {} has the process {process}", folder.display()))
        });
        let execution = resources.execution(Arc::clone(&find_decision));
        let past = execution.past.clone();
        let options =
            HostOptions { find_routine: Arc::clone(&find), list_routines: list, past, ..HostOptions::default() };
        let executor = UnifiedSubroutineExecutor::new(ScriptPlace::default(), execution);
        let host = RunHost::open(store.clone(), Arc::new(executor), options);
        resources.tools.open_door(host.door());
        let swarms = Swarms::new(&host, store.clone());
        Self { host, store, find, find_decision, resources, swarms, folder }
    }

    /// The swarms of the database.
    #[must_use]
    pub fn swarms(&self) -> &Swarms {
        &self.swarms
    }

    /// What a scenario is played with: all secrets, and neither a model nor a way to other runs, so that it ends the same
    /// everywhere.
    pub(super) fn scenario_executor(&self) -> UnifiedSubroutineExecutor {
        let tools = Arc::new(self.resources.tools.without_door());
        let all = self.resources.execution(Arc::clone(&self.find_decision));
        let resources = ExecutionResources { models: Arc::default(), tools, ..all };
        UnifiedSubroutineExecutor::new(ScriptPlace::default(), resources)
    }

    /// Starts a run of a file and gives its id.
    ///
    /// # Errors
    /// When the file cannot be read, or the routine is refused, with every reason.
    pub async fn start(&self, file: &Path, start: StartFile) -> Result<String, ApiError> {
        let bytes = read_routine(file)?.bytes;
        let base = RunConfig {
            mode: if start.token_game { RunMode::TokenGame } else { RunMode::Data },
            time_zone: time_zone(),
            test_mode: start.test_mode,
            default_strategy: start.strategies.default.map(settings::StrategySetting::from),
            strategies: said_for(start.strategies.elements),
            ..RunConfig::default()
        };
        let process = start.process.clone().map(ElementId::from);
        let mut config = self.host.config_of(&bytes, process.as_ref(), base, crate::studio::seed()?);
        config.delay_ms = start.delay_ms.min(MOST_DELAY_MS);
        let breakpoints = start.breakpoints.into_iter().map(engine_break_on).collect::<Result<_, _>>()?;
        set_limits(&mut config.limits, &start.limits)?;
        config.limits.max_credits = config.limits.max_credits.or(self.resources.run_budget());
        if let Some(swarm) = &start.swarm {
            let wanted = RunSwarm { swarm_id: swarm.swarm.clone(), subtask_id: swarm.subtask.clone() };
            self.swarms.link(&wanted, swarm.member()).await?.put_into(&mut config);
        }
        let request = StartRequest {
            run: None,
            path: path_of(file),
            name: None,
            bytes,
            config,
            paused: start.paused,
            breakpoints,
            open: Some(OpenRequest {
                process: start.process.map(ElementId::from),
                start: None,
                inputs: VariableMap::from_iter(start.inputs),
            }),
        };
        Ok(self.host.start(request).await.map_err(host_failed)?.to_string())
    }

    /// Tells a run's journal from an entry on, until the run rests; with `wait`, until it has ended.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn follow(
        &self,
        run: &str,
        from: u64,
        wait: bool,
        tell: &mut (dyn FnMut(Value) + Send),
    ) -> Result<Outcome, ApiError> {
        let run = RunId::from(run);
        let mut next = from.max(1);
        loop {
            let (_, mut watcher) = self.host.watch(&run).await.map_err(host_failed)?;
            let mut resting = false;
            loop {
                tokio::select! {
                    notice = watcher.next() => match notice {
                        Some(RunNotice::Update(update)) => {
                            // What came before the first update is in the journal.
                            if update.from_seq > next { self.tell_from(&run, &mut next, tell).await?; }
                            tell_entries(&update.entries, &mut next, tell);
                            resting = false;
                        }
                        Some(RunNotice::Heard(_) | RunNotice::Delayed(_)) => {}
                        Some(RunNotice::WatchAgain) | None => break,
                    },
                    () = self.host.rest(&run), if !resting => {
                        self.tell_from(&run, &mut next, tell).await?;
                        let outcome = self.outcome(&run).await?;
                        if !wait || outcome.1 { return Ok(outcome.0); }
                        resting = true;
                    }
                }
            }
        }
    }

    /// A run's journal from an entry on, as far as it goes.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn journal(&self, run: &str, from: u64) -> Result<Vec<Value>, ApiError> {
        let run = RunId::from(run);
        self.host.progress(&run).await.map_err(host_failed)?;
        let mut lines = Vec::new();
        self.tell_from(&run, &mut from.max(1), &mut |line| lines.push(line)).await?;
        Ok(lines)
    }

    /// Tells a run's journal from an entry on, and what is added to it by whichever program executes the run, until it ends.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn follow_journal(
        &self,
        run: &str,
        from: u64,
        tell: &mut (dyn FnMut(Value) + Send),
    ) -> Result<(), ApiError> {
        let run = RunId::from(run);
        let mut next = from.max(1);
        // Another program tells nobody here when it stores something, so the database is asked.
        let mut looks = tokio::time::interval(LOOK_EVERY);
        loop {
            looks.tick().await;
            let ended = self.host.progress(&run).await.map_err(host_failed)?.progress.status.is_final();
            self.tell_from(&run, &mut next, tell).await?;
            if ended {
                return Ok(());
            }
        }
    }

    /// What has come of a run so far, or had by an entry of its journal.
    ///
    /// # Errors
    /// When there is no such run or it cannot be read.
    pub async fn show(&self, run: &str, at: Option<u64>) -> Result<Outcome, ApiError> {
        let run = RunId::from(run);
        let snapshot = match at {
            Some(seq) => self.host.progress_at(&run, seq).await,
            None => self.host.progress(&run).await,
        };
        let snapshot = snapshot.map_err(host_failed)?;
        let limit = Some(u32::try_from(snapshot.seq).unwrap_or(u32::MAX));
        let entries = self.host.journal(&run, 1, limit).await.map_err(host_failed)?;
        Ok(outcome(&snapshot, &run_host::RunResult::of(&snapshot, &entries)))
    }

    /// The runs that a search finds, latest first.
    ///
    /// # Errors
    /// When there is a mistake in the search, or they cannot be read.
    pub async fn list(&self, search: &str, limit: Option<u32>) -> Result<Vec<RunSummary>, ApiError> {
        let conditions = conditions(search, &Moment::here(self.host.clock().now()))?;
        let query = run_host::RunQuery { conditions, limit, ..run_host::RunQuery::default() };
        let page = self.host.list(query).await.map_err(host_failed)?;
        Ok(page
            .runs
            .iter()
            .map(|row| run_summary(row, Path::new(""), self.host.attends(&row.run, row.rests)))
            .collect())
    }

    /// Leaves every run where it stands. Returns when all of it is stored.
    ///
    /// # Errors
    /// When the database cannot be flushed.
    pub async fn close(self) -> Result<(), ApiError> {
        self.resources.tools.servers.stop_all().await;
        self.host.close().await.map_err(host_failed)
    }

    /// The outcome, and whether nothing more will come.
    async fn outcome(&self, run: &RunId) -> Result<(Outcome, bool), ApiError> {
        let snapshot = self.host.progress(run).await.map_err(host_failed)?;
        let result = self.host.result(run).await.map_err(host_failed)?;
        Ok((outcome(&snapshot, &result), snapshot.progress.status.is_final()))
    }

    pub(super) async fn tell_from(
        &self,
        run: &RunId,
        next: &mut u64,
        tell: &mut (dyn FnMut(Value) + Send),
    ) -> Result<(), ApiError> {
        let entries = self.host.journal(run, *next, None).await.map_err(host_failed)?;
        tell_entries(&entries, next, tell);
        Ok(())
    }
}

fn tell_entries(entries: &[JournalEntry], next: &mut u64, tell: &mut (dyn FnMut(Value) + Send)) {
    for entry in entries.iter().filter(|entry| entry.seq >= *next).collect::<Vec<_>>() {
        *next = entry.seq + 1;
        tell(
            serde_json::to_value(entry)
                .unwrap_or_else(|error| json!({ "type": "unreadable", "reason": error.to_string() })),
        );
    }
}

/// The files of a folder that may hold routines, in order.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| is_routine_file(path)).collect();
    files.sort();
    files
}

/// The whole path, so that other programs find the file from wherever they are.
pub(super) fn path_of(file: &Path) -> String {
    file.canonicalize().unwrap_or_else(|_| file.to_owned()).to_string_lossy().into_owned()
}

/// What was asked for this run comes before what the routine says.
fn set_limits(limits: &mut RunLimits, asked: &Limits) -> Result<(), ApiError> {
    let credits = asked.credits.as_ref().map(|text| {
        text.parse::<Credits>()
            .map_err(|error| ApiError::new(ErrorCode::InvalidRequest, crate::studio::sentence(&error.to_string())))
    });
    let time = asked.time.map(|time| u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
    limits.max_time_ms = time.or(limits.max_time_ms);
    limits.max_credits = credits.transpose()?.or(limits.max_credits);
    limits.max_steps = asked.steps.or(limits.max_steps);
    limits.max_loops = asked.loops.or(limits.max_loops);
    Ok(())
}
