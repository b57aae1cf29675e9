//! `routine:inputSchema` and `routine:outputSchema` of a process, and its IO specification, as fields.

use serde_json::{Map, Value, json};

use super::entries::key_expression;
use super::{Reader, extension};
use crate::EntryOperation;
use crate::diagnostic::Diagnostic;
use crate::graph::data::{DataElement, IoSpecification};
use crate::graph::entry::{EntryBinding, EntryScope};
use crate::graph::interface::{Field, FieldKind, FieldResource, RoutineInterface};
use crate::graph::sensitivity::Sensitivity;
use crate::ids::ElementId;
use crate::schema::Schema;
use crate::xml::{Element, Vocabulary};

/// The keyword that names a field's kind; validators pass over it.
const KIND: &str = "x-field";
/// The keyword that names the blackboard's entry for an output.
const ENTRY: &str = "x-entry";
/// The keyword that names the resource that an output becomes.
const RESOURCE: &str = "x-resource";
/// The keyword that says how careful one has to be with a field.
const SENSITIVITY: &str = "x-sensitivity";

impl Reader {
    /// The declared inputs and outputs of a process; what both ways declare is typed by the schema.
    pub(super) fn interface(
        &mut self,
        process: Element<'_>,
        id: &ElementId,
        io: Option<&IoSpecification>,
    ) -> RoutineInterface {
        let mut interface = RoutineInterface {
            inputs: self.fields(process, "inputSchema", id),
            outputs: self.fields(process, "outputSchema", id),
        };
        let Some(io) = io else { return interface };
        for input in &io.inputs {
            if interface.input(&input.name).is_none() {
                interface.inputs.push(untyped(input, !io.is_optional(&input.id)));
            }
        }
        for output in &io.outputs {
            let is_required = io.output_sets.iter().any(|set| set.required().any(|member| member == &output.id));
            if interface.output(&output.name).is_none() {
                interface.outputs.push(untyped(output, is_required));
            }
        }
        interface
    }

    fn fields(&mut self, process: Element<'_>, name: &str, id: &ElementId) -> Vec<Field> {
        let Some(element) = extension(process, Vocabulary::Routine, name) else { return Vec::new() };
        let text = element.text();
        if text.trim().is_empty() {
            return Vec::new();
        }
        let mut broken = |message: String| {
            self.diagnostics.push(Diagnostic::error("interface-schema", element.position(), message).about(id));
        };
        let schema: Value = match serde_json::from_str(&text) {
            Ok(schema) => schema,
            Err(error) => {
                broken(format!("routine:{name} of {id} is not valid JSON: {error}"));
                return Vec::new();
            }
        };
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
            broken(format!("routine:{name} of {id} has no “properties”, of which each is a field."));
            return Vec::new();
        };
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut fields = Vec::new();
        for (field, own) in properties {
            match typed(field, own, &schema, required.contains(&field.as_str())) {
                Ok(field) => fields.push(field),
                Err(reason) => broken(format!("The field {field} of routine:{name} of {id} cannot be used: {reason}")),
            }
        }
        fields
    }
}

fn untyped(data: &DataElement, required: bool) -> Field {
    Field {
        name: data.name.clone(),
        label: None,
        description: None,
        kind: FieldKind::Code,
        required,
        default: None,
        schema: data.is_collection.then(|| Schema::read(&json!({ "type": "array" })).ok()).flatten(),
        entry: None,
        resource: None,
        sensitivity: data.sensitivity,
    }
}

fn typed(name: &str, own: &Value, whole: &Value, required: bool) -> Result<Field, String> {
    let text = |key: &str| own.get(key).and_then(Value::as_str).map(str::to_owned);
    let kind = match own.get(KIND) {
        None => kind_of(own),
        Some(word) => {
            let found = FieldKind::WORDS.iter().find(|(known, _)| word.as_str() == Some(*known));
            let words = || FieldKind::WORDS.map(|(word, _)| word).join(", ");
            found.map(|(_, kind)| *kind).ok_or_else(|| format!("{KIND} is {word}; it can be {}", words()))?
        }
    };
    let mut schema = own.as_object().cloned().unwrap_or_default();
    for (key, value) in implied(kind) {
        schema.entry(key).or_insert(value);
    }
    // References to definitions of the whole schema find them in each field's own.
    for key in ["$defs", "definitions", "$schema"] {
        if let Some(value) = whole.get(key) {
            schema.insert(key.to_owned(), value.clone());
        }
    }
    let schema = Schema::read(&Value::Object(schema))?;
    let default = own.get("default").cloned();
    if let Some(fault) = default.as_ref().and_then(|default| schema.faults(default).into_iter().next()) {
        return Err(format!("its default does not fit: {fault}"));
    }
    Ok(Field {
        name: name.to_owned(),
        label: text("title"),
        description: text("description"),
        kind,
        required,
        default,
        schema: Some(schema),
        sensitivity: own.get(SENSITIVITY).map(sensitivity).transpose()?,
        entry: entry_of(own)?,
        resource: resource_of(own)?,
    })
}

