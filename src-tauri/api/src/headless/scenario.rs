//! Playing a scenario.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use run_host::RoutineFile;
use run_host::scenario::{Mismatch, Scenario, ScenarioError, ScenarioRunner};
use serde::Serialize;
use serde_json::Value;

use super::Headless;
use super::outcome::Outcome;
use super::runs::path_of;
use crate::contract::{ApiError, ErrorCode};
use crate::library::read_routine;
use crate::reading::read;
use crate::studio::{host_failed, sentence};

/// What has come of a scenario.
#[derive(Debug)]
pub struct Played {
    /// The journal; empty when the routine was refused.
    pub journal: Vec<Value>,
    /// What has come of the run; none when the routine was refused.
    pub outcome: Option<Outcome>,
    /// Why the routine was refused.
    pub refusal: Option<ApiError>,
    /// Expectations that were not met; empty when the scenario has passed.
    pub mismatches: Vec<Difference>,
    /// Why the case is only for information.
    pub contested: Option<String>,
    /// The routine's file.
    pub routine: PathBuf,
    /// Every flow node of the routine.
    pub flow_nodes: BTreeSet<String>,
    /// Every sequence flow of the routine.
    pub sequence_flows: BTreeSet<String>,
}

/// An expectation that was not met.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// After which step of the script, or at the end.
    pub place: String,
    /// The key of the expectation.
    pub key: &'static str,
    /// The whole in a sentence.
    pub message: String,
    /// Of a list: what is not there and should be.
    pub missing: Vec<String>,
    /// Of a list: what is there and should not be.
    pub surplus: Vec<String>,
}

impl From<Mismatch> for Difference {
    fn from(mismatch: Mismatch) -> Self {
        let message = sentence(&mismatch.to_string());
        let Mismatch { place, key, missing, surplus, .. } = mismatch;
        Self { place, key, message, missing, surplus }
    }
}

impl Headless {
    /// Plays a scenario on a routine: the given file, or else the one that the scenario names beside itself.
    ///
    /// # Errors
    /// When one of the files cannot be read, or the run cannot be stored.
    pub async fn play(&self, file: Option<&Path>, scenario: &Path) -> Result<Played, ApiError> {
        let text = read_routine(scenario)?.bytes;
        let unusable = |error: ScenarioError| {
            let message = format!("{}: {error}", scenario.display());
            ApiError::new(ErrorCode::InvalidRequest, sentence(&message))
        };
        let parsed = Scenario::parse(&text).map_err(unusable)?;
        let beside = scenario.parent().unwrap_or(Path::new("")).join(&parsed.routine);
        let file = file.unwrap_or(&beside);
        let bytes = read_routine(file)?.bytes;
        let reading = read(&bytes);
        // A file that cannot be read has no elements to compare with; it is refused with its own reasons.
        if reading.is_xml {
            parsed.check_names(&text, &reading.graph).map_err(unusable)?;
        }
        let (flow_nodes, sequence_flows) = (reading.flow_node_ids(), reading.sequence_flow_ids());
        let routine = RoutineFile { path: path_of(file), name: String::new(), bytes };
        let runner = ScenarioRunner {
            store: self.host.store().clone(),
            executor: Arc::new(self.scenario_executor()),
            find_routine: Arc::clone(&self.find),
            run: None,
        };
        let report = runner.play(&parsed, routine).await.map_err(host_failed)?;
        let mut played = Played {
            journal: Vec::new(),
            outcome: None,
            refusal: report.refusal.map(host_failed),
            mismatches: report.mismatches.into_iter().map(Difference::from).collect(),
            contested: parsed.contested,
            routine: file.to_owned(),
            flow_nodes,
            sequence_flows,
        };
        if let Some(run) = report.run {
            self.tell_from(&run, &mut 1, &mut |line| played.journal.push(line)).await?;
            played.outcome = Some(self.show(&run.0, None).await?);
        }
        Ok(played)
    }
}

impl Played {
    /// The flow nodes that the scenario completed, each once.
    #[must_use]
    pub fn reached(&self) -> BTreeSet<String> {
        self.listed("completed").filter(|name| self.flow_nodes.contains(*name)).map(str::to_owned).collect()
    }

    /// The sequence flows that tokens took, each once.
    #[must_use]
    pub fn taken(&self) -> BTreeSet<String> {
        self.listed("flowsTaken").filter(|name| self.sequence_flows.contains(*name)).map(str::to_owned).collect()
    }

    fn listed(&self, key: &str) -> impl Iterator<Item = &str> {
        let list = self.outcome.as_ref().and_then(|outcome| outcome.result.get(key));
        list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }
}
