//! What somebody may see of a swarm, unasked.

use std::cmp::Reverse;

use routine_model::SubtaskId;
use serde_json::{Map, Value, json};
use swarm::{Author, Sensitivity, SwarmContext, SwarmView, may_read};

/// Bytes of entries that are shown: about 4,000 LLM tokens.
const MOST_BYTES: usize = 12_000;
/// Bytes of subtasks that are listed beside the step's own.
const MOST_OF_SUBTASKS: usize = 6_000;
/// Resources that one search finds at most.
const MOST_FOUND: usize = 100;
/// Entries that are shown.
const MOST_ENTRIES: usize = 200;

/// Resources that are about all of these words.
pub(super) fn found(context: &SwarmContext, words: &str) -> Value {
    let found = context.resources.values().filter(|one| one.is_about(words)).take(MOST_FOUND);
    json!({ "resources": found.collect::<Vec<_>>() })
}

/// Goal, subtask, team, credits, and the entries that they may read, as many as fit, the latest first. What is secret is not
/// shown unasked, whoever it is.
pub(super) fn seen(context: &SwarmContext, who: &Author, subtask: Option<&SubtaskId>) -> Value {
    let mut entries: Vec<_> = context.board.entries.iter().filter(|(_, entry)| entry.value.is_some()).collect();
    entries.retain(|(key, _)| may_read(context, who, key) && context.policy.sensitivity_of(key) < Sensitivity::Secret);
    entries.sort_by_key(|(_, entry)| Reverse(entry.seq));
    let (mut shown, mut left_out, mut room) = (Map::new(), 0_u64, MOST_BYTES);
    for (key, entry) in entries {
        let bytes = usize::try_from(entry.bytes).unwrap_or(usize::MAX).saturating_add(key.len());
        match (&entry.value, room.checked_sub(bytes)) {
            (Some(value), Some(left)) if shown.len() < MOST_ENTRIES => {
                room = left;
                shown.insert(key.to_string(), json!({ "version": entry.version, "value": **value }));
            }
            (Some(_), Some(_) | None) | (None, _) => left_out += 1,
        }
    }
    let mut view = SwarmView::of(context, subtask);
    let mut room = MOST_OF_SUBTASKS;
    let all = view.subtasks.len();
    view.subtasks.retain(|line| {
        let bytes = serde_json::to_string(line).map_or(usize::MAX, |text| text.len());
        let left = room.checked_sub(bytes);
        room = left.unwrap_or(0);
        left.is_some()
    });
    json!({
        "version": context.seq,
        "subtasksLeftOut": all - view.subtasks.len(),
        "swarm": view,
        "subtaskLeader": subtask.and_then(|subtask| context.team.subtask_leaders.get(subtask)),
        "credits": context.ledger.available(),
        "entries": shown,
        "entriesLeftOut": left_out,
    })
}
