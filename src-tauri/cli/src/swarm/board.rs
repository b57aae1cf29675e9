//! `routine swarm board`: entries read and written.

use api::Swarms;
use api::contract::params::{AsOf, DeleteEntry, ListEntries, PostEntry, ReadEntry, ReadEntryValue};
use api::contract::{ApiError, EntryColumn, EntryOperation, ErrorCode, PostedEntry};
use clap::Subcommand;
use serde_json::Value;

use super::history::{Diff, History, Revert};
use super::telling::tell_entry;
use crate::exit::{Exit, Failure};
use crate::given;
use crate::terminal::Terminal;

/// Entries of the blackboard.
#[derive(Debug, clap::Args)]
pub(crate) struct Board {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List entries.
    List(List),
    /// The value of an entry.
    Get(Get),
    /// Put a value in place of what is there.
    Set(Write),
    /// Put something at the end of a list.
    Append(Write),
    /// Add to a number.
    Increment(Write),
    /// Put fields over those of a record.
    Merge(Write),
    /// Delete an entry; its history stays.
    Delete(Named),
    /// Every version of an entry, the latest first.
    History(History),
    /// What differs between two versions.
    Diff(Diff),
    /// Write an earlier value as a new version.
    Revert(Revert),
}

impl Board {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        match self.command {
            Command::List(list) => list.run(terminal, swarms).await,
            Command::Get(get) => get.run(terminal, swarms).await,
            Command::Set(write) => write.run(terminal, swarms, EntryOperation::Set).await,
            Command::Append(write) => write.run(terminal, swarms, EntryOperation::Append).await,
            Command::Increment(write) => write.run(terminal, swarms, EntryOperation::Increment).await,
            Command::Merge(write) => write.run(terminal, swarms, EntryOperation::Merge).await,
            Command::Delete(named) => named.delete(terminal, swarms).await,
            Command::History(history) => history.run(terminal, swarms).await,
            Command::Diff(diff) => diff.run(terminal, swarms).await,
            Command::Revert(revert) => revert.run(terminal, swarms).await,
        }
    }
}

/// Lines asked for at once.
const PAGE: u32 = 1_000;

/// List entries.
#[derive(Debug, clap::Args)]
struct List {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// Parts of keys, and conditions such as by:Researcher, type:list and for:SUBTASK.
    #[arg(value_name = "FILTER")]
    filter: Vec<String>,
    /// As they were after this entry of the swarm's journal.
    #[arg(long, value_name = "SEQ")]
    at: Option<u64>,
    /// Deleted ones, too.
    #[arg(long)]
    deleted: bool,
}

impl List {
    async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let filter = Some(self.filter.join(" ")).filter(|filter| !filter.is_empty());
        let as_of = self.at.map(|seq| AsOf::Seq { seq });
        let mut from = 0;
        loop {
            let page = swarms
                .list_entries(ListEntries {
                    swarm_id: self.swarm.clone(),
                    filter: filter.clone(),
                    sort: EntryColumn::Key,
                    descending: false,
                    from,
                    limit: PAGE,
                    deleted: self.deleted,
                    as_of,
                })
                .await?;
            for entry in &page.entries {
                tell_entry(terminal, entry);
            }
            from += page.entries.len() as u64;
            if page.entries.is_empty() || from >= page.total {
                return Ok(Exit::Done);
            }
        }
    }
}

/// The value of an entry.
#[derive(Debug, clap::Args)]
struct Get {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// The key.
    #[arg(value_name = "KEY")]
    key: String,
    /// This version of it.
    #[arg(long, value_name = "N", conflicts_with = "at")]
    version: Option<u64>,
    /// As it was after this entry of the swarm's journal.
    #[arg(long, value_name = "SEQ")]
    at: Option<u64>,
}

/// Bytes of a large value that are asked for at once.
const RANGE: u32 = 4 * 1024 * 1024;

impl Get {
    async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let Self { swarm: swarm_id, key, version, at } = self;
        let as_of = at.map(|seq| AsOf::Seq { seq });
        let entry =
            swarms.read_entry(ReadEntry { swarm_id: swarm_id.clone(), key: key.clone(), version, as_of }).await?;
        if entry.line.deleted {
            return Err(Failure::unusable(format!("{key} was deleted; its history has what was there.")));
        }
        let value = match entry.value.reference {
            None => entry.value.value.clone(),
            Some(_) => whole(swarms, &swarm_id, &key, entry.line.version, entry.value.bytes).await?,
        };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let object =
            serde_json::json!({ "key": key, "version": entry.line.version, "value": value, "entry": entry.line });
        terminal.print(&object, &text);
        Ok(Exit::Done)
    }
}

async fn whole(swarms: &Swarms, swarm: &str, key: &str, version: u64, bytes: u64) -> Result<Value, Failure> {
    let mut text = String::new();
    while (text.len() as u64) < bytes {
        let (from, length) = (text.len() as u64, RANGE);
        let asked = ReadEntryValue { swarm_id: swarm.to_owned(), key: key.to_owned(), version, from, length };
        let range = swarms.read_entry_value(asked).await?;
        if range.text.is_empty() {
            break;
        }
        text.push_str(&range.text);
    }
    serde_json::from_str(&text).map_err(|error| Failure::unusable(format!("{key} cannot be read: {error}.")))
}

/// Write an entry.
#[derive(Debug, clap::Args)]
struct Write {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// The key.
    #[arg(value_name = "KEY")]
    key: String,
    /// The value: JSON, or else text; @FILE for what stands in a file.
    #[arg(value_name = "VALUE|@FILE")]
    value: String,
    /// Write only over this version; 0 when the entry must not be there. Status 4 when it has another one.
    #[arg(long, value_name = "N")]
    expect: Option<u64>,
}

impl Write {
    async fn run(self, terminal: &mut Terminal, swarms: &Swarms, operation: EntryOperation) -> Result<Exit, Failure> {
        let value = given::value("VALUE", &self.value)?;
        let post =
            PostEntry { swarm_id: self.swarm, key: self.key.clone(), operation, value, expected_version: self.expect };
        tell_posted(terminal, &self.key, swarms.post_entry(post).await)
    }
}

/// Names an entry.
#[derive(Debug, clap::Args)]
struct Named {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// The key.
    #[arg(value_name = "KEY")]
    key: String,
    /// Only this version; status 4 when it has another one.
    #[arg(long, value_name = "N")]
    expect: Option<u64>,
}

impl Named {
    async fn delete(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let delete = DeleteEntry { swarm_id: self.swarm, key: self.key.clone(), expected_version: self.expect };
        tell_posted(terminal, &self.key, swarms.delete_entry(delete).await)
    }
}

/// The version that came of a write; one that another version was expected for ends the program with a status of its own.
pub(super) fn tell_posted(
    terminal: &mut Terminal,
    key: &str,
    posted: Result<PostedEntry, ApiError>,
) -> Result<Exit, Failure> {
    match posted {
        Ok(posted) => {
            let object = serde_json::json!({ "key": key, "version": posted.version });
            terminal.print(&object, &format!("{key} has version {}", posted.version));
            Ok(Exit::Done)
        }
        Err(error) if error.code == ErrorCode::Conflict => Err(Failure { exit: Exit::Unexpected, ..error.into() }),
        Err(error) => Err(error.into()),
    }
}
