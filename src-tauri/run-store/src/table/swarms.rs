//! The list of swarms: one line a swarm, written together with its journal.

use rusqlite::{Connection, OptionalExtension, params};
use swarm::{SwarmContext, SwarmStatus};
use swarm::{SwarmId, Timestamp};

use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 5,
    sql: "CREATE TABLE swarms (
            key INTEGER PRIMARY KEY,
            swarm TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            goal TEXT NOT NULL,
            status TEXT NOT NULL,
            seq INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX swarms_by_change ON swarms (changed_at);",
}];

/// One line in the list of swarms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwarmRow {
    /// The swarm.
    pub swarm: SwarmId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub goal: String,
    /// Where it stands.
    pub status: SwarmStatus,
    /// Where its journal ends.
    pub seq: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

impl SwarmRow {
    /// The line that belongs to a state.
    #[must_use]
    pub fn of(context: &SwarmContext) -> Self {
        Self {
            swarm: context.swarm.clone(),
            name: context.name.clone(),
            goal: context.goal.clone(),
            status: context.status,
            seq: context.seq,
            created_at: context.created_at,
            changed_at: context.changed_at,
        }
    }
}

/// Which swarms are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SwarmQuery {
    /// So many are left out at the beginning.
    pub from: u32,
    /// So many at most; all that follow when there is none.
    pub limit: Option<u32>,
}

/// A stretch of the list of swarms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SwarmPage {
    /// The lines.
    pub swarms: Vec<SwarmRow>,
}

const COLUMNS: &str = "swarm, name, goal, status, seq, created_at, changed_at";

/// The key of a swarm, and where its journal ends.
pub(crate) fn key(connection: &Connection, swarm: &SwarmId) -> Result<Option<(i64, u64)>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT key, seq FROM swarms WHERE swarm = ?1")?;
    Ok(statement.query_row([swarm.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Writes a swarm's line; a new one without a key. Answers the key.
pub(crate) fn put(connection: &Connection, key: Option<i64>, row: &SwarmRow) -> Result<i64, StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO swarms (key, swarm, name, goal, status, seq, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (key) DO UPDATE SET name = excluded.name, goal = excluded.goal, status = excluded.status,
           seq = excluded.seq, changed_at = excluded.changed_at
         RETURNING key",
    )?;
    let status = serde_json::to_value(row.status).ok().and_then(|word| word.as_str().map(str::to_owned));
    let values =
        params![key, row.swarm.as_str(), row.name, row.goal, status, row.seq, row.created_at.0, row.changed_at.0];
    Ok(statement.query_row(values, |row| row.get(0))?)
}

fn read(row: &rusqlite::Row<'_>) -> Result<SwarmRow, StoreError> {
    let (swarm, status): (String, String) = (row.get(0)?, row.get(3)?);
    let status = serde_json::from_value(status.into()).map_err(|error| StoreError::Unreadable {
        table: "swarms",
        place: format!("swarm {swarm}"),
        reason: error.to_string(),
    })?;
    Ok(SwarmRow {
        swarm: SwarmId::from(&*swarm),
        name: row.get(1)?,
        goal: row.get(2)?,
        status,
        seq: row.get(4)?,
        created_at: Timestamp(row.get(5)?),
        changed_at: Timestamp(row.get(6)?),
    })
}

impl RunPersistence {
    /// The swarms that a query asks for, latest change first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn swarms(&self, query: SwarmQuery) -> Result<SwarmPage, StoreError> {
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM swarms ORDER BY changed_at DESC, key DESC LIMIT ?1 OFFSET ?2"
            ))?;
            let mut rows = statement.query(params![query.limit.map_or(-1, i64::from), query.from])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(read(row)?);
            }
            Ok(SwarmPage { swarms: found })
        })
    }

    /// A swarm's line.
    ///
    /// # Errors
    /// There is no such swarm, or it cannot be read.
    pub fn swarm(&self, swarm: &SwarmId) -> Result<SwarmRow, StoreError> {
        let swarm = swarm.clone();
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM swarms WHERE swarm = ?1"))?;
            let mut rows = statement.query([swarm.as_str()])?;
            match rows.next()? {
                Some(row) => read(row),
                None => Err(StoreError::UnknownSwarm(swarm)),
            }
        })
    }
}
