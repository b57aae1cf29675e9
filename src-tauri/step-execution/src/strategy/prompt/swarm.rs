//! What a model is told about the swarm that its step works for. All of it is data: others have written it.

use serde_json::Value;

use super::{Fence, Part, Prompt, as_text};

impl Prompt {
    /// With what the step sees of its swarm. The entries are the first to be left out where room is scarce, the longest
    /// first; goal, subtask and team stay.
    pub(crate) fn in_swarm(mut self, view: Option<&Value>, fence: &Fence) -> Self {
        let Some(view) = view else { return self };
        let version = view.get("version").and_then(Value::as_u64).unwrap_or_default();
        let mut about = format!(
            "This step works for a swarm: a team with a goal and a shared blackboard. This is how it stood at its version \
             {version}:\n{}",
            fence.around("swarm", &as_text(view.get("swarm").unwrap_or(&Value::Null)))
        );
        if let Some(credits) = view.get("credits").and_then(Value::as_str) {
            about.push_str(&format!("\nCredits that the swarm can still spend: {credits}."));
        }
        for (count, what) in [("subtasksLeftOut", "subtasks"), ("entriesLeftOut", "entries of the blackboard")] {
            if let Some(left_out) = view.get(count).and_then(Value::as_u64).filter(|left_out| *left_out > 0) {
                about.push_str(&format!("\n{left_out} further {what} are not shown."));
            }
        }
        self.parts.push(Part { what: "the swarm".to_owned(), text: about, goes: None });
        let entries = view.get("entries").and_then(Value::as_object).into_iter().flatten();
        let mut entries: Vec<(&String, String)> = entries
            .map(|(key, entry)| {
                let version = entry.get("version").and_then(Value::as_u64).unwrap_or_default();
                let value = as_text(entry.get("value").unwrap_or(&Value::Null));
                (key, fence.around(&format!("entry {key} version {version}"), &value))
            })
            .collect();
        entries.sort_by(|(one, left), (other, right)| right.len().cmp(&left.len()).then_with(|| one.cmp(other)));
        for part in &mut self.parts {
            part.goes = part.goes.map(|goes| goes.saturating_add(entries.len()));
        }
        let told = |(at, (key, text)): (usize, (&String, String))| Part {
            what: format!("the entry {key}"),
            text,
            goes: Some(at),
        };
        self.parts.extend(entries.into_iter().enumerate().map(told));
        self
    }
}
