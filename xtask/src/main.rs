//! The only automation of this project. Continuous integration calls the same commands as a developer.
//!
//! Deliberately absent: anything that needs more than git, Rust and Node to be there already.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line program speaks through its terminal")]

mod app_build;
mod bench;
mod checkout;
mod codegen;
mod detector;
mod dist;
mod fuzz;
mod kills;
mod local_model;
mod program;
mod real;
mod run;
mod shots;
mod stage;
mod system_packages;
mod test;
mod ui_build;

use std::process::ExitCode;

use checkout::Checkout;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [--release] [FILE]   install what is missing, build, and open the program on a routine
  test                     install what is missing, and run every test
  test --real              ask a small real model here, and tool servers of others; downloads 120 MB once
  codegen                  write ui/src/contract anew from the Rust contract
  bench [--no-peer]        measure speed beside a peer engine; the ratios count
  bench board              a blackboard of 1,000,000 versions: reading, opening, memory
  bench history            a run of 1,000,000 entries: opening, scrubbing; memory of 1,000 that wait
  bench detector           how well `auto` chooses strategies, on the labelled steps
  kills [--count N] [--seed N]
                           kill the real program at random points of random routines, 5,000 times unless it says otherwise
  fuzz [READER] [--minutes N]
                           damage files of a kind, guided by what the reader does with them; 60 minutes each
  shots [--readme]         take pictures of every screen
  local-model              build the side program that runs models' files; needs cmake and libclang
  dist                     make a Debian package";

/// What went wrong, as a sentence for the person at the terminal.
#[derive(Debug)]
struct Failure(String);

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure(error.to_string())
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = Checkout::find().and_then(|checkout| match words.as_slice() {
        ["run", rest @ ..] => run::run(&checkout, rest),
        ["test", "--real"] => real::test(&checkout),
        ["test"] => test::test(&checkout),
        ["codegen"] => codegen::codegen(&checkout),
        ["bench", "detector"] => detector::bench(&checkout),
        ["bench", "history"] => bench::history::bench(&checkout),
        ["bench", "board"] => bench::board::bench(&checkout),
        ["bench", rest @ ..] => bench::bench(&checkout, rest),
        ["fuzz", rest @ ..] => fuzz::fuzz(&checkout, rest),
        ["kills", rest @ ..] => kills::kills(&checkout, rest),
        ["shots", rest @ ..] => shots::shots(&checkout, rest),
        ["local-model"] => local_model::build(&checkout),
        ["dist"] => dist::dist(&checkout),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure(format!("`cargo xtask {}` is not a command.\n\n{USAGE}", words.join(" ")))),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(sentence)) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}
