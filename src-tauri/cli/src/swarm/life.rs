//! Swarms that are listed, shown, started and ended.

use std::path::{Path, PathBuf};

use api::Swarms;
use api::contract::params::{AsOf, NoParams, ReadSwarm, StopSwarm, SwarmReference, SwarmSource};
use api::contract::{ApiError, SubtaskStatus, SwarmSummary, SwarmView};

use api::headless::{Headless, ToldEntry};

use super::telling::{exit_of, tell_happened, tell_swarm, tell_wait};
use crate::exit::{Exit, Failure};
use crate::serve::until_asked_to_end;
use crate::terminal::Terminal;

pub(super) async fn list(terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
    for swarm in swarms.list_swarms(NoParams {}).await?.swarms {
        tell_swarm(terminal, &swarm);
    }
    Ok(Exit::Done)
}

/// How a swarm stands.
#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// As it was after this entry of its journal.
    #[arg(long, value_name = "SEQ")]
    at: Option<u64>,
}

impl Show {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let as_of = self.at.map(|seq| AsOf::Seq { seq });
        let view = swarms.read_swarm(ReadSwarm { swarm_id: self.swarm, as_of }).await?;
        terminal.print(&view, &words(&view));
        Ok(Exit::Done)
    }
}

fn words(view: &SwarmView) -> String {
    let mut lines = vec![format!("{}: {}", view.summary.name, view.summary.goal)];
    for subtask in &view.subtasks {
        let status = match subtask.status {
            SubtaskStatus::Todo if subtask.ready => "ready",
            SubtaskStatus::Todo => "to do",
            SubtaskStatus::InProgress => "in progress",
            SubtaskStatus::Done => "done",
            SubtaskStatus::Blocked => "blocked",
            SubtaskStatus::Failed => "failed",
            SubtaskStatus::Cancelled => "cancelled",
        };
        let owner = subtask.assignee.as_ref().map(|owner| format!(", {owner}")).unwrap_or_default();
        lines.push(format!("  {:<12} {} [{}{owner}]", status, subtask.description, subtask.id));
    }
    for member in &view.members {
        let roles = if member.roles.is_empty() { String::new() } else { format!(" ({})", member.roles.join(", ")) };
        lines.push(format!("  member {}{roles}", member.name));
    }
    for run in &view.runs {
        let routine = run.routine.as_deref().unwrap_or_default();
        lines.push(format!("  run {} {routine}: {} of {} credits", run.run_id, run.spent, run.allotted));
    }
    lines.join("\n")
}

/// Names a swarm.
#[derive(Debug, clap::Args)]
pub(crate) struct Named {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
}

impl Named {
    pub(super) async fn pause(self, terminal: &mut Terminal, headless: &Headless) -> Result<Exit, Failure> {
        let swarms = headless.swarms();
        headless.look_where_swarm_does(&self.swarm).await?;
        swarms.pause_swarm(SwarmReference { swarm_id: self.swarm.clone() }).await?;
        headless.settle_swarm(&self.swarm).await?;
        tell_swarm(terminal, &standing(swarms, &self.swarm).await?);
        Ok(Exit::Done)
    }
}

/// How a swarm is set going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    Start,
    Resume,
}

/// Let a swarm work here, until nothing of it goes on by itself any more; Ctrl-C leaves it where it stands.
#[derive(Debug, clap::Args)]
pub(crate) struct Start {
    /// The swarm; or a swarm's file, of which a new one is made first.
    #[arg(value_name = "SWARM|FILE")]
    swarm: String,
    /// Where its routines are. When absent: beside the file that it was made from, or where they were before.
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Stay until it is over or paused, whatever its runs wait for.
    #[arg(long)]
    wait: bool,
}

impl Start {
    pub(super) async fn run(self, terminal: &mut Terminal, headless: &Headless, how: Move) -> Result<Exit, Failure> {
        let (swarm, folder) = (self.swarm(terminal, headless, how).await?, self.folder.as_deref());
        let before = headless.last_seq_of_swarm(&swarm).await?;
        match how {
            Move::Start => headless.start_swarm(&swarm, folder).await?,
            Move::Resume => headless.resume_swarm(&swarm, folder).await?,
        }
        let mut tell = |told: ToldEntry| {
            if terminal.is_json() || !told.is_bookkeeping {
                tell_happened(terminal, &told);
            }
        };
        tokio::select! {
            followed = headless.follow_swarm(&swarm, before + 1, self.wait, &mut tell) => followed?,
            () = until_asked_to_end() => {}
        }
        tell_standing(terminal, headless, &swarm).await
    }

    /// The swarm that is named, or a new one of the file that is named.
    async fn swarm(&self, terminal: &mut Terminal, headless: &Headless, how: Move) -> Result<String, Failure> {
        let is_file = self.swarm.ends_with(".json") || Path::new(&self.swarm).is_file();
        if how == Move::Resume || !is_file {
            return Ok(self.swarm.clone());
        }
        let source = SwarmSource::File { path: self.swarm.clone() };
        let made = headless.create_swarm(source, self.folder.as_deref()).await?;
        tell_swarm(terminal, &made);
        Ok(made.swarm_id)
    }
}

/// How a swarm stands, and where its runs rest.
async fn tell_standing(terminal: &mut Terminal, headless: &Headless, swarm: &str) -> Result<Exit, Failure> {
    for wait in headless.swarm_waits(swarm).await? {
        tell_wait(terminal, &wait);
    }
    let summary = standing(headless.swarms(), swarm).await?;
    tell_swarm(terminal, &summary);
    Ok(exit_of(&summary))
}

/// End a swarm.
#[derive(Debug, clap::Args)]
pub(crate) struct Stop {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// Why, in words.
    #[arg(long, value_name = "WORDS")]
    reason: Option<String>,
}

impl Stop {
    pub(super) async fn run(self, terminal: &mut Terminal, headless: &Headless) -> Result<Exit, Failure> {
        let swarms = headless.swarms();
        headless.look_where_swarm_does(&self.swarm).await?;
        swarms.stop_swarm(StopSwarm { swarm_id: self.swarm.clone(), reason: self.reason }).await?;
        headless.settle_swarm(&self.swarm).await?;
        tell_swarm(terminal, &standing(swarms, &self.swarm).await?);
        // It was to be ended, and it is.
        Ok(Exit::Done)
    }
}

pub(super) async fn standing(swarms: &Swarms, swarm: &str) -> Result<SwarmSummary, ApiError> {
    Ok(swarms.read_swarm(ReadSwarm { swarm_id: swarm.to_owned(), as_of: None }).await?.summary)
}
