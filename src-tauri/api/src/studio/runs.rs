//! Commands that list and show runs.

use std::path::Path;
use std::sync::Arc;

use run_engine::{RunId, RunStatus};
use run_host::{RunQuery, RunSnapshot, RunTest};

use super::blocking::blocking;
use super::run_host::{host_failed, stored_path};
use super::run_list::run_summary;
use super::store::store_failed;
use super::{Client, Shared};
use crate::contract::params::{ClearRuns, DeleteRuns, ListRuns, NoParams, ReadJournal, ReadValue, RunReference};
use crate::contract::{
    ApiError, ClearedRuns, Done, ErrorCode, JournalPage, MachineStatus, RunList, RunView, RunXml, SearchWord,
    ValueRange,
};
use crate::past;
use crate::projection::{RunProjection, entry_view, value_at};
use crate::reading::read;
use crate::run_search::{Moment, read_search, search_words};
use crate::tidying::removable;

/// The most entries that one page of a journal holds.
const JOURNAL_PAGE: u32 = 10_000;

impl Client {
    pub(super) async fn list_runs(&self, params: ListRuns) -> Result<RunList, ApiError> {
        let folder = self.shared.allowed.folder();
        let host = &self.shared.host;
        let search = read_search(params.query.as_deref().unwrap_or_default(), &Moment::here(host.clock().now()));
        if !search.reading.mistakes.is_empty() {
            return Ok(RunList { runs: Vec::new(), total: 0, next: None, reading: search.reading });
        }
        let of_routine = params.path.map(|path| RunTest::Path(stored_path(&folder, Path::new(&path))));
        let removable = params.removable.unwrap_or_default().then_some(RunTest::Removable);
        let after =
            params.after.map(|after| after.parse()).transpose().map_err(|_| {
                ApiError::new(ErrorCode::InvalidRequest, "No page of the list of runs has ended there.")
            })?;
        let conditions = of_routine.into_iter().chain(removable).map(Into::into).chain(search.conditions).collect();
        let among = params.among.map(|runs| runs.iter().map(|run| run_id(run)).collect());
        let query = RunQuery { conditions, among, after, limit: Some(params.limit) };
        let page = host.list(query).await.map_err(host_failed)?;
        Ok(RunList {
            runs: page.runs.iter().map(|row| run_summary(row, &folder, host.attends(&row.run, row.rests))).collect(),
            total: page.total,
            next: page.next.map(|next| next.to_string()),
            reading: search.reading,
        })
    }

    pub(super) async fn list_search_words(&self, _: NoParams) -> Result<Vec<SearchWord>, ApiError> {
        Ok(search_words())
    }

    pub(super) async fn clear_runs(&self, params: ClearRuns) -> Result<ClearedRuns, ApiError> {
        let host = &self.shared.host;
        let runs: Vec<_> = removable(host, &params.query, 0).await?.into_iter().map(|row| row.run).collect();
        let count = runs.len() as u64;
        host.delete(runs).await.map_err(host_failed)?;
        Ok(ClearedRuns { count })
    }

    pub(super) async fn show_run(&self, params: RunReference) -> Result<RunView, ApiError> {
        let snapshot = self.shared.host.progress(&run_id(&params.run_id)).await.map_err(host_failed)?;
        Ok(self.shared.project(&snapshot).await?.into_view())
    }

    pub(super) async fn delete_runs(&self, params: DeleteRuns) -> Result<Done, ApiError> {
        let runs = params.run_ids.iter().map(|id| run_id(id)).collect();
        self.shared.host.delete(runs).await.map_err(host_failed)?;
        Ok(Done {})
    }

    pub(super) async fn run_xml(&self, params: RunReference) -> Result<RunXml, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let store = shared.store.runs();
            let version = store.run(&run_id(&params.run_id)).map_err(store_failed)?.routine.version;
            let text = store.routine(&version).map_err(store_failed)?.ok_or_else(|| {
                ApiError::new(ErrorCode::NotFound, "The text that this run began with is not in the database any more.")
            })?;
            Ok(RunXml { xml: read(&text.bytes).text, version: version.0.to_string() })
        })
        .await
    }

    pub(super) async fn read_journal(&self, params: ReadJournal) -> Result<JournalPage, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let (store, run) = (shared.store.runs(), run_id(&params.run_id));
            let last_seq = store.run(&run).map_err(store_failed)?.seq;
            let limit = Some(params.limit.min(JOURNAL_PAGE));
            let entries = store.journal(&run, params.from_seq.max(1), limit).map_err(store_failed)?;
            Ok(JournalPage { entries: entries.iter().map(entry_view).collect(), last_seq })
        })
        .await
    }

    pub(super) async fn read_value(&self, params: ReadValue) -> Result<ValueRange, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let gone = || ApiError::new(ErrorCode::NotFound, "There is no value of this reference.");
            let (seq, pointer) = params.reference.split_once('#').ok_or_else(gone)?;
            let seq = seq.parse().map_err(|_| gone())?;
            let run = run_id(&params.run_id);
            let entries = shared.store.runs().journal(&run, seq, Some(1)).map_err(store_failed)?;
            let entry = entries.first().filter(|entry| entry.seq == seq).ok_or_else(gone)?;
            let text = value_at(entry, pointer).ok_or_else(gone)?.to_string();
            Ok(range(&text, params.from, params.length))
        })
        .await
    }
}

/// The asked part of a text, widened to whole characters at its end and beginning at one.
pub(crate) fn range(text: &str, from: u64, length: u32) -> ValueRange {
    let place = |wanted: u64| {
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX).min(text.len());
        (wanted..=text.len()).find(|&place| text.is_char_boundary(place)).unwrap_or(text.len())
    };
    let (from, to) = (place(from), place(from.saturating_add(u64::from(length))));
    ValueRange { text: text[from..to].to_owned(), from: from as u64, bytes: text.len() as u64 }
}

pub(super) fn run_id(id: &str) -> RunId {
    RunId::from(id)
}

impl Shared {
    /// A run's view at a snapshot.
    pub(super) async fn project(&self, snapshot: &RunSnapshot) -> Result<RunProjection, ApiError> {
        let (store, run, folder) = (self.store.runs().clone(), snapshot.run.clone(), self.allowed.folder());
        let (seq, graphs) = (snapshot.seq, Arc::clone(&snapshot.graphs));
        let mut projection = blocking(move || past::project(&store, &run, seq, &graphs, &folder)).await?;
        let is_attended = snapshot.live || self.host.attends(&snapshot.run, snapshot.rests());
        if !is_attended && projection.view().imported.is_none() && snapshot.progress.status == RunStatus::InProgress {
            projection.interrupt(MachineStatus::Idle);
        }
        Ok(projection)
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_never_cuts_a_character() {
        let text = "aéz";
        assert_eq!(range(text, 0, 2).text, "aé", "the end moves behind the character");
        let rest = range(text, 2, 100);
        assert_eq!((rest.text.as_str(), rest.from, rest.bytes), ("z", 3, 4), "the beginning moves behind it, too");
        assert_eq!(range(text, 99, 1).text, "", "beyond the end there is nothing");
    }
}
