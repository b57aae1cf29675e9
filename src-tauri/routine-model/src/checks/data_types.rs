//! Data and what they hold (BPMN 2.0.2, 10.4.1 and table 8.47).

use super::findings::Findings;
use super::items::{is_collection, item, same_structure};
use super::model::{Model, children, flag};
use crate::xml::Element;

/// What may be a list. References take it from what they refer to.
const COLLECTIONS: [&str; 4] = ["dataObject", "dataInput", "dataOutput", "dataStore"];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for data in model.any_of(&COLLECTIONS) {
        let Some(item) = item(model, data) else { continue };
        if data.attribute("isCollection").is_some() && flag(data, "isCollection") != is_collection(item) {
            findings
                .error("collection-mismatch", data, "does not agree with its item definition on being a collection.")
                .hint("Set `isCollection` alike on both.");
        }
    }
    for association in model.any_of(&["dataInputAssociation", "dataOutputAssociation"]) {
        let transforms = children(association, "transformation").next().is_some();
        let sources: Vec<_> = children(association, "sourceRef").collect();
        if !transforms && sources.len() > 1 {
            findings
                .error(
                    "association-with-several-sources",
                    association,
                    "has several sources and nothing that joins them.",
                )
                .hint("Add a transformation.");
        }
        let assigns = children(association, "assignment").next().is_some();
        if !transforms && !assigns {
            same(model, association, &sources, findings);
        }
    }
}

/// 10.4.2: what is copied as it is has the same structure on both sides.
fn same<'d>(model: &Model<'d>, association: Element<'d>, sources: &[Element<'d>], findings: &mut Findings) {
    let named = |end: Element<'d>| model.find(&end.text()).and_then(|data| item(model, data));
    let target = children(association, "targetRef").next().and_then(named);
    for source in sources.iter().filter_map(|source| named(*source)) {
        if target.is_some_and(|target| !same_structure(source, target)) {
            findings
                .error("association-type-mismatch", association, "copies one kind of item into another kind.")
                .hint("Add a transformation or assignments.");
        }
    }
}
