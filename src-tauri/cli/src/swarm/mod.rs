//! `routine swarm`: what runs share, from a terminal.

mod board;
mod check;
mod create;
mod credits;
mod export;
mod history;
mod life;
mod telling;
mod watch;

use std::path::{Path, PathBuf};

use api::headless::Headless;
use clap::Subcommand;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Swarms: goals, teams, blackboards and credits that runs share.
#[derive(Debug, clap::Args)]
pub(crate) struct Swarm {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What is wrong with a swarm's file.
    Check(check::Check),
    /// Make a swarm, from its file or from a name and a goal.
    Create(create::Create),
    /// Write a swarm as a file with which another one can begin.
    Export(export::Export),
    /// List swarms, latest change first.
    List,
    /// How a swarm stands: goal, subtasks, team, credits.
    Show(life::Show),
    /// Let a swarm begin, or take it up again, and stay until it rests.
    Start(life::Start),
    /// Begin nothing more for a swarm.
    Pause(life::Named),
    /// Let a paused swarm go on, and stay until it rests.
    Resume(life::Start),
    /// End a swarm.
    Stop(life::Stop),
    /// Raise what a swarm may spend.
    TopUp(credits::TopUp),
    /// Entries of the blackboard.
    Board(board::Board),
    /// Who spent what, and the ledger.
    Credits(credits::Credits),
    /// Tell what happens to a swarm, until it has ended.
    Watch(watch::Watch),
}

impl Swarm {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = Headless::open(database, Path::new("."))?;
        let exit = self.command.perform(terminal, &headless).await;
        headless.close().await?;
        exit
    }
}

impl Command {
    async fn perform(self, terminal: &mut Terminal, headless: &Headless) -> Result<Exit, Failure> {
        let swarms = headless.swarms();
        match self {
            Self::Check(check) => check.run(terminal),
            Self::Create(create) => create.run(terminal, headless).await,
            Self::Export(export) => export.run(terminal, swarms).await,
            Self::List => life::list(terminal, swarms).await,
            Self::Show(show) => show.run(terminal, swarms).await,
            Self::Start(start) => start.run(terminal, headless, life::Move::Start).await,
            Self::Resume(start) => start.run(terminal, headless, life::Move::Resume).await,
            Self::Pause(named) => named.pause(terminal, headless).await,
            Self::Stop(stop) => stop.run(terminal, headless).await,
            Self::TopUp(top_up) => top_up.run(terminal, swarms).await,
            Self::Board(board) => board.run(terminal, swarms).await,
            Self::Credits(credits) => credits.run(terminal, swarms).await,
            Self::Watch(watch) => watch.run(terminal, swarms).await,
        }
    }
}
