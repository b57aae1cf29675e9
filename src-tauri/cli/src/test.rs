//! `routine test`: play scenarios.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use api::headless::{Headless, Played, scenario_files};
use serde_json::{Value, json};

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Play scenarios: one line each, and what of the routines they reach.
#[derive(Debug, clap::Args)]
pub(crate) struct Test {
    /// Scenarios, routines with scenarios beside them, or folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

#[derive(Default)]
struct Totals {
    passed: usize,
    failed: usize,
    unusable: usize,
    contested: usize,
}

impl Test {
    pub(crate) async fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut files = BTreeSet::new();
        for path in &self.paths {
            files.extend(scenario_files(path)?);
        }
        let mut totals = Totals::default();
        for file in &files {
            let folder = file.parent().unwrap_or(Path::new(""));
            let headless = Headless::open(Some(PathBuf::from(":memory:")), folder)?;
            let played = headless.play(None, file).await;
            headless.close().await?;
            totals.tell(terminal, file, played.map_err(Failure::from));
        }
        let Totals { passed, failed, unusable, contested } = totals;
        let words = format!("{passed} passed, {failed} failed, {unusable} unusable, {contested} contested");
        terminal.print(
            &json!({ "type": "summary", "passed": passed, "failed": failed, "unusable": unusable, "contested": contested }),
            &words,
        );
        Ok(match (unusable, failed) {
            (0, 0) => Exit::Done,
            (0, _) => Exit::Unexpected,
            _ => Exit::Unusable,
        })
    }
}

impl Totals {
    fn tell(&mut self, terminal: &mut Terminal, file: &Path, played: Result<Played, Failure>) {
        let name = file.to_string_lossy();
        let (verdict, reasons, completed) = match played {
            // A contested case is for information; it counts for nothing.
            Ok(played) if played.contested.is_some() => ("contested", played.mismatches, Vec::new()),
            Ok(played) if played.mismatches.is_empty() => ("passed", Vec::new(), reached(&played)),
            Ok(played) => ("failed", played.mismatches.clone(), reached(&played)),
            Err(failure) => ("unusable", vec![failure.message], Vec::new()),
        };
        match verdict {
            "passed" => self.passed += 1,
            "contested" => self.contested += 1,
            "failed" => self.failed += 1,
            _ => self.unusable += 1,
        }
        let mut words = format!("{verdict:<9} {name}  reaches {} elements", completed.len());
        for reason in &reasons {
            words.push_str(&format!("\n          {reason}"));
        }
        terminal.print(
            &json!({ "type": "scenario", "file": name, "verdict": verdict, "mismatches": reasons, "reached": completed }),
            &words,
        );
    }
}

/// The elements that a scenario completes, each once.
fn reached(played: &Played) -> Vec<String> {
    let result = played.outcome.as_ref().map(|outcome| &outcome.result);
    let completed = result.and_then(|result| result.get("completed")).and_then(Value::as_array);
    let names: BTreeSet<String> =
        completed.into_iter().flatten().filter_map(|element| element.as_str().map(str::to_owned)).collect();
    names.into_iter().collect()
}
