//! Where data live: the variable behind every data object, reference, property, input and output of a file.
//!
//! A data element is a variable of the scope of its container, or of the step of its flow node. Its name is its label,
//! and its id where it has none; a data object without a label bears that of its first reference that has one, because
//! that is what editors write on the drawn sheet.

use std::collections::BTreeMap;

use super::IdMap;
use super::container::Container;
use super::data::{DataElement, DataKind, IoSpecification, Property};
use super::entry::EntryBinding;
use super::flow_node::{FlowNode, FlowNodeKind};
use crate::ids::ElementId;

/// The variable behind a data element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataPlace {
    /// Its name.
    pub variable: String,
    /// Whose variable it is.
    pub owner: DataOwner,
}

/// Whose variable a data element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataOwner {
    /// Of the scope of a process or sub-process.
    Container(ElementId),
    /// Of the step of a flow node: a property, input or output.
    Step(ElementId),
    /// Of nothing in this run: a data store.
    Store,
}

pub(super) type DataPlaces = IdMap<DataPlace>;

/// Gives every data object and reference its name, and says where all data of the file live.
pub(super) fn data_places<'n>(
    containers: &mut BTreeMap<ElementId, Container>,
    nodes: impl Iterator<Item = &'n FlowNode>,
    stores: &BTreeMap<ElementId, DataElement>,
) -> DataPlaces {
    name_objects(containers);
    let mut places = DataPlaces::default();
    let store =
        |id: &ElementId, name: &str| (id.clone(), DataPlace { variable: name.to_owned(), owner: DataOwner::Store });
    places.extend(stores.values().map(|element| store(&element.id, &element.name)));
    for container in containers.values() {
        let own = |id: &ElementId, variable: &str| {
            let owner = DataOwner::Container(container.id.clone());
            (id.clone(), DataPlace { variable: variable.to_owned(), owner })
        };
        for element in &container.data {
            match &element.kind {
                DataKind::Object => places.extend([own(&element.id, &element.name)]),
                DataKind::Store | DataKind::StoreReference(_) => places.extend([store(&element.id, &element.name)]),
                DataKind::ObjectReference(_) | DataKind::Input | DataKind::Output => {}
            }
        }
        let Some(process) = &container.process else { continue };
        places.extend(process.properties.iter().map(|property| own(&property.id, &property.name)));
        let data = process.io_specification.iter().flat_map(|io| io.inputs.iter().chain(&io.outputs));
        places.extend(data.map(|element| own(&element.id, &element.name)));
    }
    let references = containers.values().flat_map(|container| container.data.iter().map(move |data| (container, data)));
    for (container, element) in references {
        let DataKind::ObjectReference(object) = &element.kind else { continue };
        // A reference to nothing still is a place to write to: that of its own name.
        let place = object.as_ref().and_then(|object| places.get(object)).cloned().unwrap_or_else(|| DataPlace {
            variable: element.name.clone(),
            owner: DataOwner::Container(container.id.clone()),
        });
        places.insert(element.id.clone(), place);
    }
    for node in nodes {
        let (properties, io): (&[Property], Option<&IoSpecification>) = match &node.kind {
            FlowNodeKind::Activity(activity) => (&activity.properties, activity.io_specification.as_ref()),
            FlowNodeKind::StartEvent(event) => (&[], Some(&event.io_specification)),
            FlowNodeKind::IntermediateCatchEvent(event) => (&[], Some(&event.io_specification)),
            FlowNodeKind::BoundaryEvent(event) => (&[], Some(&event.catch.io_specification)),
            FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
                (&[], Some(&event.io_specification))
            }
            FlowNodeKind::Gateway(_) => (&[], None),
        };
        let owner = match containers.contains_key(&node.id) {
            true => DataOwner::Container(node.id.clone()),
            false => DataOwner::Step(node.id.clone()),
        };
        let own = |id: &ElementId, variable: &str| {
            (id.clone(), DataPlace { variable: variable.to_owned(), owner: owner.clone() })
        };
        places.extend(properties.iter().map(|property| own(&property.id, &property.name)));
        let data = io.into_iter().flat_map(|io| io.inputs.iter().chain(&io.outputs));
        places.extend(data.map(|element| own(&element.id, &element.name)));
    }
    places
}

/// What data stores and references to them are bound to; a reference leaves open what its store says.
pub(super) fn store_entries(
    containers: &BTreeMap<ElementId, Container>,
    stores: &BTreeMap<ElementId, DataElement>,
) -> IdMap<EntryBinding> {
    let references = containers.values().flat_map(|container| &container.data);
    let bound = stores.values().chain(references).filter_map(|element| {
        let store = match &element.kind {
            DataKind::StoreReference(Some(store)) => stores.get(store).and_then(|store| store.entry.as_ref()),
            DataKind::StoreReference(None)
            | DataKind::Store
            | DataKind::Object
            | DataKind::ObjectReference(_)
            | DataKind::Input
            | DataKind::Output => None,
        };
        let binding = match (&element.entry, store) {
            (Some(own), Some(store)) => own.over(store),
            (Some(only), None) | (None, Some(only)) => only.clone(),
            (None, None) => return None,
        };
        Some((element.id.clone(), binding))
    });
    bound.collect()
}

/// A data object without a label takes that of its first labelled reference; then every reference takes its object's.
fn name_objects(containers: &mut BTreeMap<ElementId, Container>) {
    let is_labelled = |element: &DataElement| element.name != element.id.as_str();
    let mut labels: IdMap<String> = IdMap::default();
    for element in containers.values().flat_map(|container| &container.data) {
        if let DataKind::ObjectReference(Some(object)) = &element.kind
            && is_labelled(element)
        {
            labels.entry(object.clone()).or_insert_with(|| element.name.clone());
        }
    }
    let mut names: IdMap<String> = IdMap::default();
    for element in containers.values_mut().flat_map(|container| &mut container.data) {
        if element.kind == DataKind::Object {
            if let Some(label) = labels.get(&element.id).filter(|_| !is_labelled(element)) {
                element.name.clone_from(label);
            }
            names.insert(element.id.clone(), element.name.clone());
        }
    }
    for element in containers.values_mut().flat_map(|container| &mut container.data) {
        if let DataKind::ObjectReference(Some(object)) = &element.kind
            && let Some(name) = names.get(object)
        {
            element.name.clone_from(name);
        }
    }
}
