//! Input and output sets (BPMN 2.0.2, 10.4.2).

use super::findings::Findings;
use super::model::{Model, children, texts};
use crate::xml::Element;

/// One side of an IO specification: what it holds, how its sets name that.
struct Side {
    data: &'static str,
    set: &'static str,
    members: &'static str,
    optional: &'static str,
    while_executing: &'static str,
    partners: &'static str,
    partner_set: &'static str,
    partner_partners: &'static str,
}

const INPUTS: Side = Side {
    data: "dataInput",
    set: "inputSet",
    members: "dataInputRefs",
    optional: "optionalInputRefs",
    while_executing: "whileExecutingInputRefs",
    partners: "outputSetRefs",
    partner_set: "outputSet",
    partner_partners: "inputSetRefs",
};

const OUTPUTS: Side = Side {
    data: "dataOutput",
    set: "outputSet",
    members: "dataOutputRefs",
    optional: "optionalOutputRefs",
    while_executing: "whileExecutingOutputRefs",
    partners: "inputSetRefs",
    partner_set: "inputSet",
    partner_partners: "outputSetRefs",
};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for holder in model.any_of(&["ioSpecification"]) {
        for side in [&INPUTS, &OUTPUTS] {
            listed(holder, side, findings);
            sets(model, holder, side, findings);
        }
    }
}

/// Tables 10.60 and 10.61: every input and output belongs to a set.
fn listed(holder: Element<'_>, side: &Side, findings: &mut Findings) {
    let members: Vec<String> = children(holder, side.set).flat_map(|set| texts(set, side.members)).collect();
    for data in children(holder, side.data) {
        let Some(id) = data.value("id") else { continue };
        if !members.iter().any(|member| *member == id) {
            findings.error("data-in-no-set", data, format!("belongs to no {}.", super::kinds::words(side.set)));
        }
    }
}

/// Tables 10.62 and 10.63: optional and late data are members, and sets name each other.
fn sets(model: &Model<'_>, holder: Element<'_>, side: &Side, findings: &mut Findings) {
    for set in children(holder, side.set) {
        let members = texts(set, side.members);
        for special in [side.optional, side.while_executing] {
            for reference in texts(set, special).iter().filter(|reference| !members.contains(reference)) {
                let message = format!("names {reference} as {}, which it does not hold.", super::kinds::words(special));
                findings.error("data-not-in-set", set, message);
            }
        }
        for partner in texts(set, side.partners) {
            let Some(partner) = model.find(&partner).filter(|found| found.local() == side.partner_set) else {
                continue;
            };
            let names_back = texts(partner, side.partner_partners)
                .iter()
                .any(|back| set.value("id").is_some_and(|id| id.as_ref() == back.as_str()));
            if !names_back {
                let (other, own) = (super::kinds::a(side.partner_set), super::kinds::words(side.set));
                findings.error("one-sided-set", set, format!("names {other} that does not name this {own} in turn."));
            }
        }
    }
}
