//! Commands about figures of strategies and what they propose.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use routine_model::ElementId;
use step_execution::strategy::evolution::StepFigures;

use super::library::now;
use super::routine_cache::summary_of;
use super::{Client, Shared, blocking};
use crate::contract::params::{NoParams, ProposalReference, ReadStrategyFigures};
use crate::contract::{ApiError, ErrorCode, ProposalCount, RoutineEvolution, SavedRoutine};
use crate::evolution::EvolutionBook;
use crate::library::read_routine;
use crate::reading::read;

impl Client {
    pub(super) async fn list_strategy_proposals(&self, _: NoParams) -> Result<Vec<ProposalCount>, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let book = book(&shared)?;
            let counted = shared.routines.list(&shared).into_keys().filter_map(|path| {
                // A file that cannot be read says so where it is listed.
                let proposals = book.count(&path).unwrap_or_default();
                (proposals > 0).then(|| ProposalCount { path: path.to_string_lossy().into_owned(), proposals })
            });
            Ok(counted.collect())
        })
        .await
    }

    pub(super) async fn read_strategy_figures(
        &self,
        params: ReadStrategyFigures,
    ) -> Result<RoutineEvolution, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let path = shared.allowed.existing(&params.path)?;
            book(&shared)?.read(&path)
        })
        .await
    }

    pub(super) async fn accept_strategy_proposal(&self, params: ProposalReference) -> Result<SavedRoutine, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let path = shared.allowed.existing(&params.path)?;
            refuse_over_draft(&shared, &path)?;
            book(&shared)?.accept(&path, &params, now())?;
            let diagnostics = read(&read_routine(&path)?.bytes).diagnostics;
            Ok(SavedRoutine { routine: summary_of(&shared, &path)?, diagnostics })
        })
        .await
    }

    pub(super) async fn dismiss_strategy_proposal(
        &self,
        params: ProposalReference,
    ) -> Result<RoutineEvolution, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let path = shared.allowed.existing(&params.path)?;
            let book = book(&shared)?;
            book.dismiss(&path, &params, now())?;
            book.read(&path)
        })
        .await
    }
}

/// How the steps of a file went, for the detector.
pub(super) fn past_of(shared: &Shared, path: &str) -> Result<BTreeMap<ElementId, StepFigures>, ApiError> {
    book(shared)?.figures(&shared.allowed.existing(path)?)
}

fn book(shared: &Shared) -> Result<EvolutionBook<'_>, ApiError> {
    EvolutionBook::open(shared.store.runs(), Some(shared.allowed.folder()))
}

/// What is being drawn would lose either the change or itself.
fn refuse_over_draft(shared: &Shared, path: &Path) -> Result<(), ApiError> {
    if !shared.store.draft_keys().contains(path.to_string_lossy().as_ref()) {
        return Ok(());
    }
    let message = format!("{} has changes that are not saved. Nothing was changed.", path.display());
    Err(ApiError::new(ErrorCode::Conflict, message).with_hint("Save or discard them first."))
}
