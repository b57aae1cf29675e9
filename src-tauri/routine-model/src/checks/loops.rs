//! Repetition (BPMN 2.0.2, 10.3.8).

use super::findings::Findings;
use super::items::{is_collection, item, same_structure};
use super::kinds;
use super::model::{Model, children, is_executable, texts};
use crate::xml::{Element, Vocabulary};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for repetition in model.all("multiInstanceLoopCharacteristics") {
        let Some(activity) = repetition.parent() else { continue };
        if is_executable(repetition) {
            count(repetition, activity, findings);
            for (reference, data_item, data) in [
                ("loopDataInputRef", "inputDataItem", "dataInput"),
                ("loopDataOutputRef", "outputDataItem", "dataOutput"),
            ] {
                members(model, repetition, activity, (reference, data_item, data), findings);
            }
        }
        behavior(repetition, activity, findings);
    }
}

/// Table 10.29: how many is said by a number or by a collection.
fn count(repetition: Element<'_>, activity: Element<'_>, findings: &mut Findings) {
    let has = |local: &str| children(repetition, local).next().is_some();
    let collection = repetition
        .child(Vocabulary::Bpmn, "extensionElements")
        .and_then(|extensions| extensions.child(Vocabulary::Zeebe, "loopCharacteristics"))
        .is_some_and(|zeebe| zeebe.value("inputCollection").is_some_and(|collection| !collection.trim().is_empty()));
    let vendor = repetition.attributes().any(|attribute| attribute.local() == "collection");
    if !collection && !vendor && !has("loopCardinality") && !has("loopDataInputRef") {
        findings
            .error("multi-instance-without-count", activity, "is to run several times and does not say how many.")
            .hint("Give it an input collection or a cardinality.");
    }
}

/// Table 10.29: the collection is the activity's own, and an item of it is no collection.
fn members<'d>(
    model: &Model<'d>,
    repetition: Element<'d>,
    activity: Element<'d>,
    (reference, data_item, data): (&str, &str, &str),
    findings: &mut Findings,
) {
    let Some(collection) = texts(repetition, reference).first().and_then(|reference| model.find(reference)) else {
        return;
    };
    let io = activity.child(Vocabulary::Bpmn, "ioSpecification");
    let is_own = io.is_some_and(|io| children(io, data).any(|own| own == collection));
    if kinds::is_task(activity) && !is_own {
        let kind = kinds::words(data);
        findings.error(
            "multi-instance-foreign-collection",
            activity,
            format!("repeats over what is no {kind} of its own."),
        );
    }
    let one = children(repetition, data_item).next().and_then(|one| item(model, one));
    if let (Some(one), Some(all)) = (one, item(model, collection))
        && (is_collection(one) || !same_structure(one, all))
    {
        findings.error(
            "multi-instance-item-mismatch",
            activity,
            "repeats over a collection whose items are of another kind.",
        );
    }
}

/// Table 10.29: a behavior needs what it throws.
fn behavior(repetition: Element<'_>, activity: Element<'_>, findings: &mut Findings) {
    let missing = match repetition.value("behavior").as_deref().map(str::trim) {
        Some("None") => repetition.value("noneBehaviorEventRef").is_none(),
        Some("One") => repetition.value("oneBehaviorEventRef").is_none(),
        Some("Complex") => children(repetition, "complexBehaviorDefinition").next().is_none(),
        Some("All") | None => false,
        Some(other) => {
            let message = format!("has the unknown multi-instance behavior “{other}”.");
            findings.error("multi-instance-behavior", activity, message).hint("It can be None, One, All or Complex.");
            false
        }
    };
    if missing {
        findings.error(
            "multi-instance-behavior",
            activity,
            "has a multi-instance behavior that does not say what it throws.",
        );
    }
}
