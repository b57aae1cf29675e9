//! How the steps of a routine's file went, what that proposes, and what a person makes of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use routine_model::{Credits, ElementId, RoutineGraph, with_strategy};
use run_engine::Timestamp;
use run_store::{RunPersistence, StrategyVerdict};
use step_execution::strategy::chain::StrategySource;
use step_execution::strategy::complexity::Complexity;
use step_execution::strategy::deterministic::does_itself;
use step_execution::strategy::evolution::{self, Proposal, StepFigures, StepRecord, Thresholds, proposals};
use step_execution::strategy::{StrategyInputs, chosen_strategy};

use crate::contract::params::ProposalReference;
use crate::contract::{
    ApiError, ErrorCode, RoutineEvolution, StepEvolution, Strategy, StrategyFigures, StrategyProposal,
};
use crate::library::{ReadFile, default_folder, read_routine, write_bytes};
use crate::reading::read;
use crate::studio::{kept_project_folder, sentence, store_failed, stored_path};

/// Where figures and verdicts about routines are, and by which names.
pub(crate) struct EvolutionBook<'a> {
    store: &'a RunPersistence,
    /// Runs of routines in it keep their paths relative to it.
    folder: PathBuf,
}

impl<'a> EvolutionBook<'a> {
    /// Of a program with this project folder; of the kept one where a terminal has none.
    pub(crate) fn open(store: &'a RunPersistence, folder: Option<PathBuf>) -> Result<Self, ApiError> {
        let folder = match folder {
            Some(folder) => folder,
            None => kept_project_folder(store)?.unwrap_or_else(default_folder),
        };
        Ok(Self { store, folder })
    }

    /// How the steps of a file went, and what that proposes.
    ///
    /// # Errors
    /// When the file cannot be read or understood, or the figures cannot be read.
    pub(crate) fn read(&self, path: &Path) -> Result<RoutineEvolution, ApiError> {
        let file = read_routine(path)?;
        let graph = read(&file.bytes).if_xml()?.graph;
        let steps = self.steps(path, &graph)?;
        let open = self.open_proposals(path, &steps)?;
        let told = steps.into_iter().filter(|step| !step.figures.is_empty()).map(|step| {
            let proposal = open.iter().find(|proposal| proposal.element == step.element).map(told);
            StepEvolution {
                name: graph.node(&step.element).and_then(|node| node.name.clone()),
                element: step.element.to_string(),
                strategy: step.strategy.into(),
                complexity: (step.complexity * 1_000.0).round() / 1_000.0,
                figures: step
                    .figures
                    .into_iter()
                    .map(|(strategy, figures)| figures_of(strategy.into(), figures))
                    .collect(),
                proposal,
            }
        });
        Ok(RoutineEvolution { path: path.to_string_lossy().into_owned(), version: file.version, steps: told.collect() })
    }

    /// How many steps of a file something is proposed for.
    ///
    /// # Errors
    /// When the file or the figures cannot be read.
    pub(crate) fn count(&self, path: &Path) -> Result<u32, ApiError> {
        if self.figures(path)?.is_empty() {
            return Ok(0);
        }
        let steps = self.read(path)?.steps;
        Ok(u32::try_from(steps.iter().filter(|step| step.proposal.is_some()).count()).unwrap_or(u32::MAX))
    }

    /// Gives a step the strategy that is proposed: a new version of its file, in which only that differs.
    ///
    /// # Errors
    /// When it is not proposed (any more), the step cannot be done that way yet, the file is another one than expected, or
    /// it cannot be written. Nothing was changed then.
    pub(crate) fn accept(&self, path: &Path, wanted: &ProposalReference, now: Timestamp) -> Result<(), ApiError> {
        let file = read_routine(path)?;
        self.check_version(path, &file, wanted)?;
        let proposal = self.proposal(path, &file, wanted)?;
        if proposal.needs_binding {
            let message = "Nothing is bound to the step that could do it without a model; nothing was changed.";
            return Err(ApiError::new(ErrorCode::Rejected, message)
                .with_hint("Bind a script, a decision or a request to it first.")
                .at_element(&wanted.element));
        }
        let bytes = with_strategy(&file.bytes, &proposal.element, proposal.to).map_err(|error| {
            ApiError::new(ErrorCode::InvalidDiagram, sentence(&error.to_string())).at_element(&wanted.element)
        })?;
        write_bytes(path, &bytes)?;
        self.judge(path, &proposal, true, now)
    }

    /// Does not show a proposal again until the step has run as often again as it took to propose it.
    ///
    /// # Errors
    /// When it is not proposed (any more), or that cannot be stored.
    pub(crate) fn dismiss(&self, path: &Path, unwanted: &ProposalReference, now: Timestamp) -> Result<(), ApiError> {
        let file = read_routine(path)?;
        let proposal = self.proposal(path, &file, unwanted)?;
        self.judge(path, &proposal, false, now)
    }

