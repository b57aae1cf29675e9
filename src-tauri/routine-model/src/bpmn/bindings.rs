//! What a task is bound to.

use std::collections::BTreeMap;

use super::{Reader, extension};
use crate::diagnostic::Diagnostic;
use crate::graph::binding::{Binding, Form};
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

/// How Camunda's modellers name a form that stands in the process itself.
const EMBEDDED_FORM_KEY: &str = "camunda-forms:bpmn:";

impl Reader {
    /// What does a task's work; sub-processes and call activities are bound to nothing.
    pub(super) fn binding(&mut self, element: Element<'_>, id: &ElementId) -> Binding {
        if let Some(script) = extension(element, Vocabulary::Zeebe, "script") {
            let result_variable = text(script, "resultVariable");
            let Some(expression) = self.attribute_expression(script, "expression", id) else { return Binding::None };
            return Binding::FeelScript { expression, result_variable };
        }
        if let Some(decision) = extension(element, Vocabulary::Zeebe, "calledDecision") {
            let result_variable = text(decision, "resultVariable");
            let Some(decision) = self.attribute_expression(decision, "decisionId", id) else { return Binding::None };
            return Binding::Decision { decision, result_variable };
        }
        if let Some(definition) = extension(element, Vocabulary::Zeebe, "taskDefinition") {
            return self.task_type(element, definition, id);
        }
        if let Some(form) = extension(element, Vocabulary::Zeebe, "formDefinition") {
            return self.form(form, id).map_or(Binding::None, Binding::Form);
        }
        script(element).unwrap_or(Binding::None)
    }

    fn task_type(&mut self, element: Element<'_>, definition: Element<'_>, id: &ElementId) -> Binding {
        let headers = task_headers(element);
        let retries = self.attribute_expression(definition, "retries", id);
        match self.attribute_expression(definition, "type", id) {
            Some(task_type) if task_type.source() == "routine:script" && headers.contains_key("script") => {
                Binding::Script {
                    language: headers.get("language").cloned().unwrap_or_else(|| "javascript".to_owned()),
                    source: headers.get("script").cloned().unwrap_or_default(),
                    result_variable: headers.get("resultVariable").cloned(),
                }
            }
            Some(task_type) => Binding::TaskType { task_type, retries, headers },
            None => Binding::None,
        }
    }

    fn form(&mut self, form: Element<'_>, id: &ElementId) -> Option<Form> {
        if let Some(form) = text(form, "formId") {
            return Some(Form::Id(form));
        }
        let key = text(form, "formKey").or_else(|| text(form, "externalReference"))?;
        let Some(embedded) = key.strip_prefix(EMBEDDED_FORM_KEY) else { return Some(Form::Key(key)) };
        let Some(schema) = self.user_task_forms.get(embedded) else {
            let message = format!("{id} names the form {embedded}, which is not in its process.");
            self.diagnostics.push(Diagnostic::error("missing-reference", form.position(), message).about(id));
            return None;
        };
        match serde_json::from_str(schema) {
            Ok(schema) => Some(Form::Embedded(schema)),
            Err(error) => {
                let message = format!("The form {embedded} of {id} is not valid JSON: {error}");
                self.diagnostics.push(Diagnostic::error("form-not-json", form.position(), message).about(id));
                None
            }
        }
    }
}

/// `script` with `scriptFormat`, as BPMN itself has it.
fn script(element: Element<'_>) -> Option<Binding> {
    let source = element.child(Vocabulary::Bpmn, "script")?.text().into_owned();
    let language = text(element, "scriptFormat")?;
    if source.trim().is_empty() {
        return None;
    }
    let result_variable =
        element.attribute_in(Vocabulary::Camunda, "resultVariable").map(|attribute| attribute.value().into_owned());
    Some(Binding::Script { language, source, result_variable })
}

fn task_headers(element: Element<'_>) -> BTreeMap<String, String> {
    let Some(headers) = extension(element, Vocabulary::Zeebe, "taskHeaders") else { return BTreeMap::new() };
    headers
        .children()
        .filter(|child| child.is(Vocabulary::Zeebe, "header"))
        .filter_map(|header| {
            Some((header.value("key")?.into_owned(), header.value("value").unwrap_or_default().into_owned()))
        })
        .collect()
}

fn text(element: Element<'_>, name: &str) -> Option<String> {
    element.value(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
