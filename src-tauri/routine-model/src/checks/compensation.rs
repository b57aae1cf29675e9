//! Compensation (BPMN 2.0.2, 10.7): handlers are associated with boundary events and stand outside of the flow.

use super::findings::Findings;
use super::kinds;
use super::model::{Model, container, flag};
use crate::xml::Element;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let associated = |event: Element<'_>| -> Vec<Element<'_>> {
        let ends = |association: Element<'_>, from: &str, to: &str| {
            let at_event = association.value(from).is_some_and(|end| Some(end.trim()) == event.value("id").as_deref());
            if at_event { model.named_by(association, to) } else { None }
        };
        model
            .all("association")
            .filter_map(|association| {
                ends(association, "sourceRef", "targetRef").or_else(|| ends(association, "targetRef", "sourceRef"))
            })
            .filter(|end| !kinds::is_artifact(*end))
            .collect()
    };
    for event in model.all("boundaryEvent").filter(|event| model.defines(*event, &["compensateEventDefinition"])) {
        let handlers = associated(event);
        if handlers.is_empty() {
            findings
                .error("compensation-without-handler", event, "is for compensation and has no compensating activity.")
                .hint("Connect an activity that is marked for compensation by an association.");
        }
        for handler in handlers {
            let is_handler =
                (kinds::is_task(handler) || kinds::is_sub_process(handler) || handler.local() == "callActivity")
                    && flag(handler, "isForCompensation");
            if !is_handler {
                findings
                    .error(
                        "compensation-handler-unmarked",
                        event,
                        "leads to something that is not marked for compensation.",
                    )
                    .hint("Set `isForCompensation` on the activity.");
            }
        }
    }
    for activity in model.elements.iter().copied().filter(|element| flag(*element, "isForCompensation")) {
        if model.incoming(activity).next().is_some() || model.outgoing(activity).next().is_some() {
            findings
                .error("compensation-handler-in-flow", activity, "compensates, so sequence flows may not touch it.")
                .hint("Connect it by an association only.");
        }
        if model.boundary_events(activity).next().is_some() {
            findings.warning("compensation-handler-with-event", activity, "compensates and has boundary events.");
        }
    }
    for definition in model.all("compensateEventDefinition") {
        let (Some(event), Some(activity)) = (definition.parent(), model.named_by(definition, "activityRef")) else {
            continue;
        };
        if kinds::is_activity(activity) && !reaches(event, activity) {
            findings.error(
                "compensation-out-of-reach",
                event,
                "compensates an activity that does not stand in its process.",
            );
        }
    }
}

/// 10.7.2: from a throw event, what its own level and the levels around hold; from inside an event sub-process, its parent's.
fn reaches(event: Element<'_>, activity: Element<'_>) -> bool {
    let levels = |element| std::iter::successors(container(element), |level| container(*level));
    let home = container(activity);
    levels(event).any(|level| Some(level) == home)
}
