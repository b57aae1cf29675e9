//! `routine tidy`: ended runs go, and their space comes back.

use std::path::PathBuf;

use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::stored::{open, print_run};
use crate::terminal::Terminal;

/// Remove ended runs, and give their space back to the disk. What goes on is never removed.
#[derive(Debug, clap::Args)]
pub(crate) struct Tidy {
    /// Which of the ended runs, as for `runs`: age>30d, status:failed, words of the routine's name. All when absent.
    #[arg(value_name = "SEARCH")]
    search: Vec<String>,
    /// Of each routine, so many of the latest among them stay.
    #[arg(long, value_name = "N", default_value_t = 0)]
    keep: u32,
    /// Only say which ones would go.
    #[arg(long)]
    dry_run: bool,
    /// Remove nothing; only give back the space of what was removed before.
    #[arg(long, conflicts_with_all = ["search", "keep", "dry_run"])]
    space_only: bool,
}

impl Tidy {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        if self.search.is_empty() && self.keep == 0 && !self.space_only && !self.dry_run {
            let missing = "Say which runs go: a search such as age>30d, --keep N, or --space-only.";
            return Err(Failure::unusable(missing.to_owned()));
        }
        let headless = open(database)?;
        let runs = match self.space_only {
            true => Vec::new(),
            false => headless.removable(&self.search.join(" "), self.keep).await?,
        };
        for run in &runs {
            print_run(terminal, run)?;
        }
        let freed = if self.dry_run { 0 } else { headless.tidy(&runs).await? };
        headless.close().await?;
        let (count, megabytes) = (runs.len(), freed as f64 / 1e6);
        let words = match self.dry_run {
            true => format!("{count} runs would be removed"),
            false => format!("{count} runs removed, {megabytes:.1} MB given back"),
        };
        let object = json!({ "type": "tidied", "runs": count, "freedBytes": freed, "dryRun": self.dry_run });
        terminal.print(&object, &words);
        Ok(Exit::Done)
    }
}
