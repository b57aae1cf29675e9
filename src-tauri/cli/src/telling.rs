//! Runs in words: journal lines and summaries.

use api::headless::{Ending, Outcome};
use serde_json::Value;

use crate::exit::Exit;
use crate::terminal::Terminal;

/// One journal entry.
pub(crate) fn tell_entry(terminal: &mut Terminal, entry: &Value) {
    let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
    let seq = entry.get("seq").and_then(Value::as_u64).unwrap_or_default();
    let place = if text("element").is_empty() { text("flow") } else { text("element") };
    let more = match entry.get("name").and_then(Value::as_str) {
        Some(name) if text("type") == "variableSet" => {
            format!("{name} = {}", entry.get("value").unwrap_or(&Value::Null))
        }
        _ => [text("message"), text("status"), text("run")].join(" ").trim().to_owned(),
    };
    let line = format!("{seq:>6}  {:<20} {place}  {more}", text("type"));
    terminal.print(entry, line.trim_end());
}

/// What has come of a run; with the exit status that says it.
pub(crate) fn tell_outcome(terminal: &mut Terminal, outcome: &Outcome) -> Exit {
    terminal.print(&outcome.result, &in_words(&outcome.result));
    exit_of(outcome.ending)
}

/// The exit status for how a run stands.
pub(crate) fn exit_of(ending: Ending) -> Exit {
    match ending {
        Ending::Completed => Exit::Done,
        Ending::Failed => Exit::Failed,
        Ending::Waits => Exit::Waits,
        Ending::Limited => Exit::Limited,
    }
}

fn in_words(result: &Value) -> String {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let list = |name: &str| result.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut lines = vec![format!(
        "Run {}: {}, {} flow nodes completed",
        text(result, "run"),
        text(result, "status"),
        list("completed").len()
    )];
    for place in list("waiting") {
        lines.push(format!("  waits at {} for: {}", text(&place, "element"), text(&place, "on")));
    }
    for incident in list("incidents") {
        lines.push(format!("  incident at {}: {}", text(&incident, "element"), text(&incident, "message")));
    }
    for (name, value) in result.get("variables").and_then(Value::as_object).into_iter().flatten() {
        lines.push(format!("  {name} = {value}"));
    }
    lines.join("\n")
}
