//! Choreographies stand beside processes and never in them (BPMN 2.0.2, 7.6 and 10.1), and the format of texts (8.4.1).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, container};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for activity in model.any_of(&kinds::CHOREOGRAPHY_ACTIVITIES) {
        if container(activity).is_some() {
            findings.error("choreography-in-process", activity, "belongs into a choreography and stands in a process.");
        }
    }
    for text in model.any_of(&["documentation", "textAnnotation"]) {
        let Some(format) = text.value("textFormat") else { continue };
        // Tables 8.5 and 8.27: a MIME type.
        let is_type = format.trim().split_once('/').is_some_and(|(kind, name)| !kind.is_empty() && !name.is_empty());
        if !is_type {
            findings
                .error("text-format", text, format!("has the text format “{format}”, which is no MIME type."))
                .hint("Write for example text/plain.");
        }
    }
}
