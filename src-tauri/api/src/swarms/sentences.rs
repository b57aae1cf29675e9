//! What has happened to a swarm, in sentences for a terminal.

use serde_json::{Value, json};
use swarm::ledger::Holder;
use swarm::{
    AskKey, Author, BlockedOn, EntryOperation, LeaveStatus, Origin, StatusReason, SwarmEvent, SwarmJournalEntry,
};

use crate::projection::swarm::status_view;
use crate::studio::sentence;

/// An entry of a swarm's journal as a terminal tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldEntry {
    /// Its number in the journal.
    pub seq: u64,
    /// The entry as it is stored.
    pub entry: Value,
    /// What it says, for people.
    pub sentence: String,
    /// It says how the swarm keeps its books, and nothing that anybody waits for.
    pub is_bookkeeping: bool,
}

/// An entry with its sentence.
pub(super) fn told(entry: &SwarmJournalEntry) -> ToldEntry {
    let value = serde_json::to_value(entry);
    ToldEntry {
        seq: entry.seq,
        entry: value.unwrap_or_else(|error| json!({ "type": "unreadable", "reason": error.to_string() })),
        sentence: sentence(&words(&entry.event)),
        is_bookkeeping: is_bookkeeping(&entry.event),
    }
}

fn is_bookkeeping(event: &SwarmEvent) -> bool {
    matches!(
        event,
        SwarmEvent::EntriesRead(_)
            | SwarmEvent::WatchOpened(_)
            | SwarmEvent::WatchMet(_)
            | SwarmEvent::AskDone(_)
            | SwarmEvent::ReceiptsDropped(_)
            | SwarmEvent::RoutinesOffered(_)
            | SwarmEvent::CreditsReserved(_)
            | SwarmEvent::CreditsReturned(_)
    )
}

