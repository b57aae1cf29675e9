//! Forms: the schema that Camunda's form editor writes, as a list of fields.

use serde_json::Value;

use crate::contract::{FieldKind, FieldOption, FormField};

/// The fields of a form schema, in its order. Parts that hold no value, such as headings, are left out.
pub(crate) fn form_fields(schema: &Value, value_of: impl Fn(&str) -> Option<Value>) -> Vec<FormField> {
    let mut fields = Vec::new();
    collect(schema, &value_of, &mut fields);
    fields
}

fn collect(part: &Value, value_of: &impl Fn(&str) -> Option<Value>, fields: &mut Vec<FormField>) {
    for component in part.get("components").and_then(Value::as_array).into_iter().flatten() {
        match field(component, value_of) {
            Some(field) => fields.push(field),
            None => collect(component, value_of, fields),
        }
    }
}

fn field(component: &Value, value_of: &impl Fn(&str) -> Option<Value>) -> Option<FormField> {
    let text = |name: &str| component.get(name).and_then(Value::as_str).map(str::to_owned);
    let key = text("key")?;
    let kind = match component.get("type").and_then(Value::as_str)? {
        "textfield" => FieldKind::Text,
        "textarea" => FieldKind::LongText,
        "number" => FieldKind::Number,
        "checkbox" => FieldKind::Checkbox,
        "select" | "radio" => FieldKind::Choice,
        "checklist" | "taglist" => FieldKind::Choices,
        "datetime" => FieldKind::Date,
        "group" | "dynamiclist" => return None,
        _ => FieldKind::Json,
    };
    let required = component.pointer("/validate/required").and_then(Value::as_bool).unwrap_or(false);
    let value = value_of(&key).or_else(|| component.get("defaultValue").cloned()).unwrap_or(Value::Null);
    Some(FormField {
        label: text("label").or_else(|| text("dateLabel")).unwrap_or_else(|| key.clone()),
        description: text("description"),
        kind,
        required,
        options: options(component),
        value,
        key,
    })
}

fn options(component: &Value) -> Vec<FieldOption> {
    let values = component.get("values").and_then(Value::as_array).into_iter().flatten();
    values
        .filter_map(|option| {
            let value = option.get("value")?.clone();
            let label = option.get("label").and_then(Value::as_str).map(str::to_owned);
            let shown = label.unwrap_or_else(|| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            Some(FieldOption { value, label: shown })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_form_schema_becomes_fields_with_the_values_of_variables() {
        let schema = json!({"components": [
            {"type": "text", "text": "# Approve"},
            {"type": "group", "components": [
                {"type": "number", "key": "amount", "label": "Amount", "validate": {"required": true}},
            ]},
            {"type": "select", "key": "verdict", "values": [{"value": "yes", "label": "Yes"}, {"value": 2}], "defaultValue": "yes"},
        ]});
        let fields = form_fields(&schema, |key| (key == "amount").then(|| json!(12)));
        let keys: Vec<_> = fields.iter().map(|field| (field.key.as_str(), field.kind, field.required)).collect();
        assert_eq!(keys, [("amount", FieldKind::Number, true), ("verdict", FieldKind::Choice, false)]);
        assert_eq!((&fields[0].value, &fields[1].value), (&json!(12), &json!("yes")), "variables come before defaults");
        assert_eq!(fields[1].options[1].label, "2", "an option without label shows its value");
    }
}
