//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::bench::Bench;
use crate::breakpoint::Break;
use crate::check::Check;
use crate::export::{Export, Import};
use crate::feel::Feel;
use crate::fork::{Diff, Fork, Tree};
use crate::intervene::{Intervene, Migrate};
use crate::mcp::Mcp;
use crate::models::Models;
use crate::restart::Restart;
use crate::roundtrip::Roundtrip;
use crate::run::Run;
use crate::secret::Secret;
use crate::send::Send;
use crate::serve::Serve;
use crate::soundness::Soundness;
use crate::stored::{Cancel, Journal, Resume, Runs, Show, Step};
use crate::strategies::Strategies;
use crate::swarm::Swarm;
use crate::test::Test;
use crate::tidy::Tidy;
use crate::tools::Tools;

/// Run and inspect routines drawn in BPMN.
#[derive(Debug, Parser)]
#[command(name = "routine", version, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Database file, or `:memory:`; the desktop program's own when absent.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// One JSON object per line on stdout.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say only what was asked for.
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Everything that is wrong with routines.
    Check(Check),
    /// Run a routine, by itself or after a scenario.
    Run(Run),
    /// Let a run go on where it stopped.
    Resume(Resume),
    /// Execute the next step of a paused run.
    Step(Step),
    /// Deliver a message, a signal, the result of waiting work, a decision or an answer to a run.
    Send(Box<Send>),
    /// End a run.
    Cancel(Cancel),
    /// List runs, latest first.
    Runs(Runs),
    Tidy(Tidy),
    /// What has come of a run so far.
    Show(Show),
    /// A run's journal.
    Journal(Journal),
    /// Make a run that goes on otherwise from an earlier moment of another one.
    Fork(Fork),
    /// In what two runs differ.
    Diff(Diff),
    Restart(Restart),
    Break(Break),
    Intervene(Box<Intervene>),
    Migrate(Migrate),
    Tree(Tree),
    Export(Export),
    Import(Import),
    /// Swarms: what runs share. Goals, teams, blackboards, credits.
    Swarm(Swarm),
    /// Play scenarios.
    Test(Test),
    /// How each activity is done: the strategy, who says so, and why.
    Strategies(Strategies),
    /// The routines of a folder as tools for other agents, by MCP over input and output.
    Mcp(Mcp),
    /// Tool servers, whether they answer, and their tools with their risks.
    Tools(Tools),
    /// Open a routine and save it to stdout; what the program does not know is kept.
    Roundtrip(Roundtrip),
    /// Whether a routine can get stuck, with the path that shows it.
    Soundness(Soundness),
    /// Evaluate a FEEL expression.
    Feel(Feel),
    /// Model providers: what is set up, a test of one, the models that it has.
    Models(Models),
    /// Secrets: their names and places, never their values.
    Secret(Secret),
    /// Measure how fast a routine runs here.
    Bench(Bench),
    /// The program for a browser, on this machine only.
    Serve(Serve),
}