fn words(event: &SwarmEvent) -> String {
    match event {
        SwarmEvent::SwarmCreated(created) => format!("swarm {:?} was made", created.settings.name),
        SwarmEvent::SwarmStatusChanged(changed) => {
            format!("the swarm is {}{}", status_view(changed.status).words(), why(&changed.why))
        }
        SwarmEvent::SwarmClosed(closed) => format!(
            "the swarm is over: {} runs, {} subtasks done, {} credits spent",
            closed.statistics.runs, closed.statistics.subtasks_done, closed.statistics.spent
        ),
        SwarmEvent::GoalSet(set) => format!("{} has set the goal: {}", set.by, set.goal),
        SwarmEvent::SwarmConfigured(configured) => format!("{} has changed rules or limits", configured.by),

        SwarmEvent::EntryWritten(written) => {
            let by = &written.origin;
            match written.reverted_to {
                Some(version) => format!("{} has reverted {} to version {version}", who(by), written.key),
                None => {
                    format!("{} {} {}, now version {}", who(by), did(written.operation), written.key, written.version)
                }
            }
        }
        SwarmEvent::WriteRefused(refused) => {
            format!("a write by {} was refused: {}", who(&refused.origin), refused.refusal)
        }
        SwarmEvent::EntriesRead(read) => {
            let seen: Vec<&str> = read.keys.iter().map(|(key, _)| key.as_str()).collect();
            let denied =
                if read.denied.is_empty() { String::new() } else { format!("; denied: {}", read.denied.join(", ")) };
            format!("{} has read {}{denied}", who(&read.origin), list(&seen))
        }
        SwarmEvent::WatchOpened(watch) => {
            let keys: Vec<String> = watch.keys.iter().map(ToString::to_string).collect();
            format!("run {} waits until {} changes", watch.run, keys.join(" or "))
        }
        SwarmEvent::WatchMet(met) => {
            format!("run {} goes on, since entry {} of the journal is what it waited for", met.run, met.with)
        }

        SwarmEvent::RunPlanned(planned) => {
            let again = if planned.attempt > 1 { format!(", attempt {}", planned.attempt) } else { String::new() };
            format!("run {} begins {} for subtask {}{again}", planned.run, routine(&planned.routine), planned.subtask)
        }
        SwarmEvent::RunJoined(joined) => {
            let subtask = joined.subtask.as_ref().map(|subtask| format!(" on subtask {subtask}")).unwrap_or_default();
            format!("run {} ({}) is at work{subtask}", joined.run, routine(&joined.routine))
        }
        SwarmEvent::AskRefused(refused) => {
            let what = match &refused.ask {
                AskKey::Ask(_) => "something that it asked",
                AskKey::Call(_) => "a tool call",
            };
            format!("run {} was refused {what}: {}", refused.run, refused.refusal)
        }
        SwarmEvent::AskDone(done) => format!("what run {} wanted is done", done.run),
        SwarmEvent::ReceiptsDropped(dropped) => format!("run {} has its answers below {}", dropped.run, dropped.below),
        SwarmEvent::RunLost(lost) => format!("run {} could not begin: {}", lost.run, lost.message),
        SwarmEvent::RunLeft(left) => {
            let record = &left.record;
            let ended = match record.status {
                LeaveStatus::Completed => "is done",
                LeaveStatus::Failed => "has failed",
                LeaveStatus::Cancelled => "was cancelled",
            };
            let message = record.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
            let name = routine(&record.routine);
            format!("run {} ({name}) {ended}{message}; it cost {} credits", record.run, record.spent)
        }
        SwarmEvent::RoutinesOffered(offered) => format!("{} routines can be chosen", offered.routines.len()),

        SwarmEvent::SubtaskAdded(added) => {
            format!("{} has added subtask {}: {}", who(&added.by), added.subtask.id, added.subtask.description)
        }
        SwarmEvent::SubtaskChanged(changed) => {
            format!("{} has changed subtask {}", who(&changed.by), changed.subtask.id)
        }
        SwarmEvent::SubtaskMoved(moved) => {
            let blocked = moved.blocked.as_ref().map(|on| format!(": {}", blocked_on(on))).unwrap_or_default();
            format!("subtask {} is {}{blocked}", moved.subtask, moved.status.words())
        }
        SwarmEvent::RoutineAsked(asked) => {
            let whom = if asked.by_model { "a model" } else { "a person" };
            format!("{whom} is to choose a routine for subtask {}", asked.subtask)
        }
        SwarmEvent::RoutineChosen(chosen) => {
            let name = chosen.routine.as_deref().map_or("no routine".to_owned(), routine);
            let because = chosen.because.as_ref().map(|because| format!(": {because}")).unwrap_or_default();
            format!("{} has chosen {name} for subtask {}{because}", chosen.by, chosen.subtask)
        }

        SwarmEvent::ResourceAdded(added) => {
            format!("{} has added the resource {:?}", who(&added.by), added.resource.name)
        }
        SwarmEvent::ResourceUpdated(updated) => {
            format!("{} has changed the resource {:?}", who(&updated.by), updated.resource.name)
        }
        SwarmEvent::ResourceDeleted(deleted) => format!("{} has deleted the resource {}", who(&deleted.by), deleted.id),

        SwarmEvent::MemberSet(set) => format!("{} is a member of the team, as {} says", set.member.name, set.by),
        SwarmEvent::MemberRemoved(removed) => format!("{} has taken {} out of the team", removed.by, removed.member),
        SwarmEvent::RoleSet(set) => format!("{} has set what the role {} may do", set.by, set.role.id),
        SwarmEvent::RoleRemoved(removed) => format!("{} has removed the role {}", removed.by, removed.role),
        SwarmEvent::LeaderSet(set) => {
            let leader = set.leader.as_ref().map_or("nobody".to_owned(), ToString::to_string);
            let what = set.subtask.as_ref().map_or("the swarm".to_owned(), |subtask| format!("subtask {subtask}"));
            format!("{leader} leads {what}, as {} says", set.by)
        }

        SwarmEvent::CreditsAllocated(allocated) => format!("{} allows {} credits more", allocated.by, allocated.amount),
        SwarmEvent::CreditsReserved(reserved) => {
            format!("{} credits are kept for {}", reserved.amount, holder(&reserved.holder))
        }
        SwarmEvent::CreditsRefused(refused) => format!(
            "{} asked for {} credits, and {} are available",
            holder(&refused.holder),
            refused.amount,
            refused.available
        ),
        SwarmEvent::CreditsSettled(settled) if settled.amount.is_zero() => {
            format!("{} has said on what it has spent", holder(&settled.holder))
        }
        SwarmEvent::CreditsSettled(settled) => {
            format!("{} has spent {} credits", holder(&settled.holder), settled.amount)
        }
        SwarmEvent::CreditsReturned(returned) => {
            format!("{} returns {} credits", holder(&returned.holder), returned.amount)
        }
        SwarmEvent::ChildSpawned(spawned) => {
            format!(
                "{} has made a swarm below this one: {} ({})",
                who(&spawned.by),
                spawned.settings.name,
                spawned.child
            )
        }
        SwarmEvent::ChildEnded(ended) => format!("the swarm {} below this one has ended", ended.child),
    }
}

