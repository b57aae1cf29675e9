//! `routine test`: play scenarios.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use api::headless::{Headless, Played, scenario_files};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Play scenarios: one line each, and how much of the routines they reach.
#[derive(Debug, clap::Args)]
pub(crate) struct Test {
    /// Scenarios, routines with scenarios beside them, or folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// What of a routine all its scenarios together reach.
#[derive(Default)]
struct Coverage {
    reached: BTreeSet<String>,
    flow_nodes: BTreeSet<String>,
}

#[derive(Default)]
struct Totals {
    passed: usize,
    failed: usize,
    unusable: usize,
    contested: usize,
    routines: BTreeMap<PathBuf, Coverage>,
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
        totals.tell_coverage(terminal);
        let Totals { passed, failed, unusable, contested, .. } = totals;
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
        let (verdict, reasons) = match played {
            // A contested case is for information; it counts for nothing.
            Ok(played) if played.contested.is_some() => {
                self.contested += 1;
                ("contested", played.mismatches)
            }
            Ok(played) => {
                let coverage = self.routines.entry(played.routine.clone()).or_default();
                coverage.reached.extend(played.reached());
                coverage.flow_nodes.extend(played.flow_nodes.iter().cloned());
                if played.mismatches.is_empty() {
                    self.passed += 1
                } else {
                    self.failed += 1
                }
                (if played.mismatches.is_empty() { "passed" } else { "failed" }, played.mismatches)
            }
            Err(failure) => {
                self.unusable += 1;
                ("unusable", vec![failure.message])
            }
        };
        let mut words = format!("{verdict:<9} {name}");
        for reason in &reasons {
            words.push_str(&format!("\n          {reason}"));
        }
        terminal.print(&json!({ "type": "scenario", "file": name, "verdict": verdict, "mismatches": reasons }), &words);
    }

    fn tell_coverage(&self, terminal: &mut Terminal) {
        for (routine, Coverage { reached, flow_nodes }) in &self.routines {
            let missing: Vec<&String> = flow_nodes.difference(reached).collect();
            let name = routine.to_string_lossy();
            let mut words = format!("{} of {} flow nodes reached in {name}", reached.len(), flow_nodes.len());
            if !missing.is_empty() && reached.len() * 2 > flow_nodes.len() {
                let names: Vec<&str> = missing.iter().map(|id| id.as_str()).collect();
                words.push_str(&format!("; not {}", names.join(", ")));
            }
            terminal.print(
                &json!({ "type": "coverage", "routine": name, "reached": reached.len(), "flowNodes": flow_nodes.len(), "missing": missing }),
                &words,
            );
        }
    }
}
