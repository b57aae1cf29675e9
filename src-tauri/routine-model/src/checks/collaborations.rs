//! Participants and conversations (BPMN 2.0.2, 9).

use super::findings::{Findings, label};
use super::kinds;
use super::model::{Model, children, flag};

/// What a global conversation may not hold (9.5.7).
const NOT_IN_GLOBAL: [&str; 10] = [
    "conversation",
    "subConversation",
    "callConversation",
    "conversationNode",
    "participantAssociation",
    "messageFlowAssociation",
    "conversationAssociation",
    "association",
    "group",
    "textAnnotation",
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for multiplicity in model.all("participantMultiplicity") {
        let participant = multiplicity.parent().unwrap_or(multiplicity);
        // Table 9.4 gives the defaults; a file may write what is no number.
        let number = |name: &str, default: i64| match multiplicity.value(name) {
            Some(text) => text.trim().parse().unwrap_or(-1),
            None => default,
        };
        let minimum = number("minimum", 0);
        let maximum = number("maximum", minimum.max(1));
        if minimum < 0 {
            findings.error("participant-multiplicity", participant, "takes part less than zero times.");
        }
        if maximum < 1 || maximum < minimum {
            findings.error("participant-multiplicity", participant, "has a maximum below one or below its minimum.");
        } else if minimum > 1 {
            findings
                .warning(
                    "participant-multiplicity",
                    participant,
                    "is to take part several times, and a run starts it once.",
                )
                .hint("Every message or signal that starts its process starts another instance.");
        }
    }
    for conversation in model.all("globalConversation") {
        for child in conversation.children().filter(|child| NOT_IN_GLOBAL.contains(&child.local())) {
            let what = kinds::a(child.local());
            findings.error("content-of-global-conversation", conversation, format!("may not hold {what}."));
        }
    }
    for collaboration in model.any_of(&["collaboration", "globalConversation", "choreography"]) {
        for reference in children(collaboration, "choreographyRef") {
            if collaboration.local() != "collaboration" {
                findings.error("choreography-not-allowed", collaboration, "may not name a choreography.");
            } else if let Some(choreography) = model.find(&reference.text())
                && flag(choreography, "isClosed") != flag(collaboration, "isClosed")
            {
                let name = label(choreography).unwrap_or_default();
                findings.error(
                    "closed-mismatch",
                    collaboration,
                    format!("does not agree with {name} on being closed."),
                );
            }
        }
    }
}
