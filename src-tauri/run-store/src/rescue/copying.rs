//! Row by row, from both ends of every table.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::RescuedTable;
use crate::StoreError;

/// Checkpoints and kept views can be made again; a damaged state would only be in the way.
const MADE_AGAIN: &[&str] = &["checkpoints", "kept_views", "swarm_checkpoints"];

/// The table in which each run has a stretch of its own, so that damage in one run's stretch spares the others.
const JOURNAL: &str = "journal";

/// Copies every table that both databases have; where the versions are the same they have the same ones.
pub(super) fn copy_all(
    source: &Connection,
    target: &Connection,
    same_version: bool,
) -> Result<Vec<RescuedTable>, StoreError> {
    let mut tables = Vec::new();
    for name in names(target)?.into_iter().filter(|name| !MADE_AGAIN.contains(&name.as_str())) {
        let mut copy = Copy::new(source, target, &name)?;
        if copy.columns.is_empty() {
            let reason = copy.reason.or_else(|| same_version.then(|| "the table is not there".to_owned()));
            tables.extend(reason.map(|reason| RescuedTable { name, rows: 0, reason: Some(reason) }));
            continue;
        }
        if name == JOURNAL {
            copy.by_run()?;
        }
        copy.both_ends("")?;
        tables.push(RescuedTable { name, rows: copy.rows, reason: copy.reason });
    }
    Ok(tables)
}

/// Removes rows that belong to a run or a swarm that is lost.
pub(super) fn drop_strays(target: &Connection) -> Result<(), StoreError> {
    for name in names(target)? {
        for (column, owner) in [("run_key", "runs"), ("swarm_key", "swarms")] {
            if columns(target, &name)?.iter().any(|known| known == column) {
                target.execute(&format!("DELETE FROM {name} WHERE {column} NOT IN (SELECT key FROM {owner})"), [])?;
            }
        }
    }
    Ok(())
}

fn names(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Those that hold something, and are not computed.
fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn keys(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    let names: Vec<String> = statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(if names.is_empty() { vec!["rowid".to_owned()] } else { names })
}

/// One table on its way.
struct Copy<'c> {
    source: &'c Connection,
    target: &'c Connection,
    table: String,
    columns: Vec<String>,
    keys: Vec<String>,
    insert: String,
    rows: u64,
    reason: Option<String>,
}

impl<'c> Copy<'c> {
    fn new(source: &'c Connection, target: &'c Connection, table: &str) -> Result<Self, StoreError> {
        let wanted = columns(target, table)?;
        // A table that an older program did not have yet has no columns there.
        let (mut there, reason) = match columns(source, table) {
            Ok(there) => (there, None),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        there.retain(|column| wanted.contains(column));
        let places: Vec<String> = (1..=there.len()).map(|place| format!("?{place}")).collect();
        let insert =
            format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({})", quoted(&there).join(", "), places.join(", "));
        let keys = quoted(&keys(target, table)?);
        Ok(Self { source, target, table: table.to_owned(), columns: there, keys, insert, rows: 0, reason })
    }

    /// Each run's stretch by itself, also of runs whose line is lost.
    fn by_run(&mut self) -> Result<(), StoreError> {
        let mut runs: Vec<i64> = Vec::new();
        for ask in [
            "SELECT key FROM runs ORDER BY key",
            "SELECT key FROM runs ORDER BY key DESC",
            "SELECT DISTINCT run_key FROM journal ORDER BY run_key",
            "SELECT DISTINCT run_key FROM journal ORDER BY run_key DESC",
        ] {
            let Ok(mut statement) = self.source.prepare(ask) else { continue };
            let Ok(mut rows) = statement.query([]) else { continue };
            while let Ok(Some(row)) = rows.next() {
                runs.extend(row.get::<_, i64>(0).ok());
            }
        }
        runs.sort_unstable();
        runs.dedup();
        runs.into_iter().try_for_each(|run| self.both_ends(&format!("WHERE run_key = {run}")))
    }

    fn both_ends(&mut self, which: &str) -> Result<(), StoreError> {
        if let Some(reason) = self.copy(which, "ASC", false)? {
            self.reason.get_or_insert(reason);
            self.copy(which, "DESC", true)?;
        }
        Ok(())
    }

    /// Copies until the end, or until a row cannot be read, or, where others have begun at the other end, is there already.
    /// Answers why it could not go on.
    fn copy(&mut self, which: &str, order: &str, until_there: bool) -> Result<Option<String>, StoreError> {
        let order = self.keys.iter().map(|key| format!("{key} {order}")).collect::<Vec<_>>().join(", ");
        let ask = format!("SELECT {} FROM {} {which} ORDER BY {order}", quoted(&self.columns).join(", "), self.table);
        let mut statement = match self.source.prepare(&ask) {
            Ok(statement) => statement,
            Err(error) => return Ok(Some(error.to_string())),
        };
        let mut insert = self.target.prepare_cached(&self.insert)?;
        let mut rows = match statement.query([]) {
            Ok(rows) => rows,
            Err(error) => return Ok(Some(error.to_string())),
        };
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let Ok(values) = self.values(row) else { continue };
                    // A row whose values cannot be is left out, as one that cannot be read.
                    match insert.execute(params_from_iter(values)) {
                        Ok(0) if until_there => return Ok(None),
                        Ok(added) => self.rows += added as u64,
                        Err(error) => drop(self.reason.get_or_insert(error.to_string())),
                    }
                }
                Ok(None) => return Ok(None),
                Err(error) => return Ok(Some(error.to_string())),
            }
        }
    }

    fn values(&self, row: &Row<'_>) -> rusqlite::Result<Vec<Value>> {
        (0..self.columns.len()).map(|column| row.get(column)).collect()
    }
}

fn quoted(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("\"{name}\"")).collect()
}
