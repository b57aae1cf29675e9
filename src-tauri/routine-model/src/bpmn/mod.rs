//! From the XML tree to the graph: every element of the profile, in any order, broken or not.
//!
//! A file that breaks rules still gives a graph of all that could be understood, with diagnostics beside it.
//! Deliberately absent: rules about how elements may be combined, which are [`crate::checks`].

mod activities;
mod bindings;
mod collaboration;
mod containers;
mod data;
mod definitions;
mod entries;
mod events;
mod expressions;
mod gateways;
mod interface;
mod loops;
mod mappings;
mod model;
mod settings;
mod values;
mod variables;
mod vocabulary;

#[cfg(test)]
pub(crate) use vocabulary::extension_attributes;

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::Diagnostic;
use crate::graph::event::EventDefinition;
use crate::graph::{GraphBuilder, RoutineGraph};
use crate::ids::ElementId;
use crate::xml::{Document, Element, Vocabulary};

/// Reads a BPMN document into a graph.
#[must_use]
pub fn read(document: &Document) -> (RoutineGraph, Vec<Diagnostic>) {
    let mut reader = Reader::default();
    let root = document.root();
    if root.is(Vocabulary::Bpmn, "definitions") {
        reader.definitions(root);
        reader.unknown_extensions(root);
        let findings = variables::check(root, &reader.readings);
        reader.diagnostics.extend(findings);
    } else {
        reader.diagnostics.push(
            Diagnostic::error(
                "no-bpmn-definitions",
                root.position(),
                format!("The file's root element is <{}>, not BPMN 2.0's <definitions>.", root.name()),
            )
            .hint("Only BPMN 2.0 diagrams (namespace http://www.omg.org/spec/BPMN/20100524/MODEL) can be read.")
            .stopping_token_games(),
        );
    }
    reader.finish()
}

/// What is collected while reading.
#[derive(Default)]
struct Reader {
    builder: GraphBuilder,
    diagnostics: Vec<Diagnostic>,
    /// Event definitions of the file itself, which events name by `eventDefinitionRef`.
    shared_definitions: HashMap<ElementId, EventDefinition>,
    /// Flow node → innermost lane.
    lane_of: HashMap<ElementId, ElementId>,
    /// `zeebe:userTaskForm`s of the process that is being read, by id.
    user_task_forms: BTreeMap<String, String>,
    /// What expressions read.
    readings: Vec<expressions::Reading>,
}

impl Reader {
    fn finish(self) -> (RoutineGraph, Vec<Diagnostic>) {
        (self.builder.build(), self.diagnostics)
    }

    /// The element's id, or one made from its place in the file when it has none.
    fn id(element: Element<'_>) -> ElementId {
        match element.value("id") {
            Some(id) if !id.is_empty() => ElementId::from(id.as_ref()),
            _ => ElementId::from(format!("{}-{}", element.local(), element.index())),
        }
    }
}

/// An id that another element is named by: the local part of a qualified name.
fn reference(text: &str) -> Option<ElementId> {
    let text = text.trim();
    let local = text.rsplit_once(':').map_or(text, |(_, local)| local);
    (!local.is_empty()).then(|| ElementId::from(local))
}

/// The reference in an attribute.
fn attribute_reference(element: Element<'_>, name: &str) -> Option<ElementId> {
    element.value(name).as_deref().and_then(reference)
}

/// The references in the text of children of that name, in order.
fn child_references(element: Element<'_>, name: &str) -> Vec<ElementId> {
    element
        .children()
        .filter(|child| child.is(Vocabulary::Bpmn, name))
        .filter_map(|child| reference(&child.text()))
        .collect()
}

/// `true`, `1` and their opposites as XML Schema writes them; the default where there is nothing or something else.
fn flag(element: Element<'_>, name: &str, default: bool) -> bool {
    match element.value(name).as_deref().map(str::trim) {
        Some("true" | "1") => true,
        Some("false" | "0") => false,
        Some(_) | None => default,
    }
}

/// A label that is not only white space.
fn label(element: Element<'_>) -> Option<String> {
    element.value("name").map(std::borrow::Cow::into_owned).filter(|name| !name.trim().is_empty())
}

/// `bpmn:documentation`, joined by blank lines.
fn documentation(element: Element<'_>) -> Option<String> {
    let texts: Vec<_> = element
        .children()
        .filter(|child| child.is(Vocabulary::Bpmn, "documentation"))
        .map(|child| child.text().trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// The extension element `local` of a vocabulary.
fn extension<'d>(element: Element<'d>, vocabulary: Vocabulary, local: &str) -> Option<Element<'d>> {
    element.child(Vocabulary::Bpmn, "extensionElements")?.child(vocabulary, local)
}

/// Every attribute of ours (no namespace, no declaration), by name.
fn plain_attributes(element: Element<'_>) -> BTreeMap<String, String> {
    element
        .attributes()
        .filter(|attribute| attribute.vocabulary() == Vocabulary::None && !attribute.is_declaration())
        .map(|attribute| (attribute.name().to_owned(), attribute.value().into_owned()))
        .collect()
}
