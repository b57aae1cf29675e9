//! Swarms that are listed, shown, started and ended.

use api::Swarms;
use api::contract::params::{AsOf, NoParams, ReadSwarm, StopSwarm, SwarmReference};
use api::contract::{ApiError, SubtaskStatus, SwarmSummary, SwarmView};

use super::telling::{exit_of, tell_swarm};
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
    pub(super) async fn pause(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        swarms.pause_swarm(SwarmReference { swarm_id: self.swarm.clone() }).await?;
        tell_swarm(terminal, &standing(swarms, &self.swarm).await?);
        Ok(Exit::Done)
    }
}

/// How a swarm is set going.
#[derive(Debug, Clone, Copy)]
pub(super) enum Move {
    Start,
    Resume,
}

/// Let a swarm go on, and stay until it rests.
#[derive(Debug, clap::Args)]
pub(crate) struct Start {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
}

impl Start {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms, how: Move) -> Result<Exit, Failure> {
        let named = SwarmReference { swarm_id: self.swarm.clone() };
        match how {
            Move::Start => swarms.start_swarm(named).await?,
            Move::Resume => swarms.resume_swarm(named).await?,
        };
        tokio::select! {
            rested = swarms.rest(&self.swarm) => rested?,
            () = until_asked_to_end() => {}
        }
        let swarm = standing(swarms, &self.swarm).await?;
        tell_swarm(terminal, &swarm);
        Ok(exit_of(&swarm))
    }
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
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        swarms.stop_swarm(StopSwarm { swarm_id: self.swarm.clone(), reason: self.reason }).await?;
        tell_swarm(terminal, &standing(swarms, &self.swarm).await?);
        // It was to be ended, and it is.
        Ok(Exit::Done)
    }
}

pub(super) async fn standing(swarms: &Swarms, swarm: &str) -> Result<SwarmSummary, ApiError> {
    Ok(swarms.read_swarm(ReadSwarm { swarm_id: swarm.to_owned(), as_of: None }).await?.summary)
}