/// The entry that an output is written to: its key, or an object with key, scope and operation.
fn entry_of(own: &Value) -> Result<Option<EntryBinding>, String> {
    let Some(entry) = own.get(ENTRY) else { return Ok(None) };
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let key = entry.as_str().or_else(|| text("key")).map(str::trim).filter(|key| !key.is_empty());
    let key = key.ok_or_else(|| format!("{ENTRY} has no key"))?;
    let word = |name: &str| text(name).ok_or(()).or_else(|()| if entry.get(name).is_some() { Err(()) } else { Ok("") });
    let unknown = |name: &str| format!("{ENTRY} has a {name} that is none");
    let scope = match word("scope").map_err(|()| unknown("scope"))? {
        "" => EntryScope::default(),
        word => EntryScope::of_word(word).ok_or_else(|| unknown("scope"))?,
    };
    let operation = match word("operation").map_err(|()| unknown("operation"))? {
        "" => EntryOperation::default(),
        word => EntryOperation::of_word(word).ok_or_else(|| unknown("operation"))?,
    };
    Ok(Some(EntryBinding { key: Some(key_expression(key)?), scope, operation, expected: None, variable: None }))
}

/// The resource that an output becomes: its name, or an object with name and media type.
fn resource_of(own: &Value) -> Result<Option<FieldResource>, String> {
    let Some(resource) = own.get(RESOURCE) else { return Ok(None) };
    let text = |key: &str| resource.get(key).and_then(Value::as_str).map(str::to_owned);
    let name = resource.as_str().map(str::to_owned).or_else(|| text("name")).filter(|name| !name.trim().is_empty());
    Ok(Some(FieldResource { name: name.ok_or_else(|| format!("{RESOURCE} has no name"))?, mime: text("mime") }))
}

fn sensitivity(word: &Value) -> Result<Sensitivity, String> {
    let known = || Sensitivity::WORDS.map(|(word, _)| word).join(", ");
    word.as_str()
        .and_then(Sensitivity::of_word)
        .ok_or_else(|| format!("{SENSITIVITY} is {word}; it can be {}", known()))
}

fn kind_of(schema: &Value) -> FieldKind {
    let has = |key: &str| schema.get(key).is_some();
    let is = |key: &str, word: &str| schema.get(key).and_then(Value::as_str) == Some(word);
    if has("enum") || has("oneOf") {
        return FieldKind::Selector;
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => FieldKind::Switch,
        Some("integer" | "number") => FieldKind::Integer,
        Some("string") if is("format", "uri") => FieldKind::LinkUrl,
        Some("string") => FieldKind::Text,
        Some("array") if schema.pointer("/items/enum").is_some() => FieldKind::Checkbox,
        Some("array") if schema.pointer("/items/type").and_then(Value::as_str) == Some("string") => FieldKind::Tags,
        _ => FieldKind::Code,
    }
}

/// What a kind says about values where the schema itself is silent.
fn implied(kind: FieldKind) -> Map<String, Value> {
    let implied = match kind {
        FieldKind::Text => json!({ "type": "string" }),
        FieldKind::Switch => json!({ "type": "boolean" }),
        FieldKind::Integer | FieldKind::Slider => json!({ "type": "number" }),
        FieldKind::Checkbox => json!({ "type": "array", "uniqueItems": true }),
        FieldKind::Radio | FieldKind::Selector | FieldKind::Code => json!({}),
        FieldKind::Language => json!({ "type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$" }),
        FieldKind::LinkItem => json!({ "type": "string", "minLength": 1 }),
        FieldKind::LinkUrl => json!({ "type": "string", "format": "uri" }),
        FieldKind::Tags => json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true }),
        FieldKind::File => json!({ "type": ["string", "object"] }),
    };
    implied.as_object().cloned().unwrap_or_default()
}
