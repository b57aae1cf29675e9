//! `routine roundtrip`: open and save, to stdout.

use std::path::PathBuf;

use api::headless::roundtrip_file;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Open a routine and save it to stdout.
#[derive(Debug, clap::Args)]
pub(crate) struct Roundtrip {
    /// The routine.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Roundtrip {
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let bytes = roundtrip_file(&self.file)?;
        terminal
            .print_bytes(&bytes)
            .map_err(|error| Failure::unusable(format!("The routine cannot be written: {error}.")))?;
        Ok(Exit::Done)
    }
}
