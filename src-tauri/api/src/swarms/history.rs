//! What entries were: versions, their values, what differs, and what two changes make together.

use routine_model::SwarmId;
use serde_json::Value;

use super::{Swarms, id, no_entry, swarm_failed};
use crate::contract::params::{DiffEntry, MergeEntry, ReadEntryHistory, ReadEntryValue};
use crate::contract::{ApiError, EntryDiff, EntryHistory, EntryMerge, EntryView, ErrorCode, ValueRange};
use crate::studio::{blocking, range, store_failed};
use crate::values::{differences, merge};

/// The most versions that one page holds.
const MOST_VERSIONS: u32 = 500;
