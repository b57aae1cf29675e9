//! Two activities that may be done at the same time and put something in the place of the same entry: which of them is
//! seen in the end is left to chance. Appending and counting go well side by side.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::{ends, entry, entry_of_store};
use super::findings::{Findings, label};
use super::model::{Model, children, container, is_false};
use crate::xml::Element;

/// With more writers of one entry than this only the first ones are compared.
const MOST_WRITERS: usize = 24;

/// An activity that writes an entry.
#[derive(Clone, Copy)]
struct Writer<'d> {
    activity: Element<'d>,
    association: Element<'d>,
}

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let mut writers: BTreeMap<(u32, String), Vec<Writer<'_>>> = BTreeMap::new();
    for association in model.all("dataOutputAssociation") {
        let Some(activity) = association.parent() else { continue };
        let Some(key) = replaced_key(model, association) else { continue };
        if is_fixed(&key) && repeats_side_by_side(activity) {
            findings
                .warning(
                    "entry-race",
                    activity,
                    format!("writes the entry {key} in several instances at the same time."),
                )
                .hint("Append, or make the key one of the instance, such as key/{{loopCounter}}.");
        }
        let around = container(activity).map_or(0, |container| container.index());
        writers.entry((around, key)).or_default().push(Writer { activity, association });
    }
    for ((_, key), all) in &writers {
        let all = all.get(..all.len().min(MOST_WRITERS)).unwrap_or_default();
        for (index, one) in all.iter().enumerate() {
            let other = all.iter().take(index).find(|other| side_by_side(model, one.activity, other.activity));
            if let Some(other) = other {
                let name = label(other.activity).unwrap_or_default();
                let message = format!("writes the entry {key}, which {name} may write at the same time.");
                findings.warning("entry-race", one.association, message).hint(
                    "Append, write different entries, or expect the version that was read (expectedVersion=\"read\").",
                );
            }
        }
    }
}

/// The key that an association puts a value in the place of, as it is written; none for what goes well side by side.
fn replaced_key(model: &Model<'_>, association: Element<'_>) -> Option<String> {
    let store =
        ends(model, association).find(|end| end.local() != "dataOutput").and_then(|end| entry_of_store(model, end));
    let own = entry(association);
    let value = |element: Option<Element<'_>>, name: &str| {
        element?.value(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let operation = value(own, "operation").unwrap_or_default();
    let goes_well = matches!(operation.as_str(), "append" | "increment") || value(own, "expectedVersion").is_some();
    let of_run = value(own, "scope").as_deref() == Some("run");
    let key = value(own, "key").or_else(|| value(store, "key"))?;
    (!goes_well).then(|| if of_run { format!("run/{key}") } else { key })
}

fn is_fixed(key: &str) -> bool {
    !key.contains("{{") && !key.starts_with('=')
}

fn repeats_side_by_side(activity: Element<'_>) -> bool {
    children(activity, "multiInstanceLoopCharacteristics")
        .any(|repetition| repetition.attribute("isSequential").is_none() || is_false(repetition, "isSequential"))
}

/// Whether a fork leads to both over different flows, and neither is behind the other.
fn side_by_side(model: &Model<'_>, one: Element<'_>, other: Element<'_>) -> bool {
    if one.index() == other.index()
        || reached(model, one).contains(&other.index())
        || reached(model, other).contains(&one.index())
    {
        return false;
    }
    let one_way = |node: &Element<'_>| matches!(node.local(), "exclusiveGateway" | "eventBasedGateway");
    let mut forks = model.elements.iter().filter(|node| model.outgoing(**node).count() > 1 && !one_way(node));
    forks.any(|fork| {
        let targets = model.outgoing(*fork).filter_map(|flow| flow.target);
        let ways: Vec<BTreeSet<u32>> = targets.map(|target| with_itself(reached(model, target), target)).collect();
        let leads_only_to = |wanted: Element<'_>, not: Element<'_>| {
            ways.iter().any(|way| way.contains(&wanted.index()) && !way.contains(&not.index()))
        };
        leads_only_to(one, other) && leads_only_to(other, one)
    })
}

fn with_itself(mut way: BTreeSet<u32>, node: Element<'_>) -> BTreeSet<u32> {
    way.insert(node.index());
    way
}

/// What flows and boundary events lead to from a node.
fn reached(model: &Model<'_>, from: Element<'_>) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(node) = open.pop() {
        let next = model.outgoing(node).filter_map(|flow| flow.target).chain(model.boundary_events(node));
        for target in next.collect::<Vec<_>>() {
            if seen.insert(target.index()) {
                open.push(target);
            }
        }
    }
    seen
}
