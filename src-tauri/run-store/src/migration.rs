//! The schema's versions. A table's migrations stand in its own file; here they are put in order and applied.

use std::path::{Path, PathBuf};

use rusqlite::backup::Progress;
use rusqlite::{Connection, TransactionBehavior};

use crate::StoreError;
use crate::table::{
    checkpoints, drafts, entry_versions, journal, kept_views, messages, model_spending, pins, recents,
    routine_versions, runs, settings, signals, strategy_figures, strategy_verdicts, subscriptions, swarm_checkpoints,
    swarm_journal, swarms, ui_state,
};

/// The newest version that this program knows.
pub const SCHEMA_VERSION: u32 = 8;

/// In the header of every database of this program ("rtne").
const APPLICATION_ID: u32 = 0x7274_6e65;

/// One step of one table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    /// The schema has this version once every table has taken this step.
    pub(crate) version: u32,
    pub(crate) sql: &'static str,
}

/// In an order in which references find their tables.
const TABLES: &[&[Migration]] = &[
    runs::MIGRATIONS,
    journal::MIGRATIONS,
    routine_versions::MIGRATIONS,
    pins::MIGRATIONS,
    checkpoints::MIGRATIONS,
    kept_views::MIGRATIONS,
    drafts::MIGRATIONS,
    settings::MIGRATIONS,
    ui_state::MIGRATIONS,
    recents::MIGRATIONS,
    subscriptions::MIGRATIONS,
    messages::MIGRATIONS,
    signals::MIGRATIONS,
    model_spending::MIGRATIONS,
    strategy_figures::MIGRATIONS,
    strategy_verdicts::MIGRATIONS,
    swarms::MIGRATIONS,
    swarm_journal::MIGRATIONS,
    entry_versions::MIGRATIONS,
    swarm_checkpoints::MIGRATIONS,
];

/// Brings a database to [`SCHEMA_VERSION`]; an older one is copied beside itself first, a newer or foreign one is refused.
pub(crate) fn migrate(connection: &mut Connection, path: Option<&Path>) -> Result<(), StoreError> {
    migrate_to(SCHEMA_VERSION, TABLES, connection, path)
}

fn migrate_to(
    newest: u32,
    tables: &[&[Migration]],
    connection: &mut Connection,
    path: Option<&Path>,
) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > newest {
        return Err(StoreError::Newer { found, known: newest });
    }
    if found == newest {
        return Ok(());
    }
    if let (Some(path), true) = (path, found > 0) {
        connection.backup("main", backup_path(path, found), None::<fn(Progress)>)?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been faster.
    let found = version(&transaction)?;
    for step in found + 1..=newest {
        for migration in tables.iter().flat_map(|table| table.iter()).filter(|migration| migration.version == step) {
            transaction.execute_batch(migration.sql)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    Ok(())
}

/// Where the copy of a database of an older version is kept.
fn backup_path(path: &Path, version: u32) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".version-{version}.backup"));
    path.with_file_name(name)
}

/// The version of a database; an empty one has version 0.
pub(crate) fn version(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a database that some other program has made.
pub(crate) fn check_ours(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let id: u32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id == APPLICATION_ID {
        return Ok(());
    }
    let tables: u32 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

    use super::*;

    const FIRST: &[Migration] = &[Migration { version: 1, sql: "CREATE TABLE notes (text TEXT) STRICT;" }];
    const SECOND: &[Migration] = &[
        Migration { version: 1, sql: "CREATE TABLE notes (text TEXT) STRICT;" },
        Migration { version: 2, sql: "ALTER TABLE notes ADD COLUMN colour TEXT;" },
    ];

    #[test]
    fn an_older_database_is_copied_beside_itself_and_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("runs.db");
        let mut connection = Connection::open(&path).unwrap();
        migrate_to(1, &[FIRST], &mut connection, Some(&path)).unwrap();
        assert!(!backup_path(&path, 0).exists(), "a new database needs no copy");
        connection.execute("INSERT INTO notes VALUES ('kept')", []).unwrap();

        migrate_to(2, &[SECOND], &mut connection, Some(&path)).unwrap();
        let row: (String, Option<String>) =
            connection.query_row("SELECT text, colour FROM notes", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(row, ("kept".to_owned(), None));

        let copy = Connection::open(backup_path(&path, 1)).unwrap();
        assert_eq!(version(&copy).unwrap(), 1);
        let text: String = copy.query_row("SELECT text FROM notes", [], |row| row.get(0)).unwrap();
        assert_eq!(text, "kept");
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_to(1, &[FIRST], &mut connection, None).unwrap();
        let broken = [SECOND[0], SECOND[1], Migration { version: 2, sql: "CREATE TABLE notes (text TEXT);" }];
        migrate_to(2, &[&broken], &mut connection, None).unwrap_err();
        assert_eq!(version(&connection).unwrap(), 1);
        connection.prepare("SELECT colour FROM notes").unwrap_err();
    }

    #[test]
    fn runs_of_an_older_database_that_wait_for_a_person_are_found() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_to(7, TABLES, &mut connection, None).unwrap();
        let form = r#"[{"element":"A","on":{"kind":"form"}},{"element":"B","on":{"kind":"timer","due":5}}]"#;
        for (run, status, waiting) in
            [("asks", "inProgress", form), ("ended", "cancelled", form), ("works", "inProgress", "[]")]
        {
            connection
                .execute(
                    "INSERT INTO runs (run, routine_path, routine_name, routine_version, mode, status, created_at, changed_at, seq,
                       steps, waiting, incidents, micro_credits) VALUES (?1, '', '', '', 'data', ?2, 0, 0, 1, 0, ?3, 0, 0)",
                    [run, status, waiting],
                )
                .unwrap();
        }
        migrate(&mut connection, None).unwrap();
        let found: (String, u32) = connection
            .query_row("SELECT run, asks FROM runs WHERE asks > 0", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(found, ("asks".to_owned(), 1));
    }

    #[test]
    fn every_version_up_to_the_newest_has_a_migration() {
        for wanted in 1..=SCHEMA_VERSION {
            assert!(TABLES.iter().flat_map(|table| table.iter()).any(|migration| migration.version == wanted));
        }
    }
}