fn who(origin: &Origin) -> String {
    match (&origin.who, &origin.run) {
        (Author::Member { member }, _) => member.to_string(),
        (Author::Routine, Some(run)) => format!("run {run}"),
        (Author::Person | Author::Routine | Author::Coordinator, _) => origin.who.to_string(),
    }
}

fn did(operation: EntryOperation) -> &'static str {
    match operation {
        EntryOperation::Set => "has written",
        EntryOperation::Append => "has appended to",
        EntryOperation::Increment => "has added to",
        EntryOperation::Merge | EntryOperation::DeepMerge => "has merged fields into",
        EntryOperation::Delete => "has deleted",
    }
}

/// The file's name says enough.
fn routine(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

fn holder(holder: &Holder) -> String {
    match holder {
        Holder::Run(run) => format!("run {run}"),
        Holder::Child(child) => format!("swarm {child}"),
        Holder::Choice(subtask) => format!("the choice of a routine for subtask {subtask}"),
    }
}

fn list(keys: &[&str]) -> String {
    if keys.is_empty() { "nothing".to_owned() } else { keys.join(", ") }
}

fn why(reason: &StatusReason) -> String {
    match reason {
        StatusReason::Asked { by, message } => {
            let message = message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
            format!(", as {by} wanted{message}")
        }
        StatusReason::Work => ": there is work".to_owned(),
        StatusReason::NothingToDo => ": there is nothing to do".to_owned(),
        StatusReason::Done => ": everything is done".to_owned(),
        StatusReason::Stuck { blocks } => {
            let held: Vec<String> =
                blocks.iter().map(|block| format!("{} ({})", block.subtask, blocked_on(&block.on))).collect();
            format!(", nothing can go on: {}", held.join(", "))
        }
        StatusReason::WaitsForPeople { blocks } => {
            let held: Vec<String> =
                blocks.iter().map(|block| format!("{} ({})", block.subtask, blocked_on(&block.on))).collect();
            format!(", people have what is left: {}", held.join(", "))
        }
        StatusReason::OutOfCredits => ": the credits are used up".to_owned(),
        StatusReason::SubtaskFailed { subtask } => format!(": subtask {subtask} has failed"),
        StatusReason::Parent => ", as the swarm above it is".to_owned(),
        StatusReason::Error { message } => format!(": {message}"),
        StatusReason::Closed => ": every run has left".to_owned(),
    }
}

fn blocked_on(on: &BlockedOn) -> String {
    match on {
        BlockedOn::Dependencies { subtasks } => {
            let open: Vec<String> = subtasks.iter().map(ToString::to_string).collect();
            format!("waits for {}", open.join(", "))
        }
        BlockedOn::Said { message } => message.clone(),
        BlockedOn::Failed { message } => format!("failed: {message}"),
        BlockedOn::NoRoutine { wanted: Some(wanted) } => format!("no routine {wanted:?} is known"),
        BlockedOn::NoRoutine { wanted: None } => "no routine was found for it".to_owned(),
        BlockedOn::Person { member } => format!("{member} has it"),
        BlockedOn::Underway => "somebody is at work on it".to_owned(),
    }
}
