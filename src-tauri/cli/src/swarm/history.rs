//! What entries were.

use api::Swarms;
use api::contract::params::{DiffEntry, ReadEntryHistory, RevertEntry};
use api::contract::{ValueAt, ValueDifference};

use super::board::tell_posted;
use super::telling::tell_version;
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// Versions asked for at once.
const PAGE: u32 = 200;

/// Every version of an entry, the latest first.
#[derive(Debug, clap::Args)]
pub(super) struct History {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// The key.
    #[arg(value_name = "KEY")]
    key: String,
    /// How many at most.
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
}

impl History {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let (mut before, mut left) = (None, self.limit.unwrap_or(u32::MAX));
        while left > 0 {
            let limit = left.min(PAGE);
            let asked = ReadEntryHistory { swarm_id: self.swarm.clone(), key: self.key.clone(), before, limit };
            let page = swarms.read_entry_history(asked).await?;
            for version in &page.versions {
                tell_version(terminal, version);
            }
            let Some(last) = page.versions.last().map(|version| version.version).filter(|last| *last > 1) else {
                break;
            };
            left -= u32::try_from(page.versions.len()).unwrap_or(left);
            before = Some(last);
        }
        Ok(Exit::Done)
    }
}

/// What differs between two versions.
#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// The key.
    #[arg(value_name = "KEY")]
    key: String,
    /// The earlier version.
    #[arg(value_name = "FROM")]
    from: u64,
    /// The later version.
    #[arg(value_name = "TO")]
    to: u64,
}

impl Diff {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let asked = DiffEntry { swarm_id: self.swarm, key: self.key, from_version: self.from, to_version: self.to };
        for difference in swarms.diff_entry(asked).await?.differences {
            terminal.print(&difference, &words(&difference));
        }
        Ok(Exit::Done)
    }
}

fn words(difference: &ValueDifference) -> String {
    let path = if difference.path.is_empty() { "(whole value)" } else { &difference.path };
    let side = |sign: char, value: &Option<ValueAt>| value.as_ref().map(|at| format!("{sign} {path}: {}", at.value));
    [side('-', &difference.before), side('+', &difference.after)].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Write an earlier value as a new version.
#[derive(Debug, clap::Args)]
pub(super) struct Revert {
    /// The swarm.
    #[arg(value_name = "SWARM")]
    swarm: String,
    /// The key.
    #[arg(value_name = "KEY")]
    key: String,
    /// The version whose value is wanted again.
    #[arg(value_name = "VERSION")]
    version: u64,
    /// Only over this version; status 4 when it has another one.
    #[arg(long, value_name = "N")]
    expect: Option<u64>,
}

impl Revert {
    pub(super) async fn run(self, terminal: &mut Terminal, swarms: &Swarms) -> Result<Exit, Failure> {
        let asked = RevertEntry {
            swarm_id: self.swarm,
            key: self.key.clone(),
            to_version: self.version,
            expected_version: self.expect,
        };
        tell_posted(terminal, &self.key, swarms.revert_entry(asked).await)
    }
}
