//! What of a file will have no effect: every element, attribute and extension that is kept and that nothing acts on.
//!
//! Derived from one table of what has an effect ([`vocabulary`]). Deliberately absent: drawing (diagram interchange, notes,
//! groups), which is not meant to act, and the settings of this program, about which the reader speaks itself.

mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::ids::ElementId;
use crate::position::Position;
use crate::xml::{Attribute, Document, Element, Vocabulary};
use vocabulary::{ATTRIBUTES_WITHOUT_EFFECT, BPMN, CAMUNDA, WITHOUT_EFFECT, ZEEBE};

/// More than this is not listed one by one.
const MOST: usize = 500;

/// Everything in a document that will have no effect, in the order of the file. Notes only: nothing is wrong with it.
#[must_use]
pub fn load_report(document: &Document) -> Vec<Diagnostic> {
    let mut report = Report { found: Vec::new(), named: named(document) };
    if document.root().is(Vocabulary::Bpmn, "definitions") {
        report.walk(document.root());
    }
    let mut found = report.found;
    found.sort_by_key(|note| note.position);
    let more = found.len().saturating_sub(MOST);
    if let Some(first) = found.get(MOST) {
        let message = format!("{more} more things in this file have no effect; they are not listed.");
        let rest = Diagnostic::note("no-effect/more", first.position, message);
        found.truncate(MOST);
        found.push(rest);
    }
    found
}

struct Report {
    found: Vec<Diagnostic>,
    /// Every id that something refers to.
    named: BTreeSet<String>,
}

impl Report {
    fn walk(&mut self, root: Element<'_>) {
        let mut open = vec![root];
        while let Some(element) = open.pop() {
            if self.look_at(element) {
                open.extend(element.children());
            }
        }
    }

    /// Notes what has no effect; answers whether to look inside.
    fn look_at(&mut self, element: Element<'_>) -> bool {
        match element.vocabulary() {
            Vocabulary::BpmnDi | Vocabulary::DiagramCommon | Vocabulary::DiagramInterchange | Vocabulary::Routine => {
                false
            }
            Vocabulary::Bpmn => self.bpmn(element),
            Vocabulary::Zeebe => {
                self.zeebe(element);
                true
            }
            Vocabulary::Camunda => {
                self.extension(element, "it is Camunda 7's, of which only conditions are read");
                false
            }
            Vocabulary::Modeler => {
                self.extension(element, "it is a note of the editor to itself");
                false
            }
            Vocabulary::SchemaInstance | Vocabulary::Other | Vocabulary::None => {
                if !is_vroolis(element) {
                    self.extension(element, "it belongs to another program");
                }
                false
            }
        }
    }

    fn bpmn(&mut self, element: Element<'_>) -> bool {
        let local = element.local();
        if let Some((_, because)) = WITHOUT_EFFECT.iter().find(|(name, _)| *name == local) {
            let words = format!("<{}> of {} has no effect: {because}.", element.name(), owner_words(element));
            self.note("no-effect/element", element.position(), element, words);
            return false;
        }
        let known: Vec<_> = BPMN.iter().filter(|known| known.elements.contains(&local)).collect();
        if known.is_empty() {
            let words = format!("<{}> of {} has no effect: it is not read here.", element.name(), owner_words(element));
            self.note("no-effect/element", element.position(), element, words);
            return false;
        }
        let has_effect = |name: &str| known.iter().any(|known| known.attributes.contains(&name));
        for attribute in element.attributes().filter(|attribute| !attribute.is_declaration()) {
            self.bpmn_attribute(element, attribute, &has_effect);
        }
        self.definition(element);
        true
    }

    fn bpmn_attribute(&mut self, element: Element<'_>, attribute: Attribute<'_>, has_effect: &dyn Fn(&str) -> bool) {
        let name = attribute.local();
        let because = match attribute.vocabulary() {
            Vocabulary::SchemaInstance | Vocabulary::Routine | Vocabulary::DiagramInterchange => return,
            Vocabulary::Bpmn | Vocabulary::None if matches!(name, "id" | "name") || has_effect(name) => return,
            Vocabulary::Bpmn | Vocabulary::None => {
                match ATTRIBUTES_WITHOUT_EFFECT.iter().find(|(known, _)| *known == name) {
                    Some((_, because)) => *because,
                    None => "it means nothing there",
                }
            }
            Vocabulary::Camunda if CAMUNDA.contains(&name) => return,
            Vocabulary::Camunda => "it is Camunda 7's, of which only conditions are read",
            Vocabulary::Modeler => "it is a note of the editor to itself",
            Vocabulary::Zeebe => "an extension of Camunda 8 is read as an element, or is a note of its editor",
            Vocabulary::BpmnDi | Vocabulary::DiagramCommon | Vocabulary::Other => "it belongs to another program",
        };
        let words = format!("“{}” of {} has no effect: {because}.", attribute.name(), words_for(element));
        self.note("no-effect/attribute", attribute.position(), element, words);
    }

