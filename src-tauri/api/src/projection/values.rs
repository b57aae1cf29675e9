//! Values on their way to a screen.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::contract::{INLINE_BYTES, ValueKind, ValueView};

const PREVIEW_CHARACTERS: usize = 200;

/// A value as screens get it. `reference` names its place in the journal, in case it is too large to be sent whole.
pub(crate) fn value_view(value: &Value, reference: impl FnOnce() -> String) -> ValueView {
    let text = value.to_string();
    let large = text.len() > INLINE_BYTES;
    ValueView {
        kind: kind_of(value),
        preview: preview(value, &text),
        bytes: text.len() as u64,
        value: if large { Value::Null } else { value.clone() },
        reference: large.then(reference),
    }
}

/// Named values of one event, each referring to its own place.
pub(super) fn value_views(values: &BTreeMap<String, Value>, seq: u64, part: &str) -> BTreeMap<String, ValueView> {
    values.iter().map(|(name, value)| (name.clone(), value_view(value, || reference(seq, &[part, name])))).collect()
}

/// The place of a value: the entry's `seq`, then a JSON pointer into the event (RFC 6901).
pub(super) fn reference(seq: u64, path: &[&str]) -> String {
    let pointer: String = path.iter().map(|part| format!("/{}", part.replace('~', "~0").replace('/', "~1"))).collect();
    format!("{seq}#{pointer}")
}

pub(crate) fn kind_of(value: &Value) -> ValueKind {
    match value {
        Value::Null => ValueKind::Null,
        Value::Bool(_) => ValueKind::Boolean,
        Value::Number(_) => ValueKind::Number,
        Value::String(_) => ValueKind::Text,
        Value::Array(_) => ValueKind::List,
        Value::Object(_) => ValueKind::Record,
    }
}

/// The word by which a kind of value is asked for.
pub(crate) fn kind_word(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Null => "null",
        ValueKind::Boolean => "boolean",
        ValueKind::Number => "number",
        ValueKind::Text => "text",
        ValueKind::List => "list",
        ValueKind::Record => "record",
    }
}

/// A value on one line.
pub(crate) fn line_of(value: &Value) -> String {
    preview(value, &value.to_string())
}

fn preview(value: &Value, json: &str) -> String {
    let text = value.as_str().unwrap_or(json);
    let mut line: String =
        text.chars().take(PREVIEW_CHARACTERS).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(PREVIEW_CHARACTERS).is_some() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_large_value_is_previewed_and_referred_to() {
        let value = json!("x".repeat(INLINE_BYTES));
        let view = value_view(&value, || reference(7, &["outputs", "a/b"]));
        assert_eq!(view.value, Value::Null, "a large value is not sent");
        assert_eq!(view.reference.as_deref(), Some("7#/outputs/a~1b"), "its place is named");
        assert_eq!(view.bytes, INLINE_BYTES as u64 + 2, "its size counts the quotes");
        assert_eq!(view.preview.chars().count(), PREVIEW_CHARACTERS + 1, "the preview is cut");
    }

    #[test]
    fn a_small_value_is_sent_whole() {
        let view = value_view(&json!({"a": [1, null]}), || "unused".to_owned());
        assert_eq!(view.value, json!({"a": [1, null]}));
        assert_eq!((view.kind, view.reference), (ValueKind::Record, None));
    }
}
