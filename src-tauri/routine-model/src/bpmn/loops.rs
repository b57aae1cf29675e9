//! Repetition (BPMN 2.0.2, 10.3.8) with the data names of `zeebe:loopCharacteristics`.

use super::{Reader, attribute_reference, extension, flag};
use crate::expression::Expression;
use crate::graph::event::EventDefinition;
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
                        condition: self.child_condition(element, "loopCondition", id),
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
        let input_element = text("inputElement").or_else(|| item_name(element, "inputDataItem"));
        let output_collection = text("outputCollection").or_else(|| data_name(element, "loopDataOutputRef"));
        let zeebe_collection = zeebe.and_then(|zeebe| self.attribute_expression(zeebe, "inputCollection", id));
        let input_collection = zeebe_collection.or_else(|| named(data_name(element, "loopDataInputRef")));
        let zeebe_output = zeebe.and_then(|zeebe| self.attribute_expression(zeebe, "outputElement", id));
        let output_element = zeebe_output.or_else(|| named(item_name(element, "outputDataItem")));
        MultiInstance {
            sequential: flag(element, "isSequential", false),
            cardinality: self.child_expression(element, "loopCardinality", id),
            input_collection,
            input_element,
            output_collection,
            output_element,
            completion_condition: self.child_condition(element, "completionCondition", id),
            behavior: self.behavior(element, id),
        }
    }

    fn behavior(&mut self, element: Element<'_>, id: &ElementId) -> MultiInstanceBehavior {
        match element.value("behavior").as_deref() {
            Some("None") => {
                MultiInstanceBehavior::None { event: self.shared_definition(element, "noneBehaviorEventRef") }
            }
            Some("One") => MultiInstanceBehavior::One { event: self.shared_definition(element, "oneBehaviorEventRef") },
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

    fn shared_definition(&self, element: Element<'_>, attribute: &str) -> Option<EventDefinition> {
        self.shared_definitions.get(&attribute_reference(element, attribute)?).cloned()
    }

    fn complex_behavior(&mut self, element: Element<'_>, id: &ElementId) -> Option<ComplexBehavior> {
        let condition = self.child_condition(element, "condition", id)?;
        let event = element.child(Vocabulary::Bpmn, "event").and_then(|event| {
            event
                .children()
                .filter(|child| child.vocabulary() == Vocabulary::Bpmn)
                .find_map(|child| self.definition_of(child, id))
        });
        Some(ComplexBehavior { condition, event })
    }
}

/// The variable of the data element that BPMN's own `loopDataInputRef` or `loopDataOutputRef` names: an input or output
/// of the activity, or a data object around it.
fn data_name(repetition: Element<'_>, reference: &str) -> Option<String> {
    let id = super::child_references(repetition, reference).into_iter().next()?;
    let named = find(repetition, &id)?;
    let object = attribute_reference(named, "dataObjectRef").and_then(|object| find(repetition, &object));
    let label = object.and_then(super::label).or_else(|| super::label(named));
    Some(label.unwrap_or_else(|| object.map_or(id, Reader::id).to_string()))
}

fn find<'d>(from: Element<'d>, id: &ElementId) -> Option<Element<'d>> {
    let mut open = vec![from.document().root()];
    while let Some(element) = open.pop() {
        if element.value("id").as_deref() == Some(id.as_str()) {
            return Some(element);
        }
        open.extend(element.children());
    }
    None
}

/// The variable of `inputDataItem` or `outputDataItem`.
fn item_name(repetition: Element<'_>, local: &str) -> Option<String> {
    let item = repetition.child(Vocabulary::Bpmn, local)?;
    super::label(item).or_else(|| item.value("id").map(std::borrow::Cow::into_owned))
}

fn named(variable: Option<String>) -> Option<Expression> {
    Expression::parse(&format!("=`{}`", variable?)).ok()
}