    /// Messages, signals, errors, escalations and data stores that nothing refers to.
    fn definition(&mut self, element: Element<'_>) {
        let is_event = matches!(element.local(), "message" | "signal" | "error" | "escalation");
        let is_store = matches!(element.local(), "dataStore" | "dataStoreReference");
        if !is_event && !is_store {
            return;
        }
        let Some(id) = element.value("id") else { return };
        if !self.named.contains(id.as_ref()) {
            let (rule, because) = if is_event {
                ("no-effect/definition", "nothing refers to it")
            } else {
                ("no-effect/data-store", "no step reads or writes it")
            };
            let words = format!("{} has no effect: {because}.", capital(&words_for(element)));
            self.note(rule, element.position(), element, words);
        }
    }

    fn zeebe(&mut self, element: Element<'_>) {
        let Some(known) = ZEEBE.iter().find(|known| known.name == element.local()) else {
            return self.extension(element, "it is not executed here");
        };
        let holder = element.parent().filter(|parent| parent.is(Vocabulary::Bpmn, "extensionElements"));
        let holder = holder.and_then(|holder| holder.parent());
        let may_stand = |holder: Element<'_>| known.on.iter().any(|names| names.contains(&holder.local()));
        if let Some(holder) = holder
            && !may_stand(holder)
        {
            let because = format!("it means nothing on <{}>", holder.name());
            return self.extension(element, &because);
        }
        for attribute in element.attributes().filter(|attribute| !attribute.is_declaration()) {
            if !known.attributes.contains(&attribute.local()) {
                let words = format!(
                    "“{}” of <{}> at {} has no effect: it is not read here.",
                    attribute.name(),
                    element.name(),
                    owner_words(element)
                );
                self.note("no-effect/attribute", attribute.position(), element, words);
            }
        }
    }

    fn extension(&mut self, element: Element<'_>, because: &str) {
        let words = format!("<{}> of {} has no effect: {because}.", element.name(), owner_words(element));
        self.note("no-effect/extension", element.position(), element, words);
    }

    fn note(&mut self, rule: &'static str, position: Position, element: Element<'_>, words: String) {
        let note = Diagnostic::note(rule, position, words);
        let around = std::iter::successors(Some(element), |element| element.parent());
        let id =
            around.filter(|element| element.vocabulary() == Vocabulary::Bpmn).find_map(|element| element.value("id"));
        self.found.push(match id {
            Some(id) => note.about(&ElementId::from(id.as_ref())),
            None => note,
        });
    }
}

/// Every id that an attribute or a text that refers to something names.
fn named(document: &Document) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut stores = BTreeMap::new();
    let mut open = vec![document.root()];
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).trim().to_owned();
    while let Some(element) = open.pop() {
        open.extend(element.children());
        if matches!(element.vocabulary(), Vocabulary::BpmnDi | Vocabulary::DiagramInterchange) {
            continue;
        }
        let refers = |name: &str| name.ends_with("Ref") || name.ends_with("Refs");
        for attribute in element.attributes().filter(|attribute| refers(attribute.local())) {
            if attribute.local() == "dataStoreRef" {
                stores.insert(element.value("id").unwrap_or_default().into_owned(), local(&attribute.value()));
            } else {
                ids.insert(local(&attribute.value()));
            }
        }
        if refers(element.local()) {
            ids.insert(local(&element.text()));
        }
    }
    // A store is used where a reference to it is.
    let used: Vec<String> = stores.iter().filter(|(at, _)| ids.contains(*at)).map(|(_, store)| store.clone()).collect();
    ids.extend(used);
    ids
}

/// Vrooli's mappings are read as ours.
fn is_vroolis(element: Element<'_>) -> bool {
    element.namespace().contains("vrooli")
}

/// The nearest BPMN element around.
fn owner_words(element: Element<'_>) -> String {
    let around = std::iter::successors(element.parent(), |parent| parent.parent());
    let mut owners =
        around.filter(|parent| parent.vocabulary() == Vocabulary::Bpmn && parent.local() != "extensionElements");
    owners.next().map_or_else(|| "the file".to_owned(), words_for)
}

