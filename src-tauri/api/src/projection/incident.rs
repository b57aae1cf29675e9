//! Events about incidents.

use run_engine::event::{IncidentRaised, IncidentResolved};

use super::step::change_mark;
use super::{Changes, Place, branch};
use crate::contract::{IncidentView, RunChange, WaitingOn};

pub(super) fn raised(changes: &mut Changes<'_>, event: &IncidentRaised, place: &Place<'_>) {
    let incident_id = event.incident.to_string();
    changes.make(RunChange::IncidentSet {
        incident: IncidentView {
            id: incident_id.clone(),
            element: event.element.to_string(),
            element_name: place.name(None, &event.element),
            branch_id: Some(event.branch.to_string()),
            step_id: event.step.map(|step| step.to_string()),
            code: event.code.clone(),
            message: event.message.clone(),
            raised_at: place.time_ms(),
        },
    });
    change_mark(changes, &event.element, |mark| mark.incidents += 1);
    branch::wait(changes, event.branch, WaitingOn::Incident { incident_id });
}

pub(super) fn resolved(changes: &mut Changes<'_>, event: &IncidentResolved) {
    let incident_id = event.incident.to_string();
    let element = changes.view.incidents.iter().find(|incident| incident.id == incident_id);
    let element = element.map(|incident| incident.element.as_str().into());
    changes.make(RunChange::IncidentRemoved { incident_id });
    if let Some(element) = element {
        change_mark(changes, &element, |mark| mark.incidents = mark.incidents.saturating_sub(1));
    }
    branch::go_on(changes, event.branch);
}
