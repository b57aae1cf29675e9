//! Golden journals: a folder holds a routine, a script of commands and the journal that must come of it.
//!
//! `UPDATE_GOLDEN=1 cargo test -p run-engine --test golden` writes the journals anew; read the difference before keeping it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]
#![expect(clippy::disallowed_methods, reason = "the only way to ask for an update of the expected side")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use run_engine::{RunConfig, RunMode};
use support::host::Host;
use support::script;

fn check(folder: &Path) -> Result<(), String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = fs::read_to_string(folder.join("routine.bpmn")).map_err(|error| format!("{name}: {error}"))?;
    let script = fs::read_to_string(folder.join("script.txt")).map_err(|error| format!("{name}: {error}"))?;
    let mode = if script.starts_with("token-game") { RunMode::TokenGame } else { RunMode::Data };
    let mut host = Host::started(&text, RunConfig { mode, ..RunConfig::default() });
    for line in script.lines().filter(|line| !line.starts_with("token-game")) {
        script::perform(&mut host, line);
    }
    let journal: String = host
        .journal
        .iter()
        .map(|entry| serde_json::to_string(entry).expect("an entry can be written") + "\n")
        .collect();
    let path = folder.join("journal.jsonl");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &journal).map_err(|error| format!("{name}: {error}"))?;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let differs = journal.lines().zip(expected.lines()).position(|(is, should)| is != should);
    let line = differs.or_else(|| (journal != expected).then(|| journal.lines().count().min(expected.lines().count())));
    match line {
        None => Ok(()),
        Some(line) => Err(format!(
            "{name}: the journal differs at entry {}\n  is:        {}\n  should be: {}",
            line + 1,
            journal.lines().nth(line).unwrap_or("(nothing)"),
            expected.lines().nth(line).unwrap_or("(nothing)")
        )),
    }
}

#[test]
fn every_golden_journal_comes_out_as_it_is_written() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "there are golden cases in {}", root.display());
    let failed: Vec<String> = folders.iter().filter_map(|folder| check(folder).err()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
