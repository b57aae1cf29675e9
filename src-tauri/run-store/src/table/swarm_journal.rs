//! The journals of swarms: every event of every swarm, in order.

use rusqlite::{Connection, params};
use swarm::{SwarmEvent, SwarmJournalEntry};
use swarm::{SwarmId, Timestamp};

use crate::migration::Migration;
use crate::swarm_append::SwarmAppend;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 5,
    sql: "CREATE TABLE swarm_journal (
            swarm_key INTEGER NOT NULL REFERENCES swarms (key) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            time INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (swarm_key, seq)
          ) STRICT, WITHOUT ROWID;",
}];

/// Writes an append's events.
pub(crate) fn insert(connection: &Connection, key: i64, append: &SwarmAppend) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("INSERT INTO swarm_journal (swarm_key, seq, time, json) VALUES (?1, ?2, ?3, ?4)")?;
    for entry in append.entries.iter() {
        let text = serde_json::to_string(&entry.event).map_err(|error| unreadable(&append.swarm, entry.seq, &error))?;
        statement.execute(params![key, entry.seq, entry.time.0, text])?;
    }
    Ok(())
}

impl RunPersistence {
    /// A stretch of a swarm's journal, in order; empty beyond its end.
    ///
    /// # Errors
    /// It cannot be read, or an entry in it is damaged.
    pub fn swarm_journal(
        &self,
        swarm: &SwarmId,
        from_seq: u64,
        limit: Option<u32>,
    ) -> Result<Vec<SwarmJournalEntry>, StoreError> {
        let swarm = swarm.clone();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT j.seq, j.time, j.json FROM swarm_journal j JOIN swarms s ON s.key = j.swarm_key
                 WHERE s.swarm = ?1 AND j.seq >= ?2 ORDER BY j.seq LIMIT ?3",
            )?;
            let mut rows = statement.query(params![swarm.as_str(), from_seq, limit.map_or(-1, i64::from)])?;
            let mut entries = Vec::new();
            while let Some(row) = rows.next()? {
                let seq = row.get(0)?;
                let event: SwarmEvent = serde_json::from_str(row.get_ref(2)?.as_str().unwrap_or_default())
                    .map_err(|error| unreadable(&swarm, seq, &error))?;
                entries.push(SwarmJournalEntry { seq, time: Timestamp(row.get(1)?), event });
            }
            Ok(entries)
        })
    }
}

fn unreadable(swarm: &SwarmId, seq: u64, error: &serde_json::Error) -> StoreError {
    StoreError::Unreadable {
        table: "swarm_journal",
        place: format!("swarm {swarm}, entry {seq}"),
        reason: error.to_string(),
    }
}
