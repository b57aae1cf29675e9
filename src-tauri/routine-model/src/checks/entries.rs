//! What is bound to entries of a swarm's blackboard: data stores, and conditions about entries.

use super::findings::Findings;
use super::model::{Model, texts};
use crate::xml::{Element, Vocabulary};

const ASSOCIATIONS: [&str; 2] = ["dataInputAssociation", "dataOutputAssociation"];
const STORES: [&str; 2] = ["dataStore", "dataStoreReference"];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for association in model.any_of(&ASSOCIATIONS) {
        let Some(entry) = entry(association) else { continue };
        let stores: Vec<_> = ends(model, association).filter(|end| STORES.contains(&end.local())).collect();
        if stores.is_empty() {
            findings
                .warning(
                    "entry-without-store",
                    association,
                    "names an entry of a blackboard and touches no data store.",
                )
                .hint("Let it begin or end at a data store; otherwise the entry has no effect.");
        } else if !has_key(entry) && !stores.iter().any(|store| store_has_key(model, *store)) {
            findings
                .error("entry-without-key", association, "is bound to an entry without a key.")
                .hint("Give the entry a key, here or on the data store.");
        }
    }
    for condition in model.all("conditionalEventDefinition") {
        if entry(condition).is_some_and(|entry| !has_key(entry)) {
            findings
                .error("entry-without-key", condition, "waits for an entry without a key.")
                .hint("Give the entry a key.");
        }
    }
}

/// The binding that an element has.
pub(super) fn entry<'d>(element: Element<'d>) -> Option<Element<'d>> {
    element.child(Vocabulary::Bpmn, "extensionElements")?.child(Vocabulary::Routine, "entry")
}

/// What an association reads and writes.
pub(super) fn ends<'m, 'd>(
    model: &'m Model<'d>,
    association: Element<'d>,
) -> impl Iterator<Item = Element<'d>> + use<'m, 'd> {
    let named = texts(association, "sourceRef").into_iter().chain(texts(association, "targetRef"));
    named.filter_map(|id| model.find(&id))
}

/// The binding of a data store, or of the one that a reference names.
pub(super) fn entry_of_store<'d>(model: &Model<'d>, store: Element<'d>) -> Option<Element<'d>> {
    entry(store).filter(|own| has_key(*own)).or_else(|| entry(model.named_by(store, "dataStoreRef")?))
}

fn store_has_key(model: &Model<'_>, store: Element<'_>) -> bool {
    entry_of_store(model, store).is_some_and(has_key)
}

fn has_key(entry: Element<'_>) -> bool {
    entry.value("key").is_some_and(|key| !key.trim().is_empty())
}
