//! What differs between two versions of an entry, and between two that came from the same one.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// One place at which two values differ. A side without a value has nothing there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueDifference {
    /// The place, a JSON pointer (RFC 6901); empty for the value as a whole.
    pub path: String,
    /// What was there before.
    pub before: Option<ValueAt>,
    /// What is there after.
    pub after: Option<ValueAt>,
}

/// A value at a place; wrapped, since `null` is a value too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueAt {
    /// The value.
    pub value: Value,
}

/// What differs between two versions of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryDiff {
    /// The earlier version.
    pub from_version: u64,
    /// The later version.
    pub to_version: u64,
    /// The differences, by place.
    pub differences: Vec<ValueDifference>,
}

/// Which of two sides is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MergeSide {
    /// What a person was about to write.
    Mine,
    /// What is there now.
    Theirs,
}

/// One place at which mine or theirs differs from what both came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergeLine {
    /// The place, a JSON pointer.
    pub path: String,
    /// What both came from.
    pub base: Option<ValueAt>,
    /// What a person was about to write.
    pub mine: Option<ValueAt>,
    /// What is there now.
    pub theirs: Option<ValueAt>,
    /// Both changed it, differently.
    pub conflict: bool,
    /// The side that the merged value has.
    pub taken: MergeSide,
}

/// Three versions of an entry put together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryMerge {
    /// The version that both came from.
    pub base_version: u64,
    /// The version that is there now, which the merged value has to be written over.
    pub theirs_version: u64,
    /// Every place at which something changed.
    pub lines: Vec<MergeLine>,
    /// What comes out.
    pub merged: Value,
}
