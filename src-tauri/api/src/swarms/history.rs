//! What entries were: versions, their values, what differs, and what two changes make together.

use routine_model::SwarmId;
use run_store::StoredVersion;
use serde_json::Value;
use swarm::SwarmContext;

use super::{Swarms, id, no_entry, swarm_failed};
use crate::contract::params::{DiffEntry, MergeEntry, ReadEntryHistory, ReadEntryValue};
use crate::contract::{ApiError, EntryDiff, EntryHistory, EntryMerge, EntryView, ErrorCode, ValueRange};
use crate::projection::swarm::{Names, earlier_view, version_view};
use crate::studio::{blocking, range, store_failed};
use crate::values::{differences, merge};

/// The most versions that one page holds.
const MOST_VERSIONS: u32 = 500;

impl Swarms {
    /// A stretch of an entry's history, the latest version first.
    ///
    /// # Errors
    /// There is no such swarm or entry.
    pub async fn read_entry_history(&self, params: ReadEntryHistory) -> Result<EntryHistory, ApiError> {
        let ReadEntryHistory { swarm_id, key, before, limit } = params;
        let (store, swarm, asked) = (self.store.clone(), id(&swarm_id), key.clone());
        let limit = limit.min(MOST_VERSIONS);
        let from = before.map(|before| before.saturating_sub(1));
        let (newest, page) = blocking(move || {
            let newest = store.entry_history(&swarm, &asked, None, 1).map_err(store_failed)?;
            let page = store.entry_history(&swarm, &asked, from, limit).map_err(store_failed)?;
            Ok((newest, page))
        })
        .await?;
        // Versions count from 1 without gaps.
        let total = newest.first().ok_or_else(|| no_entry(&key))?.written.version;
        let look = move |context: &SwarmContext| {
            let versions = page.iter().map(|version| version_view(Names(context), version)).collect();
            EntryHistory { versions, total }
        };
        self.host.read(&id(&swarm_id), look).await.map_err(swarm_failed)
    }

    /// A part of an entry's value.
    ///
    /// # Errors
    /// There is no such swarm, entry or version.
    pub async fn read_entry_value(&self, params: ReadEntryValue) -> Result<ValueRange, ApiError> {
        let version = self.version(&id(&params.swarm_id), &params.key, params.version).await?;
        let text = version.value.unwrap_or(Value::Null).to_string();
        Ok(range(&text, params.from, params.length))
    }

    /// What differs between two versions of an entry.
    ///
    /// # Errors
    /// There is no such swarm, entry or version.
    pub async fn diff_entry(&self, params: DiffEntry) -> Result<EntryDiff, ApiError> {
        let DiffEntry { swarm_id, key, from_version, to_version } = params;
        let swarm = id(&swarm_id);
        let before = self.value_at(&swarm, &key, from_version).await?;
        let after = self.value_at(&swarm, &key, to_version).await?;
        let differences = differences(before.as_ref(), after.as_ref());
        Ok(EntryDiff { from_version, to_version, differences })
    }

    /// Puts together two changes of one version. Writes nothing.
    ///
    /// # Errors
    /// There is no such swarm, entry or version.
    pub async fn merge_entry(&self, params: MergeEntry) -> Result<EntryMerge, ApiError> {
        let MergeEntry { swarm_id, key, base_version, mine, taken } = params;
        let swarm = id(&swarm_id);
        let base = match base_version {
            0 => None,
            version => self.value_at(&swarm, &key, version).await?,
        };
        let look = move |context: &SwarmContext| {
            let entry = context.board.entries.get(&key);
            let theirs = entry.and_then(|entry| entry.value.clone());
            (context.board.version_of(&key), theirs)
        };
        let (theirs_version, theirs) = self.host.read(&swarm, look).await.map_err(swarm_failed)?;
        let merged = merge(base.as_ref(), Some(&mine), theirs.as_deref(), &taken);
        let value = merged.value.unwrap_or(Value::Null);
        Ok(EntryMerge { base_version, theirs_version, lines: merged.lines, merged: value })
    }

    /// The value that an entry had; none when it was deleted in that version.
    pub(super) async fn value_at(&self, swarm: &SwarmId, key: &str, version: u64) -> Result<Option<Value>, ApiError> {
        Ok(self.version(swarm, key, version).await?.value)
    }

    pub(super) async fn entry_at_version(
        &self,
        swarm: &SwarmId,
        key: &str,
        version: u64,
    ) -> Result<EntryView, ApiError> {
        let (found, key) = (self.version(swarm, key, version).await?, key.to_owned());
        let look = move |context: &SwarmContext| earlier_view(Names(context), &key, &found);
        self.host.read(swarm, look).await.map_err(swarm_failed)
    }

    async fn version(&self, swarm: &SwarmId, key: &str, version: u64) -> Result<StoredVersion, ApiError> {
        let (store, swarm, asked) = (self.store.clone(), swarm.clone(), key.to_owned());
        let found =
            blocking(move || store.entry_history(&swarm, &asked, Some(version), 1).map_err(store_failed)).await?;
        let found = found.into_iter().find(|found| found.written.version == version);
        found.ok_or_else(|| ApiError::new(ErrorCode::NotFound, format!("The entry {key} has no version {version}.")))
    }
}
