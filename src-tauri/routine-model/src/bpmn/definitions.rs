//! What stands directly in `definitions`.

use super::{Reader, extension, label};
use crate::graph::data::{DataElement, DataKind};
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
                _ => {}
            }
        }
        for element in root.children().filter(|element| bpmn(element) && element.local() == "collaboration") {
            self.collaboration(element);
        }
    }

    fn name_or_store(&mut self, element: Element<'_>) {
        let id = Self::id(element);
        match element.local() {
            "message" => {
                let subscription = extension(element, Vocabulary::Zeebe, "subscription");
                let correlation_key = subscription
                    .and_then(|subscription| self.attribute_expression(subscription, "correlationKey", &id));
                let time_to_live_ms = self.time_to_live(element, &id);
                let message = Message { id: id.clone(), name: label(element), correlation_key, time_to_live_ms };
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
                let store = super::data::data_element(element, id.clone(), DataKind::Store, None);
                let entry = self.entry(element, &id);
                self.builder.data_stores.insert(id, DataElement { entry, ..store });
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
            return self.shared_definitions.get(&id).cloned();
        }
        self.event_definition(element, owner)
    }
}

fn event_name(element: Element<'_>, id: ElementId, code: Option<&str>) -> EventName {
    let code = code.and_then(|attribute| element.value(attribute)).map(std::borrow::Cow::into_owned);
    EventName { id, name: label(element), code: code.filter(|code| !code.is_empty()) }
}
