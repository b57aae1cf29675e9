//! A form made from the JSON schema of a step's outputs.

use serde_json::Value;

use crate::contract::{FieldKind, FieldOption, FormField};

/// A text that is longer than this, or may be, gets several lines.
const ONE_LINE: u64 = 80;

/// A field for each property of an object's schema, in its order; none for other schemas.
pub(super) fn schema_fields(schema: &Value, value_of: impl Fn(&str) -> Option<Value>) -> Vec<FormField> {
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties.map(|(key, property)| field(key, property, required.contains(&key.as_str()), value_of(key))).collect()
}

fn field(key: &str, property: &Value, required: bool, value: Option<Value>) -> FormField {
    let text = |name: &str| property.get(name).and_then(Value::as_str).map(str::to_owned);
    let value = value.or_else(|| property.get("default").cloned()).unwrap_or(Value::Null);
    FormField {
        key: key.to_owned(),
        label: text("title").unwrap_or_else(|| key.to_owned()),
        description: text("description"),
        kind: kind(property, &value),
        required,
        options: options(property.get("items").unwrap_or(property)),
        value,
    }
}

fn kind(property: &Value, value: &Value) -> FieldKind {
    if property.get("enum").is_some() {
        return FieldKind::Choice;
    }
    match property.get("type").and_then(Value::as_str) {
        Some("boolean") => FieldKind::Checkbox,
        Some("number" | "integer") => FieldKind::Number,
        Some("string") if property.get("format").and_then(Value::as_str) == Some("date") => FieldKind::Date,
        Some("string") => {
            let bound = property.get("maxLength").and_then(Value::as_u64).is_some_and(|most| most > ONE_LINE);
            let text = value.as_str().unwrap_or_default();
            let is_long = text.len() as u64 > ONE_LINE || text.contains('\n');
            if bound || is_long { FieldKind::LongText } else { FieldKind::Text }
        }
        Some("array") if property.pointer("/items/enum").is_some() => FieldKind::Choices,
        _ => FieldKind::Json,
    }
}

fn options(of: &Value) -> Vec<FieldOption> {
    let values = of.get("enum").and_then(Value::as_array).into_iter().flatten();
    let option = |value: &Value| FieldOption {
        value: value.clone(),
        label: value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    };
    values.map(option).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_declared_output_becomes_a_field_that_holds_what_was_offered() {
        let schema = json!({ "type": "object", "required": ["settlement"], "properties": {
            "settlement": { "type": "string", "title": "What we offer" },
            "letter": { "type": "string", "maxLength": 2000 },
            "amount": { "type": "number" },
            "matter": { "enum": ["damaged", "late"] },
            "tags": { "type": "array", "items": { "enum": ["a", 2] } },
            "due": { "type": "string", "format": "date" },
            "sure": { "type": "boolean", "default": true },
            "more": { "type": "object" },
        } });
        let fields = schema_fields(&schema, |key| (key == "amount").then(|| json!(20)));
        let kinds: Vec<_> = fields.iter().map(|field| (field.key.as_str(), field.kind)).collect();
        assert_eq!(
            kinds,
            [
                ("settlement", FieldKind::Text),
                ("letter", FieldKind::LongText),
                ("amount", FieldKind::Number),
                ("matter", FieldKind::Choice),
                ("tags", FieldKind::Choices),
                ("due", FieldKind::Date),
                ("sure", FieldKind::Checkbox),
                ("more", FieldKind::Json),
            ]
        );
        assert_eq!((fields[0].label.as_str(), fields[0].required), ("What we offer", true), "a title is the label");
        assert_eq!(
            (&fields[2].value, &fields[6].value),
            (&json!(20), &json!(true)),
            "what was offered, else the default"
        );
        assert_eq!(fields[4].options[1].label, "2", "an option without a text shows its value");
    }

    #[test]
    fn a_schema_without_properties_gives_no_fields() {
        assert_eq!(schema_fields(&json!({ "type": "object" }), |_| None), []);
        assert_eq!(schema_fields(&json!(true), |_| None), []);
    }
}
