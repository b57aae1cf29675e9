//! Commands on runs that are stored: list, show, move.

use std::path::{Path, PathBuf};

use api::contract::RunSummary;
use api::headless::Headless;
use serde_json::{Value, json};

use crate::exit::{Exit, Failure};
use crate::run::follow;
use crate::serve::until_asked_to_end;
use crate::telling::{tell_entry, tell_outcome};
use crate::terminal::Terminal;

/// List runs, latest first.
#[derive(Debug, clap::Args)]
pub(crate) struct Runs {
    /// Words of the routine's name, and conditions such as status:failed, cost>20, took<5m or -is:imported.
    #[arg(value_name = "SEARCH")]
    search: Vec<String>,
    /// How many at most.
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
}

impl Runs {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        for line in headless.list(&self.search.join(" "), self.limit).await? {
            print_run(terminal, &line)?;
        }
        headless.close().await?;
        Ok(Exit::Done)
    }
}

/// Prints a line of the list.
pub(crate) fn print_run(terminal: &mut Terminal, line: &RunSummary) -> Result<(), Failure> {
    let summary = summary(line)?;
    let words = format!(
        "{}  {:<12} {:<30} {:>6} steps  started at {}",
        line.run_id,
        summary["status"].as_str().unwrap_or_default(),
        line.routine.name,
        line.steps,
        summary["startedAt"].as_u64().unwrap_or_default()
    );
    terminal.print(&summary, &words);
    Ok(())
}

/// A line of the list, under the names that the command line has for it.
fn summary(line: &RunSummary) -> Result<Value, Failure> {
    let value = serde_json::to_value(line).map_err(|error| Failure::unusable(error.to_string()))?;
    let waiting = value["waiting"].as_array().cloned().unwrap_or_default();
    let waiting: Vec<Value> =
        waiting.iter().map(|place| json!({ "element": place["element"], "on": place["waitingOn"]["on"] })).collect();
    Ok(json!({
        "run": value["runId"], "routine": value["routine"]["name"], "path": value["routine"]["path"],
        "version": value["routine"]["version"], "status": value["status"], "reason": value["reason"],
        "startedAt": value["startedAt"], "endedAt": value["endedAt"], "steps": value["steps"],
        "waitingOn": waiting, "incidents": value["incidents"], "credits": value["credits"],
    }))
}

/// What has come of a run so far.
#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// As it was after this entry of its journal.
    #[arg(long, value_name = "SEQ")]
    at: Option<u64>,
    /// As it was at this time, in milliseconds since 1970.
    #[arg(long, value_name = "MILLISECONDS", conflicts_with = "at")]
    time: Option<i64>,
}

impl Show {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        let at = match self.time {
            Some(time) => Some(headless.seq_at(&self.run, time).await?.max(1)),
            None => self.at,
        };
        let outcome = headless.show(&self.run, at).await?;
        headless.close().await?;
        tell_outcome(terminal, &outcome);
        Ok(Exit::Done)
    }
}

/// A run's journal.
#[derive(Debug, clap::Args)]
pub(crate) struct Journal {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// The first entry to tell.
    #[arg(long, value_name = "SEQ", default_value_t = 1)]
    from: u64,
    /// Go on telling until the run has ended, whichever program executes it.
    #[arg(long)]
    follow: bool,
}

impl Journal {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        if self.follow {
            let mut tell = |entry| tell_entry(terminal, &entry);
            tokio::select! {
                followed = headless.follow_journal(&self.run, self.from, &mut tell) => followed?,
                () = until_asked_to_end() => {}
            }
        } else {
            for entry in headless.journal(&self.run, self.from).await? {
                tell_entry(terminal, &entry);
            }
        }
        headless.close().await?;
        Ok(Exit::Done)
    }
}

/// Let a run go on where it stopped.
#[derive(Debug, clap::Args)]
pub(crate) struct Resume {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// Stay until the run has ended, whatever it waits for.
    #[arg(long)]
    wait: bool,
}

impl Resume {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let (headless, before) = at(database, &self.run).await?;
        headless.resume(&self.run).await?;
        let exit = follow(terminal, &headless, &self.run, before + 1, self.wait).await;
        headless.close().await?;
        exit
    }
}

/// Execute the next step of a paused run.
#[derive(Debug, clap::Args)]
pub(crate) struct Step {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// The branch, by its letter or id; every branch when absent.
    #[arg(long, value_name = "B")]
    branch: Option<String>,
}

impl Step {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let (headless, before) = at(database, &self.run).await?;
        headless.step(&self.run, self.branch.as_deref()).await?;
        let exit = follow(terminal, &headless, &self.run, before + 1, false).await;
        headless.close().await?;
        exit
    }
}

/// End a run.
#[derive(Debug, clap::Args)]
pub(crate) struct Cancel {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
}

impl Cancel {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let (headless, before) = at(database, &self.run).await?;
        headless.cancel(&self.run).await?;
        follow(terminal, &headless, &self.run, before + 1, false).await?;
        headless.close().await?;
        // It was to be cancelled, and it is.
        Ok(Exit::Done)
    }
}

pub(crate) fn open(database: Option<PathBuf>) -> Result<Headless, Failure> {
    Ok(Headless::open(database, Path::new("."))?)
}

/// The runs of a database, and where the journal of one of them ends now.
pub(crate) async fn at(database: Option<PathBuf>, run: &str) -> Result<(Headless, u64), Failure> {
    let headless = open(database)?;
    let before = headless.last_seq(run).await?;
    headless.look_beside_run(run).await?;
    Ok((headless, before))
}
