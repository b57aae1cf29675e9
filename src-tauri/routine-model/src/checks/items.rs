//! What kind of thing a data element holds, as far as the file says.

use super::model::{Model, flag};
use crate::xml::Element;

/// The item definition behind an element: its `itemSubjectRef`, or that of the data that it refers to.
pub(super) fn item<'d>(model: &Model<'d>, element: Element<'d>) -> Option<Element<'d>> {
    let own = model.named_by(element, "itemSubjectRef");
    let referred = || {
        let target = match element.local() {
            "dataObjectReference" => model.named_by(element, "dataObjectRef"),
            "dataStoreReference" => model.named_by(element, "dataStoreRef"),
            _ => None,
        };
        target.and_then(|target| model.named_by(target, "itemSubjectRef"))
    };
    own.or_else(referred).filter(|item| item.local() == "itemDefinition")
}

/// The item of what an event definition or task carries: a message's, signal's, error's or escalation's.
pub(super) fn payload<'d>(model: &Model<'d>, definition: Element<'d>) -> Option<Element<'d>> {
    let (reference, item) = match definition.local() {
        "messageEventDefinition" | "sendTask" | "receiveTask" => ("messageRef", "itemRef"),
        "signalEventDefinition" => ("signalRef", "structureRef"),
        "errorEventDefinition" => ("errorRef", "structureRef"),
        "escalationEventDefinition" => ("escalationRef", "structureRef"),
        _ => return None,
    };
    let named = model.named_by(definition, reference)?;
    model.named_by(named, item).filter(|item| item.local() == "itemDefinition")
}

/// Whether two items are the same kind of thing; what says nothing about its structure is like everything.
pub(super) fn same_structure(one: Element<'_>, other: Element<'_>) -> bool {
    if one == other {
        return true;
    }
    match (one.value("structureRef"), other.value("structureRef")) {
        (Some(one), Some(other)) => one.trim() == other.trim(),
        _ => true,
    }
}

/// Whether an item is a list.
pub(super) fn is_collection(item: Element<'_>) -> bool {
    flag(item, "isCollection")
}
