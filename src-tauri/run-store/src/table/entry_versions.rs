//! Every version of every blackboard entry. A value that stands in the journal is not kept a second time.

use rusqlite::{Connection, params};
use serde_json::Value;
use swarm::event::EntryWritten;
use swarm::{EntryVersion, KeptValue, SwarmEvent};
use swarm::{SwarmId, Timestamp};

use super::swarms;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 5,
    sql: "CREATE TABLE entry_versions (
            swarm_key INTEGER NOT NULL REFERENCES swarms (key) ON DELETE CASCADE,
            entry TEXT NOT NULL,
            version INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            kept TEXT NOT NULL,
            value TEXT,
            PRIMARY KEY (swarm_key, entry, version)
          ) STRICT, WITHOUT ROWID;",
}];

/// One version of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredVersion {
    /// Its value; none when the entry was deleted.
    pub value: Option<Value>,
    /// When it was written.
    pub time: Timestamp,
    /// The journal's entry with which it was written.
    pub seq: u64,
    /// How, by whom, and from where.
    pub written: EntryWritten,
}

const IN_JOURNAL: &str = "journal";
const HERE: &str = "here";
const DELETED: &str = "deleted";

/// Writes the versions of an append.
pub(crate) fn insert(connection: &Connection, key: i64, versions: &[EntryVersion]) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO entry_versions (swarm_key, entry, version, seq, kept, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for version in versions {
        let (kept, value) = match &version.value {
            KeptValue::InJournal => (IN_JOURNAL, None),
            KeptValue::Here(value) => (HERE, Some(value.to_string())),
            KeptValue::Deleted => (DELETED, None),
        };
        statement.execute(params![key, &*version.key, version.version, version.seq, kept, value])?;
    }
    Ok(())
}

impl RunPersistence {
    /// The versions of an entry, latest first, from one version downwards.
    ///
    /// # Errors
    /// There is no such swarm, or a version cannot be read.
    pub fn entry_history(
        &self,
        swarm: &SwarmId,
        entry: &str,
        from_version: Option<u64>,
        limit: u32,
    ) -> Result<Vec<StoredVersion>, StoreError> {
        let (swarm, entry) = (swarm.clone(), entry.to_owned());
        self.call(move |connection| {
            let (key, _) = swarms::key(connection, &swarm)?.ok_or_else(|| StoreError::UnknownSwarm(swarm.clone()))?;
            let mut statement = connection.prepare_cached(
                "SELECT v.seq, v.kept, v.value, j.time, j.json FROM entry_versions v
                 JOIN swarm_journal j ON j.swarm_key = v.swarm_key AND j.seq = v.seq
                 WHERE v.swarm_key = ?1 AND v.entry = ?2 AND v.version <= ?3 ORDER BY v.version DESC LIMIT ?4",
            )?;
            let highest = from_version.map_or(i64::MAX, |version| i64::try_from(version).unwrap_or(i64::MAX));
            let mut rows = statement.query(params![key, entry, highest, limit])?;
            let mut versions = Vec::new();
            while let Some(row) = rows.next()? {
                let seq = row.get(0)?;
                let unreadable = |reason: String| StoreError::Unreadable {
                    table: "entry_versions",
                    place: format!("swarm {swarm}, entry {seq}"),
                    reason,
                };
                let event = serde_json::from_str(row.get_ref(4)?.as_str().unwrap_or_default());
                let written = match event.map_err(|error| unreadable(error.to_string()))? {
                    SwarmEvent::EntryWritten(written) => written,
                    other => return Err(unreadable(format!("it is about {}", other.name()))),
                };
                let value = match row.get_ref(1)?.as_str().unwrap_or_default() {
                    IN_JOURNAL => Some(written.value.clone()),
                    DELETED => None,
                    _ => Some(
                        serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default())
                            .map_err(|error| unreadable(error.to_string()))?,
                    ),
                };
                versions.push(StoredVersion { value, time: Timestamp(row.get(3)?), seq, written });
            }
            Ok(versions)
        })
    }
}
