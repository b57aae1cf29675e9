//! Commands on runs that are stored: list, show, move.

use std::path::{Path, PathBuf};
use std::time::Duration;

use api::contract::RunSummary;
use api::headless::{Headless, Message, Sent};
use serde_json::{Value, json};

use crate::duration::milliseconds;
use crate::exit::{Exit, Failure};
use crate::given;
use crate::run::follow;
use crate::serve::until_asked_to_end;
use crate::telling::{tell_entry, tell_outcome};
use crate::terminal::Terminal;

/// List runs, latest first.
#[derive(Debug, clap::Args)]
pub(crate) struct Runs {
    /// Words of the routine's name, and conditions such as status:failed.
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
            let summary = summary(&line)?;
            let started = summary["startedAt"].as_u64().unwrap_or_default();
            let words = format!(
                "{}  {:<12} {:<30} {:>6} steps  started at {started}",
                line.run_id,
                summary["status"].as_str().unwrap_or_default(),
                line.routine.name,
                line.steps
            );
            terminal.print(&summary, &words);
        }
        headless.close().await?;
        Ok(Exit::Done)
    }
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
}

impl Show {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        let outcome = headless.show(&self.run, self.at).await?;
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

/// Deliver a message, a signal, the result of waiting work or a decision to a run, or start an activity in it.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["message", "signal", "complete", "activate", "decide"])))]
pub(crate) struct Send {
    /// The run; without one a message goes to the run that has listened longest, and a signal to all that do.
    #[arg(value_name = "RUN")]
    run: Option<String>,
    /// A message, by its name.
    #[arg(long, value_name = "NAME")]
    message: Option<String>,
    /// A signal, by its name.
    #[arg(long, value_name = "NAME")]
    signal: Option<String>,
    /// The result of the work that waits at this element.
    #[arg(long, value_name = "ELEMENT")]
    complete: Option<String>,
    /// Start this activity of an ad-hoc sub-process.
    #[arg(long, value_name = "ELEMENT")]
    activate: Option<String>,
    /// The decision that this gateway waits for; --flow says which way.
    #[arg(long, value_name = "ELEMENT", requires = "flow")]
    decide: Option<String>,
    /// A sequence flow to take. May be repeated.
    #[arg(long, value_name = "ID")]
    flow: Vec<String>,
    /// Which of several conversations a message belongs to.
    #[arg(long, value_name = "KEY", requires = "message")]
    correlation_key: Option<String>,
    /// How long a message is kept when nobody listens: milliseconds, or ISO 8601 such as PT1H. Without a run it is an hour,
    /// with one it is not kept.
    #[arg(long, value_name = "TIME", requires = "message")]
    ttl: Option<String>,
    /// The sender's own id of a message: another one of this id counts as the same as long as it is kept.
    #[arg(long, value_name = "ID", requires = "message")]
    id: Option<String>,
    /// What it brings: a JSON object, or @FILE.
    #[arg(long, value_name = "JSON|@FILE")]
    variables: Option<String>,
    /// One variable of it. May be repeated.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

impl Send {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let mut variables =
            self.variables.as_deref().map(|given| given::object("--variables", given)).transpose()?.unwrap_or_default();
        for assignment in &self.set {
            let (name, value) = given::assignment("--set", assignment)?;
            variables.insert(name, value);
        }
        let time_to_live = match (&self.ttl, &self.run) {
            (Some(text), _) => milliseconds(text)?,
            (None, None) => HOUR,
            (None, Some(_)) => Duration::ZERO,
        };
        let message = match (self.message, self.signal, self.complete, self.activate, self.decide) {
            (Some(name), ..) => {
                Message::Message { name, correlation_key: self.correlation_key, id: self.id, time_to_live }
            }
            (None, Some(name), ..) => Message::Signal { name },
            (None, None, Some(element), ..) => Message::Completion { element },
            (None, None, None, Some(element), _) => Message::Activation { element },
            (None, None, None, None, Some(element)) => Message::Decision { element, flows: self.flow },
            (None, None, None, None, None) => return Err(Failure::unusable("Say what to send.")),
        };
        let Some(run) = self.run else {
            let headless = open(database)?;
            let sent = headless.send_to_all(message, variables).await?;
            if let Sent::Taken(runs) = &sent {
                for run in runs {
                    headless.rest(run).await;
                }
            }
            headless.close().await?;
            return Ok(tell_sent(terminal, &sent));
        };
        let (headless, before) = at(database, &run).await?;
        let sent = headless.deliver(&run, message, variables).await?;
        let exit = match sent {
            Sent::Taken(_) => follow(terminal, &headless, &run, before + 1, false).await,
            Sent::Kept(_) | Sent::Dropped | Sent::Duplicate => Ok(tell_sent(terminal, &sent)),
        };
        headless.close().await?;
        exit
    }
}

/// An hour, as in the clients of Camunda 8.
const HOUR: Duration = Duration::from_secs(3600);

/// What has become of a message or signal that was sent to whoever listens.
fn tell_sent(terminal: &mut Terminal, sent: &Sent) -> Exit {
    let (value, text) = match sent {
        Sent::Taken(runs) if runs.is_empty() => (json!({"taken": []}), "Nobody listens.".to_owned()),
        Sent::Taken(runs) => (json!({"taken": runs}), format!("Taken by {}.", runs.join(", "))),
        Sent::Kept(until) => (json!({"taken": [], "keptUntil": until}), "Nobody listens yet; it is kept.".to_owned()),
        Sent::Dropped => (json!({"taken": []}), "Nobody listens; it is not kept.".to_owned()),
        Sent::Duplicate => (json!({"taken": [], "duplicate": true}), "It has come before.".to_owned()),
    };
    terminal.print(&value, &text);
    Exit::Done
}

fn open(database: Option<PathBuf>) -> Result<Headless, Failure> {
    Ok(Headless::open(database, Path::new("."))?)
}

/// The runs of a database, and where the journal of one of them ends now.
async fn at(database: Option<PathBuf>, run: &str) -> Result<(Headless, u64), Failure> {
    let headless = open(database)?;
    let before = headless.last_seq(run).await?;
    Ok((headless, before))
}
