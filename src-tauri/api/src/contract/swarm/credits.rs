//! A swarm's account: where it stands, what happened on it, and who spent what.
//!
//! Amounts are decimal numbers of credits. After every line: allocated = spent + reserved + available.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where the account stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmCredits {
    /// What it may spend in all; none without a cap.
    pub cap: Option<String>,
    /// Spent for good.
    pub spent: String,
    /// Kept back for runs and child swarms.
    pub reserved: String,
    /// Free to be reserved; none without a cap.
    pub available: Option<String>,
}

/// What a line of the ledger says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LedgerKind {
    /// The cap was set or raised.
    Allocated,
    /// Kept back for a run or a child swarm.
    Reserved,
    /// Spent of what was reserved.
    Spent,
    /// Given back unspent.
    Returned,
    /// Asked for, and more than was there.
    Refused,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerLine {
    /// Place of the event in the swarm's journal.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// What it says.
    pub kind: LedgerKind,
    /// How much.
    pub amount: String,
    /// The run that it is about.
    pub run_id: Option<String>,
    /// The child swarm that it is about.
    pub child_swarm: Option<String>,
    /// Name of the run's routine, or of the child swarm.
    pub name: Option<String>,
    /// Spent in all after it.
    pub spent: String,
    /// Reserved after it.
    pub reserved: String,
    /// Free after it; none without a cap.
    pub available: Option<String>,
}

/// A stretch of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LedgerPage {
    /// The lines, latest first.
    pub lines: Vec<LedgerLine>,
    /// How many there are in all.
    pub total: u64,
}

/// By what spending is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BreakdownBy {
    /// Who spent it.
    Member,
    /// For which routine.
    Routine,
    /// For which step of which routine.
    Step,
    /// How the step was done.
    Strategy,
}

/// What one member, routine, step or strategy has spent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BreakdownLine {
    /// The member, routine, step or strategy; empty where nothing is known of it.
    pub name: String,
    /// How many steps cost something.
    pub charges: u64,
    /// Spent.
    pub spent: String,
}

/// Who spent what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreditsBreakdown {
    /// The lines, most expensive first.
    pub lines: Vec<BreakdownLine>,
    /// The sum of the lines.
    pub spent: String,
}

/// The account at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BurnDownPoint {
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// Spent by then.
    pub spent: String,
    /// Reserved then.
    pub reserved: String,
    /// The cap then; none without one.
    pub cap: Option<String>,
}

/// How the account went down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BurnDown {
    /// Points in order of time; the last one is the account as it is now.
    pub points: Vec<BurnDownPoint>,
    /// When the cap will be reached if it goes on as in the last quarter of the time; none when it will not.
    pub exhausted_at: Option<u64>,
}
