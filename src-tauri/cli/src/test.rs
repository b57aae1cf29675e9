//! `routine test`: play scenarios.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use api::headless::{Headless, Played, scenario_files};
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::junit::{self, Case, CaseEnding};
use crate::terminal::Terminal;

/// Play scenarios: one line each, and how much of the routines they reach.
#[derive(Debug, clap::Args)]
pub(crate) struct Test {
    /// Scenarios, routines with scenarios beside them, or folders.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Also write the verdicts as JUnit XML, which build servers read.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

/// What of a routine all its scenarios together reach.
#[derive(Default)]
struct Coverage {
    flow_nodes: Reached,
    sequence_flows: Reached,
}

#[derive(Default)]
struct Reached {
    reached: BTreeSet<String>,
    all: BTreeSet<String>,
}

#[derive(Default)]
struct Totals {
    cases: Vec<Case>,
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
        if let Some(path) = &self.junit {
            std::fs::write(path, junit::report(&totals.cases))
                .map_err(|error| Failure::unusable(format!("{} cannot be written: {error}.", path.display())))?;
        }
        Ok(totals.tell_summary(terminal))
    }
}

impl Totals {
    fn tell(&mut self, terminal: &mut Terminal, file: &Path, played: Result<Played, Failure>) {
        let name = file.to_string_lossy().into_owned();
        let mut routine = name.clone();
        let mut differences = Vec::new();
        let ending = match played {
            Ok(played) => {
                routine = played.routine.to_string_lossy().into_owned();
                // A contested case is for information; it counts for nothing.
                if played.contested.is_none() {
                    self.cover(&played);
                }
                let reasons: Vec<_> = played.mismatches.iter().map(|mismatch| mismatch.message.clone()).collect();
                differences = played.mismatches;
                match (played.contested, reasons.is_empty()) {
                    (Some(_), _) => CaseEnding::Contested,
                    (None, true) => CaseEnding::Passed,
                    (None, false) => CaseEnding::Failed(reasons),
                }
            }
            Err(failure) => CaseEnding::Unusable(failure.message),
        };
        let verdict = match &ending {
            CaseEnding::Passed => "passed",
            CaseEnding::Failed(_) => "failed",
            CaseEnding::Unusable(_) => "unusable",
            CaseEnding::Contested => "contested",
        };
        let reasons: Vec<String> = match &ending {
            CaseEnding::Unusable(reason) => vec![reason.clone()],
            CaseEnding::Passed | CaseEnding::Failed(_) | CaseEnding::Contested => {
                differences.iter().map(|difference| difference.message.clone()).collect()
            }
        };
        let mut words = format!("{verdict:<9} {name}");
        for reason in &reasons {
            words.push_str(&format!("\n          {reason}"));
        }
        terminal.print(
            &json!({ "type": "scenario", "file": name, "verdict": verdict, "mismatches": reasons, "differences": differences }),
            &words,
        );
        self.cases.push(Case { file: name, routine, ending });
    }

    fn cover(&mut self, played: &Played) {
        let coverage = self.routines.entry(played.routine.clone()).or_default();
        coverage.flow_nodes.add(played.reached(), &played.flow_nodes);
        coverage.sequence_flows.add(played.taken(), &played.sequence_flows);
    }

    fn tell_coverage(&self, terminal: &mut Terminal) {
        for (routine, Coverage { flow_nodes, sequence_flows }) in &self.routines {
            let name = routine.to_string_lossy();
            let words = format!(
                "{} flow nodes and {} sequence flows reached in {name}{}{}",
                flow_nodes.share(),
                sequence_flows.share(),
                flow_nodes.without("not reached"),
                sequence_flows.without("not taken")
            );
            terminal.print(
                &json!({
                    "type": "coverage", "routine": name,
                    "reached": flow_nodes.reached.len(), "flowNodes": flow_nodes.all.len(), "missing": flow_nodes.missing(),
                    "flowsTaken": sequence_flows.reached.len(), "sequenceFlows": sequence_flows.all.len(),
                    "missingFlows": sequence_flows.missing(),
                }),
                &words,
            );
        }
    }

    fn tell_summary(&self, terminal: &mut Terminal) -> Exit {
        let number = |fits: fn(&CaseEnding) -> bool| self.cases.iter().filter(|case| fits(&case.ending)).count();
        let passed = number(|ending| matches!(ending, CaseEnding::Passed));
        let failed = number(|ending| matches!(ending, CaseEnding::Failed(_)));
        let unusable = number(|ending| matches!(ending, CaseEnding::Unusable(_)));
        let contested = number(|ending| matches!(ending, CaseEnding::Contested));
        let words = format!("{passed} passed, {failed} failed, {unusable} unusable, {contested} contested");
        terminal.print(
            &json!({ "type": "summary", "passed": passed, "failed": failed, "unusable": unusable, "contested": contested }),
            &words,
        );
        match (unusable, failed) {
            (0, 0) => Exit::Done,
            (0, _) => Exit::Unexpected,
            _ => Exit::Unusable,
        }
    }
}

impl Reached {
    fn add(&mut self, reached: BTreeSet<String>, all: &BTreeSet<String>) {
        self.reached.extend(reached);
        self.all.extend(all.iter().cloned());
    }

    fn missing(&self) -> Vec<&String> {
        self.all.difference(&self.reached).collect()
    }

    fn share(&self) -> String {
        format!("{} of {}", self.reached.len(), self.all.len())
    }

    /// What is missing, on a line of its own; nothing when nothing is.
    fn without(&self, words: &str) -> String {
        let missing: Vec<&str> = self.missing().into_iter().map(String::as_str).collect();
        if missing.is_empty() { String::new() } else { format!("\n          {words}: {}", missing.join(", ")) }
    }
}
