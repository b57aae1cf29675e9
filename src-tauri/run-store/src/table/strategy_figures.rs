//! How the steps of each routine went, by strategy: sums over the ends of steps in all journals, added up in the
//! transaction that stores those ends. They outlive the runs that they come from.

use rusqlite::{Connection, Row, params};

use crate::append::Append;
use crate::migration::Migration;
use crate::{RunPersistence, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 4,
    sql: "CREATE TABLE strategy_figures (
            routine_path TEXT NOT NULL,
            element TEXT NOT NULL,
            strategy TEXT NOT NULL,
            runs INTEGER NOT NULL,
            successes INTEGER NOT NULL,
            scripted INTEGER NOT NULL,
            micro_credits INTEGER NOT NULL,
            time_ms INTEGER NOT NULL,
            PRIMARY KEY (routine_path, element, strategy)
          ) STRICT, WITHOUT ROWID;",
}];

/// How an activity went with one strategy; as a row of the table, or what is to be added to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategyFigureRow {
    /// Path of the routine that the activity stands in.
    pub routine_path: String,
    /// The activity.
    pub element: String,
    /// The strategy, as the journal spells it.
    pub strategy: String,
    /// Times that the strategy was at work and came to an end.
    pub runs: u64,
    /// Times that it succeeded.
    pub successes: u64,
    /// Times that a scripted model took part.
    pub scripted: u64,
    /// What all of them cost, micro-credits.
    pub micro_credits: u64,
    /// How long all of them were at work, milliseconds.
    pub time_ms: u64,
}

impl RunPersistence {
    /// How the activities of one routine went, or those of all routines.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn strategy_figures(&self, routine_path: Option<&str>) -> Result<Vec<StrategyFigureRow>, StoreError> {
        let path = routine_path.map(str::to_owned);
        self.call(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT routine_path, element, strategy, runs, successes, scripted, micro_credits, time_ms
                 FROM strategy_figures WHERE ?1 IS NULL OR routine_path = ?1 ORDER BY routine_path, element, strategy",
            )?;
            let rows = statement.query_map([path], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// Adds what an append's entries say.
pub(crate) fn add(connection: &Connection, append: &Append) -> Result<(), StoreError> {
    for row in &append.figures {
        connection
            .prepare_cached(
                "INSERT INTO strategy_figures
                   (routine_path, element, strategy, runs, successes, scripted, micro_credits, time_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (routine_path, element, strategy) DO UPDATE SET
                   runs = runs + excluded.runs, successes = successes + excluded.successes,
                   scripted = scripted + excluded.scripted, micro_credits = micro_credits + excluded.micro_credits,
                   time_ms = time_ms + excluded.time_ms",
            )?
            .execute(params![
                row.routine_path,
                row.element,
                row.strategy,
                row.runs,
                row.successes,
                row.scripted,
                row.micro_credits,
                row.time_ms
            ])?;
    }
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<StrategyFigureRow> {
    Ok(StrategyFigureRow {
        routine_path: row.get(0)?,
        element: row.get(1)?,
        strategy: row.get(2)?,
        runs: row.get(3)?,
        successes: row.get(4)?,
        scripted: row.get(5)?,
        micro_credits: row.get(6)?,
        time_ms: row.get(7)?,
    })
}
