//! Swarms and entries in words.

use api::contract::{
    AuthorKind, EntryLine, EntryVersion, Provenance, SwarmReason, SwarmReasonKind, SwarmStatus, SwarmSummary,
};

use api::headless::{SwarmWait, ToldEntry};

use crate::exit::Exit;
use crate::terminal::Terminal;

/// One line about a swarm.
pub(super) fn tell_swarm(terminal: &mut Terminal, swarm: &SwarmSummary) {
    let spent = match &swarm.credits.cap {
        Some(cap) => format!("{} of {cap} credits", swarm.credits.spent),
        None => format!("{} credits", swarm.credits.spent),
    };
    let reason = swarm.reason.as_ref().map(|reason| format!(", {}", reason_words(reason))).unwrap_or_default();
    let words = format!(
        "{}  {:<24} {}{reason}; {} of {} subtasks done, {} entries, {spent}",
        swarm.swarm_id,
        swarm.name,
        swarm.status.words(),
        swarm.subtasks.done,
        swarm.subtasks.total,
        swarm.entries,
    );
    terminal.print(swarm, &words);
}

fn reason_words(reason: &SwarmReason) -> String {
    let words = match reason.why {
        SwarmReasonKind::Asked => "as asked",
        SwarmReasonKind::Work => "there is work",
        SwarmReasonKind::NothingToDo => "there is nothing to do",
        SwarmReasonKind::Done => "everything is done",
        SwarmReasonKind::Stuck => "nothing can go on",
        SwarmReasonKind::People => "people have what is left to do",
        SwarmReasonKind::OutOfCredits => "the credits are used up",
        SwarmReasonKind::SubtaskFailed => "a subtask failed",
        SwarmReasonKind::Parent => "its parent swarm has ended or paused",
        SwarmReasonKind::Error => "something broke",
        SwarmReasonKind::Closed => "every run has left",
    };
    let subtasks =
        if reason.subtasks.is_empty() { String::new() } else { format!(" ({})", reason.subtasks.join(", ")) };
    let message = reason.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
    format!("{words}{subtasks}{message}")
}

/// How the program ends for how a swarm stands.
pub(super) fn exit_of(swarm: &SwarmSummary) -> Exit {
    let is_complete = swarm.subtasks.done == swarm.subtasks.total;
    let is_short = swarm.reason.as_ref().is_some_and(|reason| reason.why == SwarmReasonKind::OutOfCredits);
    match swarm.status {
        SwarmStatus::Failed => Exit::Failed,
        SwarmStatus::Idle | SwarmStatus::Stopped | SwarmStatus::Terminated if is_complete => Exit::Done,
        SwarmStatus::Stopped | SwarmStatus::Terminated => Exit::Failed,
        SwarmStatus::Paused if is_short => Exit::Limited,
        SwarmStatus::Uninitialised
        | SwarmStatus::Starting
        | SwarmStatus::Running
        | SwarmStatus::Idle
        | SwarmStatus::Paused => Exit::Waits,
    }
}

/// Something that has happened.
pub(super) fn tell_happened(terminal: &mut Terminal, told: &ToldEntry) {
    terminal.print(&told.entry, &format!("{:>6}  {}", told.seq, told.sentence));
}

/// A place at which a run rests, and what makes it go on.
pub(super) fn tell_wait(terminal: &mut Terminal, wait: &SwarmWait) {
    let place = wait.element.as_ref().map(|element| format!(" at {element}")).unwrap_or_default();
    let (run, element) = (&wait.run, wait.element.as_deref().unwrap_or_default());
    let send = format!("`routine send {run} ");
    let what = match wait.on.as_str() {
        "incident" => format!("is held up{place}: {}", wait.message.as_deref().unwrap_or_default()),
        "paused" => format!("is paused; `routine resume {run}` lets it go on"),
        "form" | "manualWork" => format!("waits{place} for a person; {send}--complete {element} --set NAME=VALUE`"),
        "worker" => format!("waits{place} for work done elsewhere; {send}--complete {element} --set NAME=VALUE`"),
        "conversation" => format!("waits{place} for what a person says; {send}--answer {element} --text TEXT`"),
        "approval" => format!("waits{place} for a yes or no; {send}--approve {element}` or `--reject {element}`"),
        "decision" => format!("waits{place} for which way to go; {send}--decide {element} --flow FLOW`"),
        "swarm" => format!("waits{place} for something to change on the blackboard"),
        other => format!("waits{place} for: {other}"),
    };
    terminal.print(wait, &format!("  Run {run} ({}) {what}", wait.routine));
}

/// One line of the table of entries.
pub(super) fn tell_entry(terminal: &mut Terminal, entry: &EntryLine) {
    let value = if entry.deleted { "(deleted)" } else { entry.preview.as_str() };
    let words = format!("{:<32} v{:<5} {}  ({})", entry.key, entry.version, value, writer(&entry.written));
    terminal.print(entry, &words);
}

/// One version of an entry.
pub(super) fn tell_version(terminal: &mut Terminal, version: &EntryVersion) {
    let words = format!("v{:<5} {}  ({})", version.version, version.value.preview, writer(&version.written));
    terminal.print(version, &words);
}

fn writer(written: &Provenance) -> String {
    let who = match (&written.member, written.by) {
        (Some(member), _) => member.clone(),
        (None, AuthorKind::Person) => "a person".to_owned(),
        (None, AuthorKind::Member) => "a member".to_owned(),
        (None, AuthorKind::Routine) => "a routine".to_owned(),
        (None, AuthorKind::Coordinator) => "the coordinator".to_owned(),
    };
    match (&written.run_id, &written.step_id) {
        (Some(run), Some(step)) => format!("{who}, run {run}, step {step}"),
        (Some(run), None) => format!("{who}, run {run}"),
        (None, _) => who,
    }
}
