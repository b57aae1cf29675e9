//! The specification's structural constraints as findings, one file a family.
//!
//! The checks read the document and not the graph: most rules are about how a file says things, and a finding needs
//! its place. What they refuse is stated in BPMN 2.0.2 (or follows from its tables); rules that Camunda 8's models break
//! by convention are left out (an `operationRef` beside each message).
//!
//! Deliberately absent: what executes and what does not (the engine's knowledge), and whether a routine can get stuck.

mod ad_hoc;
mod boundary_events;
mod call_activities;
mod choreographies;
mod collaborations;
mod compensation;
mod data_sets;
mod data_types;
mod end_events;
mod entries;
mod entry_races;
mod event_data;
mod event_definitions;
mod event_gateways;
mod event_subprocesses;
mod executable;
mod expressions;
mod findings;
mod gateways;
mod ids;
mod intermediate_events;
mod items;
mod kinds;
mod links;
mod loops;
mod message_flows;
mod model;
mod operations;
mod reachability;
mod references;
mod resources;
mod sequence_flows;
mod start_events;
mod tasks;
mod timers;

use crate::diagnostic::Diagnostic;
use crate::xml::Document;
use findings::Findings;
use model::Model;

/// Everything in a document that breaks a rule.
pub(crate) fn check(document: &Document) -> Vec<Diagnostic> {
    let model = Model::of(document);
    let mut findings = Findings::default();
    for family in FAMILIES {
        family(&model, &mut findings);
    }
    findings.into_list()
}

type Family = fn(&Model<'_>, &mut Findings);

const FAMILIES: [Family; 30] = [
    ids::check,
    references::check,
    executable::check,
    sequence_flows::check,
    reachability::check,
    message_flows::check,
    start_events::check,
    end_events::check,
    intermediate_events::check,
    boundary_events::check,
    event_definitions::check,
    timers::check,
    links::check,
    compensation::check,
    gateways::check,
    event_gateways::check,
    event_subprocesses::check,
    ad_hoc::check,
    call_activities::check,
    tasks::check,
    operations::check,
    resources::check,
    loops::check,
    data_sets::check,
    data_types::check,
    event_data::check,
    entries::check,
    entry_races::check,
    expressions::check,
    collaborations_and_choreographies,
];

fn collaborations_and_choreographies(model: &Model<'_>, findings: &mut Findings) {
    collaborations::check(model, findings);
    choreographies::check(model, findings);
}
