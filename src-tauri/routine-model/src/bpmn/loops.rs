//! Repetition (BPMN 2.0.2, 10.3.8) with the data names of `zeebe:loopCharacteristics`.

use super::{Reader, attribute_reference, extension, flag};
use crate::graph::loops::{ComplexBehavior, LoopCharacteristics, MultiInstance, MultiInstanceBehavior, StandardLoop};
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    /// How an activity repeats.
    pub(super) fn loop_characteristics(
        &mut self,
        activity: Element<'_>,
        id: &ElementId,
    ) -> Option<LoopCharacteristics> {
        for element in activity.children().filter(|child| child.vocabulary() == Vocabulary::Bpmn) {
            match element.local() {
                "standardLoopCharacteristics" => {
                    return Some(LoopCharacteristics::Standard(StandardLoop {
                        test_before: flag(element, "testBefore", false),
                        maximum: element.value("loopMaximum").and_then(|text| text.trim().parse().ok()),
                        condition: self.child_expression(element, "loopCondition", id),
                    }));
                }
                "multiInstanceLoopCharacteristics" => {
                    return Some(LoopCharacteristics::MultiInstance(Box::new(self.multi_instance(element, id))));
                }
                _ => {}
            }
        }
        None
    }

    fn multi_instance(&mut self, element: Element<'_>, id: &ElementId) -> MultiInstance {
        let zeebe = extension(element, Vocabulary::Zeebe, "loopCharacteristics");
        let text = |name: &str| {
            zeebe.and_then(|zeebe| zeebe.value(name)).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let (input_element, output_collection) = (text("inputElement"), text("outputCollection"));
        MultiInstance {
            sequential: flag(element, "isSequential", false),
            cardinality: self.child_expression(element, "loopCardinality", id),
            input_collection: zeebe.and_then(|zeebe| self.attribute_expression(zeebe, "inputCollection", id)),
            input_element,
            output_collection,
            output_element: zeebe.and_then(|zeebe| self.attribute_expression(zeebe, "outputElement", id)),
            completion_condition: self.child_expression(element, "completionCondition", id),
            behavior: self.behavior(element, id),
        }
    }

    fn behavior(&mut self, element: Element<'_>, id: &ElementId) -> MultiInstanceBehavior {
        match element.value("behavior").as_deref() {
            Some("None") => MultiInstanceBehavior::None { event: attribute_reference(element, "noneBehaviorEventRef") },
            Some("One") => MultiInstanceBehavior::One { event: attribute_reference(element, "oneBehaviorEventRef") },
            Some("Complex") => {
                let definitions =
                    element.children().filter(|child| child.is(Vocabulary::Bpmn, "complexBehaviorDefinition"));
                MultiInstanceBehavior::Complex(
                    definitions.filter_map(|child| self.complex_behavior(child, id)).collect(),
                )
            }
            Some(_) | None => MultiInstanceBehavior::All,
        }
    }

    fn complex_behavior(&mut self, element: Element<'_>, id: &ElementId) -> Option<ComplexBehavior> {
        let condition = self.child_expression(element, "condition", id)?;
        let event = element.child(Vocabulary::Bpmn, "event").and_then(|event| {
            event
                .children()
                .filter(|child| child.vocabulary() == Vocabulary::Bpmn)
                .find_map(|child| self.definition_of(child, id))
        });
        Some(ComplexBehavior { condition, event })
    }
}
