//! The `routine` program: the same engine as the window, in a terminal.

mod args;
mod check;
mod exit;
mod feel;
mod given;
mod roundtrip;
mod serve;
mod terminal;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;
use exit::{Exit, Failure};
use terminal::Terminal;

fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("ROUTINE_LOG"))
        .with_writer(std::io::stderr)
        .init();
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
    match args.command {
        Command::Check(check) => check.run(terminal),
        Command::Roundtrip(roundtrip) => roundtrip.run(terminal),
        Command::Feel(feel) => feel.run(terminal),
        Command::Serve(serve) => serve.run(terminal, args.db).await,
    }
}
