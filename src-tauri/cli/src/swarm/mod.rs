//! `routine swarm`: what runs share, from a terminal.

mod board;
mod create;
mod credits;
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
    /// Make a swarm, from its file or from a name and a goal.
    Create(create::Create),
    /// List swarms, latest change first.
    List,
    /// How a swarm stands: goal, subtasks, team, credits.
    Show(life::Show),
    /// Let a swarm begin, and stay until it rests.
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
            Self::Create(create) => create.run(terminal, swarms).await,
            Self::List => life::list(terminal, swarms).await,
            Self::Show(show) => show.run(terminal, swarms).await,
            Self::Start(start) => start.run(terminal, swarms, life::Move::Start).await,
            Self::Resume(start) => start.run(terminal, swarms, life::Move::Resume).await,
            Self::Pause(named) => named.pause(terminal, swarms).await,
            Self::Stop(stop) => stop.run(terminal, swarms).await,
            Self::TopUp(top_up) => top_up.run(terminal, swarms).await,
            Self::Board(board) => board.run(terminal, swarms).await,
            Self::Credits(credits) => credits.run(terminal, swarms).await,
            Self::Watch(watch) => watch.run(terminal, swarms).await,
        }
    }
}
