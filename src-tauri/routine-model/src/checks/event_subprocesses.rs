//! Event sub-processes (BPMN 2.0.2, 10.3.5).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, children, is_false};

/// What starts them (table 10.86).
const ALLOWED: [&str; 7] = [
    "messageEventDefinition",
    "timerEventDefinition",
    "escalationEventDefinition",
    "errorEventDefinition",
    "compensateEventDefinition",
    "conditionalEventDefinition",
    "signalEventDefinition",
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for sub_process in model.elements.iter().copied().filter(|element| kinds::is_event_sub_process(*element)) {
        let starts: Vec<_> = children(sub_process, "startEvent").collect();
        if starts.len() != 1 {
            let message = if starts.is_empty() { "has no start event." } else { "has more than one start event." };
            findings
                .error("event-sub-process-start", sub_process, message)
                .hint("An event sub-process has exactly one start event, which says what it waits for.");
        }
        for start in starts {
            let definitions = model.definitions(start);
            if definitions.is_empty() {
                findings.error("catch-without-definition", start, "does not say what starts its event sub-process.");
            }
            for definition in definitions {
                let kind = kinds::a(definition.local());
                if !ALLOWED.contains(&definition.local()) {
                    let message = format!("has {kind}, which starts no event sub-process.");
                    findings.error("event-definition-not-allowed", start, message);
                } else if is_false(start, "isInterrupting")
                    && matches!(definition.local(), "errorEventDefinition" | "compensateEventDefinition")
                {
                    findings.error(
                        "event-definition-not-allowed",
                        start,
                        format!("has {kind}, which always interrupts."),
                    );
                }
            }
        }
    }
}
