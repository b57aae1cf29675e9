//! Timers (BPMN 2.0.2, table 10.101): one of three forms, written as ISO 8601 says, or as cron.

use super::findings::Findings;
use super::model::{Model, children, is_executable};
use crate::graph::event::TimerKind;
use crate::timer::Timer;
use crate::xml::Element;

const FORMS: [(&str, TimerKind); 3] =
    [("timeDate", TimerKind::Date), ("timeDuration", TimerKind::Duration), ("timeCycle", TimerKind::Cycle)];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for definition in model.all("timerEventDefinition") {
        let event = definition.parent().filter(|parent| parent.local() != "definitions").unwrap_or(definition);
        let given: Vec<_> =
            FORMS.iter().flat_map(|(name, kind)| children(definition, name).map(move |child| (*kind, child))).collect();
        if given.len() > 1 {
            findings.error("timer-with-several-forms", event, "has more than one of date, duration and cycle.");
        }
        if given.is_empty() && (is_executable(event) || event == definition) {
            findings
                .error("timer-without-form", event, "does not say when.")
                .hint("Give it a date, a duration or a cycle.");
        }
        for (kind, form) in given {
            written(kind, form, event, findings);
        }
    }
}

/// Whether a literal can be read; what FEEL gives is known only in a run.
fn written(kind: TimerKind, form: Element<'_>, event: Element<'_>, findings: &mut Findings) {
    let text = form.text();
    let text = text.trim();
    if text.is_empty() || text.starts_with('=') || text.starts_with("${") || text.starts_with("#{") {
        return;
    }
    if let Err(error) = Timer::parse(kind, text) {
        let finding =
            findings.error("timer-unreadable", event, format!("has a timer that cannot be read: {}", error.message));
        if let Some(hint) = error.hint {
            finding.hint(hint);
        }
    }
}
