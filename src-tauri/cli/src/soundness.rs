//! `routine soundness`: whether a routine can get stuck.

use std::path::PathBuf;

use api::headless::judge_file;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Whether a routine can get stuck: is it safe, can it always complete, properly, and is every activity of use?
///
/// Each “no” comes with the path of tokens that shows it, and with the token game that plays it. Exit status: 0 when all
/// is well, 1 when something is not, 2 when the file cannot be used, 3 when it could not be decided.
#[derive(Debug, clap::Args)]
pub(crate) struct Soundness {
    /// The routine.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Soundness {
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let judged = judge_file(&self.file)?;
        terminal.print(&judged.object, &judged.lines.join("\n"));
        Ok(match (judged.has_problem, judged.is_decided) {
            (true, _) => Exit::Failed,
            (false, false) => Exit::Waits,
            (false, true) => Exit::Done,
        })
    }
}