    fn check_version(&self, path: &Path, file: &ReadFile, wanted: &ProposalReference) -> Result<(), ApiError> {
        match &wanted.expected_version {
            Some(expected) if *expected != file.version => Err(ApiError::new(
                ErrorCode::Conflict,
                format!("{} has changed since the proposal was shown. Nothing was changed.", path.display()),
            )
            .with_hint("Look at its figures again.")),
            Some(_) | None => Ok(()),
        }
    }

    fn proposal(&self, path: &Path, file: &ReadFile, wanted: &ProposalReference) -> Result<Proposal, ApiError> {
        let graph = read(&file.bytes).if_xml()?.graph;
        let open = self.open_proposals(path, &self.steps(path, &graph)?)?;
        let is_meant = |proposal: &Proposal| {
            proposal.element.as_str() == wanted.element
                && Strategy::from(proposal.from) == wanted.from
                && Strategy::from(proposal.to) == wanted.to
        };
        open.into_iter().find(is_meant).ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound, "That is not proposed for this step, or not any more.")
                .at_element(&wanted.element)
        })
    }

    fn judge(&self, path: &Path, proposal: &Proposal, accepted: bool, now: Timestamp) -> Result<(), ApiError> {
        let verdict = StrategyVerdict {
            routine_path: self.names(path).swap_remove(0),
            element: proposal.element.to_string(),
            from: proposal.from.to_string(),
            to: proposal.to.to_string(),
            accepted,
            runs: proposal.figures.runs,
            decided_at: now,
        };
        self.store.put_strategy_verdict(verdict).map_err(store_failed)
    }

    /// Every step whose strategy is a choice, with its figures, in the order of the file.
    fn steps(&self, path: &Path, graph: &RoutineGraph) -> Result<Vec<StepRecord>, ApiError> {
        let mut figures = self.figures(path)?;
        let activities = graph.nodes().filter_map(|node| node.activity().map(|activity| (node, activity)));
        let steps = activities.filter_map(|(node, activity)| {
            let figures = figures.remove(&node.id).unwrap_or_default();
            let given = StrategyInputs { figures, ..StrategyInputs::default() };
            let chosen = chosen_strategy(graph, node, activity, &given);
            (chosen.source != StrategySource::Element).then(|| StepRecord {
                element: node.id.clone(),
                strategy: chosen.at_hand(activity),
                complexity: Complexity::of(graph, node, activity).total(),
                is_bound: does_itself(activity),
                figures: given.figures,
            })
        });
        Ok(steps.collect())
    }

    /// What figures speak for and nobody has dismissed.
    fn open_proposals(&self, path: &Path, steps: &[StepRecord]) -> Result<Vec<Proposal>, ApiError> {
        let mut dismissed = Vec::new();
        for name in self.names(path) {
            let verdicts = self.store.strategy_verdicts(&name).map_err(store_failed)?;
            dismissed.extend(verdicts.into_iter().filter(|verdict| !verdict.accepted));
        }
        let thresholds = Thresholds::default();
        let mut open = proposals(steps, &thresholds);
        open.retain(|proposal| {
            let own = |verdict: &&StrategyVerdict| {
                verdict.element == proposal.element.as_str()
                    && verdict.from == proposal.from.to_string()
                    && verdict.to == proposal.to.to_string()
            };
            dismissed.iter().filter(own).all(|verdict| proposal.comes_back(verdict.runs, &thresholds))
        });
        Ok(open)
    }

    /// Of the steps of a file that have any.
    pub(crate) fn figures(&self, path: &Path) -> Result<BTreeMap<ElementId, StepFigures>, ApiError> {
        let mut known: BTreeMap<ElementId, StepFigures> = BTreeMap::new();
        for name in self.names(path) {
            for row in self.store.strategy_figures(Some(&name)).map_err(store_failed)? {
                let Ok(strategy) = serde_json::from_value(row.strategy.into()) else { continue };
                let figures =
                    known.entry(ElementId::from(row.element.as_str())).or_default().entry(strategy).or_default();
                *figures = figures.and(evolution::StrategyFigures {
                    runs: row.runs,
                    successes: row.successes,
                    scripted: row.scripted,
                    cost: Credits::from_micros(row.micro_credits),
                    time_ms: row.time_ms,
                });
            }
        }
        Ok(known)
    }

    /// What runs call a file: relative to the project folder on a screen, its whole path in a terminal.
    fn names(&self, path: &Path) -> Vec<String> {
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = self.folder.canonicalize().unwrap_or_else(|_| self.folder.clone());
        let mut names = vec![stored_path(&folder, &whole), whole.to_string_lossy().into_owned()];
        names.dedup();
        names
    }
}

fn told(proposal: &Proposal) -> StrategyProposal {
    StrategyProposal {
        from: proposal.from.into(),
        to: proposal.to.into(),
        back: proposal.from < proposal.to,
        needs_binding: proposal.needs_binding,
        because: proposal.because.clone(),
    }
}

fn figures_of(strategy: Strategy, figures: evolution::StrategyFigures) -> StrategyFigures {
    StrategyFigures {
        strategy,
        runs: figures.runs,
        successes: figures.successes,
        scripted: figures.scripted,
        credits: figures.cost.to_string(),
        time_ms: figures.time_ms,
    }
}
