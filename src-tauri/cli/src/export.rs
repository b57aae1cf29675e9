//! Runs as files: export, import.

use std::path::PathBuf;

use api::contract::{RunExportFormat, RunRedaction};
use clap::ValueEnum;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::stored::open;
use crate::terminal::Terminal;

/// Write a run to a file, to be looked at elsewhere. Secrets are in none.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The run.
    #[arg(value_name = "RUN")]
    run: String,
    /// The file.
    #[arg(long, short = 'o', value_name = "FILE")]
    to: PathBuf,
    /// As what: a run that can be imported, the journal's entries one a line, or an event log for process mining (OCEL 2.0).
    #[arg(long = "as", value_name = "FORMAT", value_enum, default_value = "run")]
    format: Format,
    /// What is left out: `prompts`, `files`, or the name of a variable, in which `*` stands for any letters. Variables that
    /// the routine marks as confidential or secret always are.
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    redact: Vec<String>,
    /// Variables that the routine marks as confidential or secret stay.
    #[arg(long)]
    with_sensitive: bool,
}

/// What a run is written as.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Run,
    Ndjson,
    Ocel,
}

impl Export {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let format = match self.format {
            Format::Run => RunExportFormat::Run,
            Format::Ndjson => RunExportFormat::Ndjson,
            Format::Ocel => RunExportFormat::Ocel,
        };
        let mut redaction = RunRedaction { with_sensitive: self.with_sensitive, ..RunRedaction::default() };
        for what in self.redact {
            match what.as_str() {
                "prompts" => redaction.prompts = true,
                "files" => redaction.files = true,
                _ => redaction.variables.push(what),
            }
        }
        let headless = open(database)?;
        let exported = headless.export(&self.run, format, redaction, &self.to).await;
        headless.close().await?;
        exported?;
        let file = self.to.to_string_lossy();
        terminal.print(&json!({ "type": "exported", "run": self.run, "file": file }), &format!("{file}"));
        Ok(Exit::Done)
    }
}

/// Take in the run of a file. It is a record: it can be shown and forked, and does not go on.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Import {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let headless = open(database)?;
        let imported = headless.import(&self.file).await;
        headless.close().await?;
        let run = imported?;
        terminal.print(&json!({ "type": "imported", "run": run }), &format!("{run}  imported"));
        Ok(Exit::Done)
    }
}
