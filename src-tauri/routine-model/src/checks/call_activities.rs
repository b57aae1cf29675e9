//! Call activities and what they call (BPMN 2.0.2, 10.3.6).

use super::findings::{Findings, label};
use super::items::{item, same_structure};
use super::kinds;
use super::model::{Model, children};
use crate::xml::{Element, Vocabulary};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for call in model.all("callActivity") {
        let called = model.named_by(call, "calledElement").filter(|found| kinds::CALLABLE.contains(&found.local()));
        let Some(called) = called else { continue };
        can_start(model, call, called, findings);
        same_data(model, call, called, findings);
    }
}

/// 10.5.2: a called process begins at a plain start event.
fn can_start<'d>(model: &Model<'d>, call: Element<'d>, called: Element<'d>, findings: &mut Findings) {
    let starts: Vec<_> = children(called, "startEvent").collect();
    if !starts.is_empty() && !starts.iter().any(|start| model.definitions(*start).is_empty()) {
        let name = label(called).unwrap_or_default();
        findings
            .error("called-process-without-start", call, format!("calls {name}, which has no plain start event."))
            .hint("Add a start event without a trigger to the called process.");
    }
}

/// 10.3.6: a call has the same inputs and outputs as what it calls.
fn same_data<'d>(model: &Model<'d>, call: Element<'d>, called: Element<'d>, findings: &mut Findings) {
    let io = |element: Element<'d>| element.child(Vocabulary::Bpmn, "ioSpecification");
    let (own, theirs) = (io(call), io(called));
    if own.is_none() && theirs.is_none() {
        return;
    }
    let all = |io: Option<Element<'d>>, local: &str| -> Vec<Element<'d>> {
        io.into_iter().flat_map(|io| children(io, local).collect::<Vec<_>>()).collect()
    };
    for local in ["dataInput", "dataOutput", "inputSet", "outputSet"] {
        let (own, theirs) = (all(own, local), all(theirs, local));
        let kind = kinds::words(local);
        if own.len() != theirs.len() {
            let (own, theirs) = (own.len(), theirs.len());
            let message = format!("has {own} of the kind {kind} and what it calls has {theirs}.");
            findings.error("call-data-mismatch", call, message).hint("Give both the same inputs and outputs.");
            continue;
        }
        let alike = |own: &Element<'d>| {
            let held = item(model, *own);
            theirs.iter().any(|their| match (held, item(model, *their)) {
                (Some(held), Some(their)) => same_structure(held, their),
                (None, None) => true,
                _ => false,
            })
        };
        if local.starts_with("data") && !own.iter().all(alike) {
            let message = format!("has a {kind} of another kind of item than what it calls.");
            findings.error("call-data-mismatch", call, message).hint("Give both the same item definitions.");
        }
    }
}
