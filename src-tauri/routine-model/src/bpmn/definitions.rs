//! What stands directly in `definitions`.

use super::{Reader, attribute_reference, extension, label};
use crate::graph::event::{EventName, Message};
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    /// Reads the whole file: names first, then processes, then the collaboration around them.
    pub(super) fn definitions(&mut self, root: Element<'_>) {
        let bpmn = |element: &Element<'_>| element.vocabulary() == Vocabulary::Bpmn;
        for element in root.children().filter(bpmn) {
            self.name_or_store(element);
        }
        for element in root.children().filter(bpmn) {
            let id = Self::id(element);
            if let Some(definition) = self.event_definition(element, &id) {
                self.shared_definitions.insert(id, definition);
            }
        }
        for element in root.children().filter(bpmn) {
            match element.local() {
                "process" => self.process(element),
                "globalTask"
                | "globalUserTask"
                | "globalManualTask"
                | "globalScriptTask"
                | "globalBusinessRuleTask" => {
                    self.global_task(element);
                }
                "collaboration" => self.collaboration(element),
                _ => {}
            }
        }
    }

    fn name_or_store(&mut self, element: Element<'_>) {
        let id = Self::id(element);
        match element.local() {
            "message" => {
                let subscription = extension(element, Vocabulary::Zeebe, "subscription");
                let correlation_key = subscription
                    .and_then(|subscription| self.attribute_expression(subscription, "correlationKey", &id));
                let message = Message { id: id.clone(), name: label(element), correlation_key };
                self.builder.messages.insert(id, message);
            }
            "signal" => {
                self.builder.signals.insert(id.clone(), event_name(element, id, None));
            }
            "error" => {
                self.builder.errors.insert(id.clone(), event_name(element, id, Some("errorCode")));
            }
            "escalation" => {
                self.builder.escalations.insert(id.clone(), event_name(element, id, Some("escalationCode")));
            }
            "dataStore" => {
                let store = super::data::data_element(element, id.clone(), crate::graph::data::DataKind::Store, None);
                self.builder.data_stores.insert(id, store);
            }
            _ => {}
        }
    }

    /// The event definition that an element is, or that an `eventDefinitionRef` names.
    pub(super) fn definition_of(
        &mut self,
        element: Element<'_>,
        owner: &ElementId,
    ) -> Option<crate::graph::event::EventDefinition> {
        if element.local() == "eventDefinitionRef" {
            let id = super::reference(&element.text())?;
            let found = self.shared_definitions.get(&id).cloned();
            if found.is_none() {
                self.missing(element, owner, "event definition", &id);
            }
            return found;
        }
        self.event_definition(element, owner)
    }

    /// Reports a reference that names nothing.
    pub(super) fn missing(&mut self, at: Element<'_>, owner: &ElementId, what: &str, id: &ElementId) {
        self.diagnostics.push(
            crate::diagnostic::Diagnostic::error(
                "missing-reference",
                at.position(),
                format!("{owner} names the {what} {id}, which is not in the file."),
            )
            .about(owner),
        );
    }

    /// The reference in an attribute, reported when `known` does not know it.
    pub(super) fn checked_reference(
        &mut self,
        element: Element<'_>,
        name: &str,
        owner: &ElementId,
        what: &str,
        known: impl Fn(&Self, &ElementId) -> bool,
    ) -> Option<ElementId> {
        let id = attribute_reference(element, name)?;
        if !known(self, &id) {
            self.missing(element, owner, what, &id);
        }
        Some(id)
    }
}

fn event_name(element: Element<'_>, id: ElementId, code: Option<&str>) -> EventName {
    let code = code.and_then(|attribute| element.value(attribute)).map(std::borrow::Cow::into_owned);
    EventName { id, name: label(element), code: code.filter(|code| !code.is_empty()) }
}
