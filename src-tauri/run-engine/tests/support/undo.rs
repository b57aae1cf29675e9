//! BPMN of activities that can be undone.

use super::sketch::arrows;

/// A task `id` (`kind` is its element) that the task `undo_<id>` compensates.
pub fn undoable(kind: &str, id: &str) -> String {
    with_undo(&format!(r#"<{kind} id="{id}"/>"#), id)
}

/// An activity with the task `undo_<id>` that compensates it.
pub fn with_undo(activity: &str, id: &str) -> String {
    format!(r#"{activity}{}<task id="undo_{id}" isForCompensation="true"/>"#, undone_by(id, &format!("undo_{id}")))
}

/// The compensation boundary event of an activity, and its association.
pub fn undone_by(id: &str, handler: &str) -> String {
    format!(
        r#"<boundaryEvent id="at_{id}" attachedToRef="{id}"><compensateEventDefinition/></boundaryEvent><association id="as_{id}" sourceRef="at_{id}" targetRef="{handler}"/>"#
    )
}

/// An event `id` of this kind that throws compensation, of one activity or of all.
pub fn throw(kind: &str, id: &str, activity: &str) -> String {
    let activity = if activity.is_empty() { String::new() } else { format!(r#" activityRef="{activity}""#) };
    format!(r#"<{kind} id="{id}"><compensateEventDefinition{activity}/></{kind}>"#)
}

/// A sub-process with its flows.
pub fn inside(kind: &str, id: &str, elements: &str, flows: &str) -> String {
    format!(r#"<{kind} id="{id}">{elements}{}</{kind}>"#, arrows(flows))
}

/// An event sub-process that this definition starts; its first node follows the start event `<id>_s`.
pub fn event_sub_process(id: &str, definition: &str, elements: &str, flows: &str) -> String {
    format!(
        r#"<subProcess id="{id}" triggeredByEvent="true"><startEvent id="{id}_s">{definition}</startEvent>{elements}{}</subProcess>"#,
        arrows(&format!("{id}_s -> {flows}"))
    )
}
