//! The `routine` program: the same engine as the window, in a terminal.

mod args;
mod bench;
mod breakpoint;
mod check;
mod duration;
mod exit;
mod export;
mod feel;
mod fork;
mod given;
mod intervene;
mod junit;
mod mcp;
mod models;
mod restart;
mod roundtrip;
mod run;
mod secret;
mod send;
mod serve;
mod soundness;
mod stored;
mod strategies;
mod swarm;
mod telling;
mod terminal;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use exit::{Exit, Failure};
use terminal::Terminal;

/// A run is made of many small values; this allocator is quicker with them than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    if let Some(exit) = api::run_scripts_if_asked() {
        return exit;
    }
    let args = Args::parse();
    tracing_subscriber::fmt().with_env_filter(api::log_filter("ROUTINE_LOG")).with_writer(std::io::stderr).init();
    let mut terminal = Terminal::new(args.json, args.quiet);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            terminal.complain(&Failure::unusable(format!("The program cannot start its threads: {error}.")));
            return Exit::Failed.into();
        }
    };
    let result = runtime.block_on(perform(args, &mut terminal));
    match result {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal.complain(&failure);
            failure.exit.into()
        }
    }
}

async fn perform(args: Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Args { db, command, .. } = args;
    match command {
        Command::Check(check) => check.run(terminal),
        Command::Run(run) => run.run(terminal, db).await,
        Command::Resume(resume) => resume.run(terminal, db).await,
        Command::Step(step) => step.run(terminal, db).await,
        Command::Send(send) => send.run(terminal, db).await,
        Command::Cancel(cancel) => cancel.run(terminal, db).await,
        Command::Runs(runs) => runs.run(terminal, db).await,
        Command::Tidy(tidy) => tidy.run(terminal, db).await,
        Command::Show(show) => show.run(terminal, db).await,
        Command::Journal(journal) => journal.run(terminal, db).await,
        Command::Fork(fork) => fork.run(terminal, db).await,
        Command::Diff(diff) => diff.run(terminal, db).await,
        Command::Export(export) => export.run(terminal, db).await,
        Command::Import(import) => import.run(terminal, db).await,
        Command::Restart(restart) => restart.run(terminal, db).await,
        Command::Tree(tree) => tree.run(terminal, db).await,
        Command::Break(breakpoint) => breakpoint.run(terminal, db).await,
        Command::Intervene(intervene) => intervene.run(terminal, db).await,
        Command::Migrate(migrate) => migrate.run(terminal, db).await,
        Command::Test(test) => test.run(terminal).await,
        Command::Mcp(mcp) => mcp.run(db).await,
        Command::Tools(tools) => tools.run(terminal, db).await,
        Command::Strategies(strategies) => strategies.run(terminal, db),
        Command::Swarm(swarm) => swarm.run(terminal, db).await,
        Command::Roundtrip(roundtrip) => roundtrip.run(terminal),
        Command::Soundness(soundness) => soundness.run(terminal),
        Command::Feel(feel) => feel.run(terminal),
        Command::Models(models) => models.run(terminal, db).await,
        Command::Secret(secret) => secret.run(terminal, db),
        Command::Bench(bench) => bench.run(terminal).await,
        Command::Serve(serve) => serve.run(terminal, db).await,
    }
}
