//! Data (BPMN 2.0.2, 10.4).

use super::{Reader, attribute_reference, child_references, flag, label};
use crate::graph::data::{Assignment, DataAssociation, DataElement, DataKind, DataSet, IoSpecification, Property};
use crate::graph::sensitivity::Sensitivity;
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    /// The data element that an element is; none for other elements.
    pub(super) fn data(&mut self, element: Element<'_>, container: &ElementId) -> Option<DataElement> {
        let kind = match element.local() {
            "dataObject" => DataKind::Object,
            "dataObjectReference" => DataKind::ObjectReference(attribute_reference(element, "dataObjectRef")),
            "dataStoreReference" => DataKind::StoreReference(attribute_reference(element, "dataStoreRef")),
            _ => return None,
        };
        let id = Self::id(element);
        let entry = match kind {
            DataKind::StoreReference(_) => self.entry(element, &id),
            _ => None,
        };
        Some(DataElement { entry, ..data_element(element, id, kind, Some(container.clone())) })
    }

    /// `ioSpecification` of an activity, process or global task.
    pub(super) fn io_specification(element: Element<'_>) -> Option<IoSpecification> {
        element.child(Vocabulary::Bpmn, "ioSpecification").map(Self::data_and_sets)
    }

    /// The inputs, outputs and sets that stand directly in an element: an IO specification, or an event.
    pub(super) fn data_and_sets(element: Element<'_>) -> IoSpecification {
        let mut found = IoSpecification::default();
        for child in element.children().filter(|child| child.vocabulary() == Vocabulary::Bpmn) {
            let input = |kind: DataKind| data_element(child, Self::id(child), kind, None);
            match child.local() {
                "dataInput" => found.inputs.push(input(DataKind::Input)),
                "dataOutput" => found.outputs.push(input(DataKind::Output)),
                "inputSet" => found.input_sets.push(data_set(child, "Input")),
                "outputSet" => found.output_sets.push(data_set(child, "Output")),
                _ => {}
            }
        }
        found
    }

    /// `property`s directly inside an element.
    pub(super) fn properties(element: Element<'_>) -> Vec<Property> {
        element
            .children()
            .filter(|child| child.is(Vocabulary::Bpmn, "property"))
            .map(|child| {
                let id = Self::id(child);
                Property { name: label(child).unwrap_or_else(|| id.to_string()), sensitivity: sensitivity(child), id }
            })
            .collect()
    }

    /// Data associations of one direction, in order.
    pub(super) fn data_associations(
        &mut self,
        element: Element<'_>,
        direction: &str,
        owner: &ElementId,
    ) -> Vec<DataAssociation> {
        element
            .children()
            .filter(|child| child.is(Vocabulary::Bpmn, direction))
            .map(|child| self.data_association(child, owner))
            .collect()
    }

    fn data_association(&mut self, element: Element<'_>, owner: &ElementId) -> DataAssociation {
        let assignments = element
            .children()
            .filter(|child| child.is(Vocabulary::Bpmn, "assignment"))
            .filter_map(|child| {
                let to = child.child(Vocabulary::Bpmn, "to").map(|to| to.text().trim().to_owned()).unwrap_or_default();
                let from = self.child_expression(child, "from", owner)?;
                Some(Assignment { from, to })
            })
            .collect();
        DataAssociation {
            id: element.value("id").map(|id| ElementId::from(id.as_ref())),
            sources: child_references(element, "sourceRef"),
            target: child_references(element, "targetRef").into_iter().next(),
            transformation: self.child_expression(element, "transformation", owner),
            assignments,
            entry: self.entry(element, owner),
        }
    }
}

/// A data element with the name that its variable has.
pub(super) fn data_element(
    element: Element<'_>,
    id: ElementId,
    kind: DataKind,
    container: Option<ElementId>,
) -> DataElement {
    let name = label(element).unwrap_or_else(|| id.to_string());
    let is_collection = flag(element, "isCollection", false);
    DataElement { name, kind, container, is_collection, sensitivity: sensitivity(element), id, entry: None }
}

/// `routine:sensitivity`; a word that means nothing is a finding of [`super::vocabulary`], and counts as secret.
fn sensitivity(element: Element<'_>) -> Option<Sensitivity> {
    let word = element.attribute_in(Vocabulary::Routine, "sensitivity")?.value();
    Some(Sensitivity::of_word(&word).unwrap_or(Sensitivity::Secret))
}

fn data_set(element: Element<'_>, direction: &str) -> DataSet {
    let references = |prefix: &str| child_references(element, &format!("{prefix}{direction}Refs"));
    DataSet {
        members: child_references(element, &format!("data{direction}Refs")),
        optional: references("optional"),
        while_executing: references("whileExecuting"),
    }
}
