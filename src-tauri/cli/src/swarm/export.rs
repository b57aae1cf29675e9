//! `routine swarm export`.

use std::path::PathBuf;

use api::Swarms;
use api::contract::{ApiError, ErrorCode};
use serde_json::{Value, json};

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Write a swarm as a file with which another one can begin.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// Where to; the terminal when absent. A file that is there is left alone.
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl Export {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let export = swarms.export_swarm(&self.swarm).await?;
        match &self.to {
            None => {
                let file: Value = serde_json::from_str(&export.text).unwrap_or_default();
                terminal.print(&file, export.text.trim_end());
            }
            Some(path) => {
                let failed = |error: std::io::Error| {
                    let message = format!("{} cannot be written: {error}.", path.display());
                    ApiError::new(ErrorCode::FileFailed, message)
                };
                let mut file = std::fs::File::create_new(path).map_err(failed)?;
                std::io::Write::write_all(&mut file, export.text.as_bytes()).map_err(failed)?;
                let written = json!({ "written": path, "leftOut": export.left_out });
                terminal.print(&written, &format!("{} has been written.", path.display()));
            }
        }
        if !export.left_out.is_empty() {
            terminal.note(&format!("Secret entries stay at home: {}.", export.left_out.join(", ")));
        }
        Ok(Exit::Done)
    }
}