fn words_for(element: Element<'_>) -> String {
    let name = element.value("name").filter(|name| !name.trim().is_empty());
    match name.map(|name| format!("“{}”", name.split_whitespace().collect::<Vec<_>>().join(" "))) {
        Some(name) => format!("the {} {name}", element.local()),
        None => match element.value("id") {
            Some(id) => format!("the {} {id}", element.local()),
            None => format!("<{}>", element.name()),
        },
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that the reader asks attributes by, from its own source.
    fn read_names(source: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for call in ["value(\"", "attribute_reference(", "attribute_expression(", "flag("] {
            for (at, _) in source.match_indices(call) {
                let rest = &source[at + call.len()..];
                let line = rest.split(')').next().unwrap_or_default();
                let name = if call.ends_with('"') { line.split('"').next() } else { line.split('"').nth(1) };
                names.extend(name.filter(|name| !name.is_empty()).map(str::to_owned));
            }
        }
        names
    }

    #[test]
    fn the_table_knows_every_attribute_that_the_reader_reads() {
        let sources = [
            include_str!("../bpmn/activities.rs"),
            include_str!("../bpmn/bindings.rs"),
            include_str!("../bpmn/collaboration.rs"),
            include_str!("../bpmn/containers.rs"),
            include_str!("../bpmn/data.rs"),
            include_str!("../bpmn/definitions.rs"),
            include_str!("../bpmn/events.rs"),
            include_str!("../bpmn/gateways.rs"),
            include_str!("../bpmn/loops.rs"),
        ];
        let bpmn = BPMN.iter().flat_map(|known| known.attributes);
        let zeebe = ZEEBE.iter().flat_map(|known| known.attributes);
        let ours = crate::bpmn::extension_attributes();
        let known: BTreeSet<&str> = bpmn.chain(zeebe).copied().chain(ours).chain(["id", "name"]).collect();
        let kept_only: BTreeSet<&str> = ATTRIBUTES_WITHOUT_EFFECT.iter().map(|(name, _)| *name).collect();
        let read: BTreeSet<String> = sources.iter().flat_map(|source| read_names(source)).collect();
        assert!(read.len() > 40, "the reader's source is understood: {read:?}");
        let unknown: Vec<&String> =
            read.iter().filter(|name| !known.contains(name.as_str()) && !kept_only.contains(name.as_str())).collect();
        assert!(unknown.is_empty(), "attributes that the reader reads and the table does not know: {unknown:?}");
    }

    fn rules(xml: &str) -> Vec<String> {
        let text = format!(
            r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:other="urn:other" id="D" targetNamespace="t">{xml}</definitions>"#
        );
        let document = Document::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error:?}"));
        let words =
            |note: Diagnostic| format!("{} {}", note.rule, note.element.map_or_else(String::new, |id| id.to_string()));
        load_report(&document).into_iter().map(words).collect()
    }

    #[test]
    fn what_has_an_effect_is_not_named() {
        let plain = r#"<process id="P" isExecutable="true"><startEvent id="s"><outgoing>f</outgoing></startEvent><serviceTask id="t" name="T"><extensionElements><zeebe:taskDefinition type="x" retries="3"/><zeebe:ioMapping><zeebe:input source="=a" target="b"/></zeebe:ioMapping></extensionElements></serviceTask><sequenceFlow id="f" sourceRef="s" targetRef="t"/></process>"#;
        assert_eq!(rules(plain), Vec::<String>::new());
    }

    #[test]
    fn what_has_no_effect_is_named_with_its_element() {
        let xml = r#"<message id="M"/><signal id="S"/><process id="P" isClosed="true"><dataStoreReference id="DS"/><task id="t" camunda:asyncBefore="true" other:x="1" foo="2"><extensionElements><other:thing/><zeebe:calledElement processId="x"/><zeebe:taskDefinition type="x" bogus="1"/></extensionElements><potentialOwner id="po"/></task><intermediateThrowEvent id="e"><signalEventDefinition id="sd" signalRef="S"/></intermediateThrowEvent></process>"#;
        assert_eq!(
            rules(xml),
            [
                "no-effect/definition M",
                "no-effect/attribute P",
                "no-effect/data-store DS",
                "no-effect/attribute t",
                "no-effect/attribute t",
                "no-effect/attribute t",
                "no-effect/extension t",
                "no-effect/extension t",
                "no-effect/attribute t",
                "no-effect/element po",
            ]
        );
    }
}
