//! From the text of a DMN file to its model. Versions 1.1 to 1.5 differ in nothing that matters here.

mod logic;
mod table;
mod types;

use super::model::{Model, Node, NodeKind, Text};
use crate::diagnostic::Diagnostic;
use crate::xml::{Document, Element};

/// How the addresses of all versions of DMN begin, after the protocol.
const DMN: &str = "://www.omg.org/spec/DMN/";

pub(super) fn read(bytes: &[u8]) -> (Model, Vec<Diagnostic>) {
    let document = match Document::parse(bytes) {
        Ok(document) => document,
        Err(error) => {
            let position = error.position.unwrap_or_default();
            return (Model::default(), vec![Diagnostic::error(error.kind.rule(), position, error.message)]);
        }
    };
    let root = document.root();
    if root.local() != "definitions" || !is_dmn(root.namespace()) {
        let message = "This is no DMN file: it does not begin with the definitions of DMN.";
        return (Model::default(), vec![Diagnostic::error("not-dmn", root.position(), message)]);
    }
    let mut diagnostics = Vec::new();
    let mut model = Model::default();
    for element in inside(root) {
        match element.local() {
            "itemDefinition" => model.types.push(types::item(element)),
            "inputData" => model.nodes.push(node(element, NodeKind::Input)),
            "decision" => model.nodes.push(node(element, NodeKind::Decision(logic::first_in(element)))),
            "businessKnowledgeModel" => {
                let function = inner(element, "encapsulatedLogic").map(logic::function);
                model.nodes.push(node(element, NodeKind::Knowledge(function)));
            }
            "decisionService" => model.nodes.push(node(element, service(element))),
            "import" => {
                let message = "Models that a file imports are not followed.";
                let import = Diagnostic::error("dmn-import", element.position(), message);
                diagnostics.push(import.hint("Put the decisions into one file."));
            }
            _ => {}
        }
    }
    (model, diagnostics)
}

fn is_dmn(namespace: &str) -> bool {
    let rest = namespace.strip_prefix("https").or_else(|| namespace.strip_prefix("http"));
    rest.is_some_and(|rest| rest.starts_with(DMN))
}

fn node(element: Element<'_>, kind: NodeKind) -> Node {
    let variable = inner(element, "variable");
    let own = element.value("name").unwrap_or_default();
    let name = variable.and_then(|variable| variable.value("name")).filter(|name| !name.trim().is_empty());
    // Knowledge sources, which authority requirements name, are for people.
    let counts = |child: &Element<'_>| matches!(child.local(), "informationRequirement" | "knowledgeRequirement");
    let requires = inside(element).filter(counts);
    let requires = requires.flat_map(inside).filter_map(reference).collect();
    Node {
        id: element.value("id").unwrap_or_default().into_owned(),
        name: one_line(&name.unwrap_or(own)),
        type_ref: variable.and_then(type_ref),
        requires,
        kind,
        position: element.position(),
    }
}

fn service(element: Element<'_>) -> NodeKind {
    let all = |local: &'static str| inside(element).filter(move |child| child.local() == local).filter_map(reference);
    // Parameters are the input data first, then the decisions that are handed in (DMN 1.5, 10.4).
    NodeKind::Service {
        outputs: all("outputDecision").collect(),
        takes: all("inputData").chain(all("inputDecision")).collect(),
    }
}

/// The id that an `href` points to within the file.
fn reference(element: Element<'_>) -> Option<String> {
    let href = element.value("href")?;
    href.rsplit_once('#').map(|(_, id)| id.to_owned())
}

/// The elements of DMN directly inside, extensions left out.
fn inside<'d>(element: Element<'d>) -> impl Iterator<Item = Element<'d>> {
    element.children().filter(move |child| child.namespace() == element.namespace())
}

fn inner<'d>(element: Element<'d>, local: &str) -> Option<Element<'d>> {
    inside(element).find(|child| child.local() == local)
}

/// The `text` directly inside.
fn text(element: Element<'_>) -> Text {
    inner(element, "text").map_or_else(
        || Text { text: String::new(), position: element.position() },
        |text| Text { text: text.text().into_owned(), position: text.text_position() },
    )
}

fn type_ref(element: Element<'_>) -> Option<String> {
    // DMN 1.1 has it as an element of its own.
    let written = element.value("typeRef").map(|name| name.into_owned());
    let written = written.or_else(|| inner(element, "typeRef").map(|child| child.text().into_owned()));
    written.map(|name| one_line(&name)).filter(|name| !name.is_empty())
}

/// A name as expressions write it.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
