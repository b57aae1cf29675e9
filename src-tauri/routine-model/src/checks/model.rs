//! A document with its references looked up.

use std::collections::HashMap;

use super::kinds;
use crate::xml::{Document, Element, Vocabulary};

/// The BPMN elements of a document, by id and by what flows connect.
pub(super) struct Model<'d> {
    /// All elements of the BPMN vocabulary, in the order of the file; what stands in extensions is not looked at.
    pub elements: Vec<Element<'d>>,
    by_id: HashMap<String, Element<'d>>,
    by_local: HashMap<&'d str, Vec<Element<'d>>>,
    /// Elements whose id an earlier one has.
    pub duplicates: Vec<Element<'d>>,
    pub flows: Vec<Flow<'d>>,
    pub message_flows: Vec<Flow<'d>>,
    outgoing: HashMap<u32, Vec<usize>>,
    incoming: HashMap<u32, Vec<usize>>,
    boundary_events: HashMap<u32, Vec<Element<'d>>>,
}

/// A sequence or message flow; an end that names nothing is `None`.
#[derive(Clone, Copy)]
pub(super) struct Flow<'d> {
    pub element: Element<'d>,
    pub source: Option<Element<'d>>,
    pub target: Option<Element<'d>>,
}

impl<'d> Model<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let mut elements = Vec::with_capacity(document.element_count());
        collect(document.root(), &mut elements);
        let mut by_id = HashMap::with_capacity(elements.len());
        let mut by_local: HashMap<&str, Vec<Element<'_>>> = HashMap::new();
        let mut duplicates = Vec::new();
        for element in &elements {
            by_local.entry(element.local()).or_default().push(*element);
            let Some(id) = element.value("id").filter(|id| !id.is_empty()) else { continue };
            match by_id.entry(id.into_owned()) {
                std::collections::hash_map::Entry::Occupied(_) => duplicates.push(*element),
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(*element);
                }
            }
        }
        let mut model = Self {
            elements,
            by_id,
            by_local,
            duplicates,
            flows: Vec::new(),
            message_flows: Vec::new(),
            outgoing: HashMap::new(),
            incoming: HashMap::new(),
            boundary_events: HashMap::new(),
        };
        model.connect();
        model
    }

    fn connect(&mut self) {
        let end = |element: Element<'_>, name: &str| element.value(name).and_then(|id| self.find(&id));
        let flow = |element: &Element<'d>| Flow {
            element: *element,
            source: end(*element, "sourceRef"),
            target: end(*element, "targetRef"),
        };
        let all = |local: &str| self.by_local.get(local).into_iter().flatten();
        let flows: Vec<_> = all("sequenceFlow").map(flow).collect();
        let message_flows: Vec<_> = all("messageFlow").map(flow).collect();
        let attached: Vec<_> =
            all("boundaryEvent").filter_map(|event| Some((end(*event, "attachedToRef")?, *event))).collect();
        for (host, event) in attached {
            self.boundary_events.entry(host.index()).or_default().push(event);
        }
        for (index, flow) in flows.iter().enumerate() {
            if let Some(source) = flow.source {
                self.outgoing.entry(source.index()).or_default().push(index);
            }
            if let Some(target) = flow.target {
                self.incoming.entry(target.index()).or_default().push(index);
            }
        }
        self.flows = flows;
        self.message_flows = message_flows;
    }

    /// What a reference names; a prefix in front of the id is one of the file's own namespace.
    pub(super) fn find(&self, reference: &str) -> Option<Element<'d>> {
        let reference = reference.trim();
        let local = || reference.rsplit_once(':').and_then(|(_, local)| self.by_id.get(local));
        self.by_id.get(reference).or_else(local).copied()
    }

    /// What the attribute of an element names.
    pub(super) fn named_by(&self, element: Element<'_>, attribute: &str) -> Option<Element<'d>> {
        element.value(attribute).and_then(|reference| self.find(&reference))
    }

    pub(super) fn outgoing(&self, node: Element<'_>) -> impl Iterator<Item = &Flow<'d>> {
        self.outgoing.get(&node.index()).into_iter().flatten().filter_map(|index| self.flows.get(*index))
    }

    pub(super) fn incoming(&self, node: Element<'_>) -> impl Iterator<Item = &Flow<'d>> {
        self.incoming.get(&node.index()).into_iter().flatten().filter_map(|index| self.flows.get(*index))
    }

    pub(super) fn boundary_events(&self, host: Element<'_>) -> impl Iterator<Item = Element<'d>> {
        self.boundary_events.get(&host.index()).into_iter().flatten().copied()
    }

    /// All elements of one name, in the order of the file.
    pub(super) fn all(&self, local: &str) -> impl Iterator<Item = Element<'d>> + use<'_, 'd> {
        self.by_local.get(local).into_iter().flatten().copied()
    }

    /// All elements that are one of these, name by name.
    pub(super) fn any_of<'m>(&'m self, locals: &'m [&str]) -> impl Iterator<Item = Element<'d>> + use<'m, 'd> {
        locals.iter().flat_map(|local| self.all(local))
    }

    /// The event definitions of an event: its own, and those of the file that it names.
    pub(super) fn definitions(&self, event: Element<'d>) -> Vec<Element<'d>> {
        event
            .children()
            .filter(|child| child.vocabulary() == Vocabulary::Bpmn)
            .filter_map(|child| match child.local() {
                "eventDefinitionRef" => self.find(&child.text()),
                local => kinds::EVENT_DEFINITIONS.contains(&local).then_some(child),
            })
            .collect()
    }

    /// Whether an event has a definition of one of these kinds.
    pub(super) fn defines(&self, event: Element<'d>, locals: &[&str]) -> bool {
        self.definitions(event).iter().any(|definition| locals.contains(&definition.local()))
    }
}

/// Collects without recursion: a file may be nested as deep as the reader allows.
fn collect<'d>(root: Element<'d>, elements: &mut Vec<Element<'d>>) {
    let mut open = vec![root];
    while let Some(element) = open.pop() {
        if element.vocabulary() != Vocabulary::Bpmn || element.local() == "extensionElements" {
            continue;
        }
        elements.push(element);
        let children: Vec<_> = element.children().collect();
        open.extend(children.into_iter().rev());
    }
}

/// The process or sub-process that an element stands in.
pub(super) fn container(element: Element<'_>) -> Option<Element<'_>> {
    around(element, |parent| parent.local() == "process" || kinds::is_sub_process(parent))
}

/// The process that an element stands in, or the element itself.
pub(super) fn process(element: Element<'_>) -> Option<Element<'_>> {
    if element.local() == "process" { Some(element) } else { around(element, |parent| parent.local() == "process") }
}

/// Whether the process around says that it can be executed.
pub(super) fn is_executable(element: Element<'_>) -> bool {
    process(element).is_some_and(|process| flag(process, "isExecutable"))
}

fn around<'d>(element: Element<'d>, wanted: impl Fn(Element<'d>) -> bool) -> Option<Element<'d>> {
    std::iter::successors(element.parent(), |parent| parent.parent()).find(|parent| wanted(*parent))
}

/// An attribute that is there and true.
pub(super) fn flag(element: Element<'_>, attribute: &str) -> bool {
    matches!(element.value(attribute).as_deref().map(str::trim), Some("true" | "1"))
}

/// An attribute that is there and false.
pub(super) fn is_false(element: Element<'_>, attribute: &str) -> bool {
    matches!(element.value(attribute).as_deref().map(str::trim), Some("false" | "0"))
}

/// BPMN children of one name.
pub(super) fn children<'d>(element: Element<'d>, local: &str) -> impl Iterator<Item = Element<'d>> {
    element.children().filter(move |child| child.is(Vocabulary::Bpmn, local))
}

/// The references in the text of children of one name.
pub(super) fn texts(element: Element<'_>, local: &str) -> Vec<String> {
    children(element, local).map(|child| child.text().trim().to_owned()).collect()
}
