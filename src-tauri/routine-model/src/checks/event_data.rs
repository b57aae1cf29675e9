//! Data of events (BPMN 2.0.2, 10.4.2, “events”): one input or output for each definition, of its kind.

use super::findings::Findings;
use super::items::{item, payload, same_structure};
use super::kinds;
use super::model::{Model, children};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for event in model.any_of(&kinds::EVENTS) {
        let catches = matches!(event.local(), "startEvent" | "intermediateCatchEvent" | "boundaryEvent");
        let data: Vec<_> = children(event, if catches { "dataOutput" } else { "dataInput" }).collect();
        if data.is_empty() {
            continue;
        }
        let definitions = model.definitions(event);
        if data.len() != definitions.len() {
            let (given, needed) = (data.len(), definitions.len());
            let message = format!("has {given} data elements for {needed} event definitions; each has one.");
            findings.error("event-data-count", event, message);
        }
        for (data, definition) in data.iter().zip(&definitions) {
            if let (Some(held), Some(carried)) = (item(model, *data), payload(model, *definition))
                && !same_structure(held, carried)
            {
                let kind = kinds::words(definition.local());
                findings.error(
                    "event-data-mismatch",
                    event,
                    format!("has data of another kind than its {kind} carries."),
                );
            }
        }
    }
}
