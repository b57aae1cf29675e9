//! Participants and message flows (BPMN 2.0.2, 9).

use super::{Reader, attribute_reference, label};
use crate::graph::container::{MessageFlow, Participant};
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    pub(super) fn collaboration(&mut self, collaboration: Element<'_>) {
        for element in collaboration.children().filter(|child| child.vocabulary() == Vocabulary::Bpmn) {
            match element.local() {
                "participant" => {
                    let participant = Participant {
                        id: Self::id(element),
                        name: label(element),
                        process: attribute_reference(element, "processRef"),
                        multiplicity: multiplicity(element),
                    };
                    self.builder.participants.push(participant);
                }
                "messageFlow" => self.message_flow(element),
                "association" => self.association(element),
                _ => {}
            }
        }
    }

    fn message_flow(&mut self, element: Element<'_>) {
        let end = |name: &str| attribute_reference(element, name).unwrap_or_else(|| ElementId::from(""));
        let flow = MessageFlow {
            id: Self::id(element),
            name: label(element),
            source: end("sourceRef"),
            target: end("targetRef"),
            message: attribute_reference(element, "messageRef"),
        };
        self.builder.message_flows.push(flow);
    }
}

/// Minimum and maximum; the defaults are those of the specification, 0 and 1.
fn multiplicity(participant: Element<'_>) -> Option<(u32, u32)> {
    let element = participant.child(Vocabulary::Bpmn, "participantMultiplicity")?;
    let count = |name: &str, default| element.value(name).and_then(|text| text.trim().parse().ok()).unwrap_or(default);
    Some((count("minimum", 0), count("maximum", 1)))
}
