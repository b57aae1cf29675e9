//! What is left out of a run that is handed over.

use std::collections::BTreeSet;

use routine_model::graph::sensitivity::{Marks, Sensitivity};
use run_engine::JournalEntry;
use run_engine::state::Graphs;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What stands in the place of what was left out.
pub const REDACTED: &str = "(redacted)";
/// Shorter texts are too common to be looked for in others.
const SHORTEST_SOUGHT: usize = 4;
/// Members of events and records that hold values and words, and nothing that a run is put together by.
const CONTENTS: [&str; 22] = [
    "inputs",
    "outputs",
    "variables",
    "up",
    "data",
    "writes",
    "value",
    "output",
    "note",
    "request",
    "reply",
    "arguments",
    "result",
    "text",
    "view",
    "reasons",
    "message",
    "because",
    "answer",
    "correlationKey",
    "undo",
    "collected",
];

/// What is left out. Variables that a routine marks as confidential or secret always are, unless that is switched off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Redaction {
    /// Variables by name, in which `*` stands for any letters; with them whatever repeats one of their texts.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub variables: BTreeSet<String>,
    /// What models, tools and people in conversations were told and said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub prompts: bool,
    /// Folders of this machine, and files that are values.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub files: bool,
    /// Marked variables stay.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_sensitive: bool,
}

impl Redaction {
    /// Nothing was asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// With the variables that routines mark.
    pub(super) fn with_marks(mut self, graphs: &Graphs) -> Self {
        if !self.with_sensitive {
            let marks = graphs.values().flat_map(|graph| {
                graph.processes().iter().flat_map(|process| graph.marks(process, &Marks::new())).collect::<Vec<_>>()
            });
            let careful = marks.filter(|(_, level)| *level >= Sensitivity::Confidential).map(|(name, _)| name);
            self.variables.extend(careful);
        }
        self
    }

    fn is_meant(&self, name: &str) -> bool {
        self.variables.iter().any(|pattern| fits(pattern, name))
    }
}

/// Whether a name is what a pattern says, in which `*` stands for any letters.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(place) = rest.find(part) else { return false };
        rest = &rest[place + part.len()..];
    }
    rest.ends_with(last)
}

/// Leaves out of entries what is to be left out of the whole journal.
pub(super) struct Redactor {
    redaction: Redaction,
    /// Texts of the variables that are left out, the longest first.
    sought: Vec<String>,
}

impl Redactor {
    /// Looks through a journal for what must not be repeated.
    pub(super) fn new<'e>(redaction: Redaction, entries: impl Iterator<Item = &'e JournalEntry>) -> Self {
        let mut sought = BTreeSet::new();
        if !redaction.variables.is_empty() {
            for entry in entries {
                visit(&mut json!(entry), &mut |name, value| {
                    if redaction.is_meant(name) {
                        texts_of(value, &mut sought);
                    }
                });
            }
        }
        let mut sought: Vec<String> = sought.into_iter().collect();
        sought.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Self { redaction, sought }
    }

    /// An entry as it is handed over.
    pub(super) fn entry(&self, entry: &JournalEntry) -> Value {
        let mut value = json!(entry);
        if self.redaction.prompts {
            self.leave_words_out(&mut value);
        }
        visit(&mut value, &mut |name, value| {
            if self.redaction.is_meant(name) {
                *value = json!(REDACTED);
            }
        });
        if !self.sought.is_empty() || self.redaction.files {
            self.scrub(&mut value, false);
        }
        if self.redaction.files {
            leave_folders_out(&mut value);
        }
        value
    }

    /// A path as it is handed over.
    pub(super) fn path(&self, path: &str) -> String {
        if self.redaction.files { file_name(path) } else { path.to_owned() }
    }

    fn leave_words_out(&self, entry: &mut Value) {
        let Some(record) = entry.get_mut("record").and_then(Value::as_object_mut) else { return };
        for (name, value) in record {
            match name.as_str() {
                "request" | "reply" | "arguments" | "result" | "view" | "reasons" => {
                    *value = json!({ "redacted": true })
                }
                "text" | "because" => *value = json!(REDACTED),
                _ => {}
            }
        }
    }

    /// Takes the sought texts out of everything that is content.
    fn scrub(&self, value: &mut Value, is_content: bool) {
        match value {
            Value::String(text) if is_content => {
                for sought in &self.sought {
                    if text.contains(sought.as_str()) {
                        *text = text.replace(sought.as_str(), REDACTED);
                    }
                }
                if self.redaction.files && text.starts_with("data:") && text.contains(";base64,") {
                    REDACTED.clone_into(text);
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.scrub(value, is_content)),
            Value::Object(members) => members
                .iter_mut()
                .for_each(|(name, value)| self.scrub(value, is_content || CONTENTS.contains(&name.as_str()))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// Shows every value that has a variable's name, of an event with all that is in it.
fn visit(value: &mut Value, see: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(members) => {
            named(members, see);
            members.values_mut().for_each(|value| visit(value, see));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| visit(value, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn named(members: &mut Map<String, Value>, see: &mut impl FnMut(&str, &mut Value)) {
    let name = ["name", "variable", "key"].iter().find_map(|name| members.get(*name)?.as_str()).map(str::to_owned);
    if let (Some(name), Some(value)) = (name, members.get_mut("value")) {
        see(&name, value);
    }
    for maps in ["inputs", "outputs", "variables", "up", "arguments"] {
        if let Some(Value::Object(values)) = members.get_mut(maps) {
            values.iter_mut().for_each(|(name, value)| see(name, value));
        }
    }
}

fn texts_of(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.chars().count() >= SHORTEST_SOUGHT => {
            texts.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| texts_of(value, texts)),
        Value::Object(members) => members.values().for_each(|value| texts_of(value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn leave_folders_out(value: &mut Value) {
    if let Value::Object(members) = value {
        if members.contains_key("version")
            && let Some(Value::String(path)) = members.get_mut("path")
        {
            *path = file_name(path);
        }
        members.values_mut().for_each(leave_folders_out);
    }
}

fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_letters() {
        for (pattern, name, expected) in [
            ("iban", "iban", true),
            ("iban", "iban2", false),
            ("customer*", "customerName", true),
            ("*Name", "customerName", true),
            ("c*r*e", "customerName", true),
            ("c*x*e", "customerName", false),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} and {name}");
        }
    }
}
