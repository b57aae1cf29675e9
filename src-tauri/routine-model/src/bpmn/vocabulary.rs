//! The elements of our own namespace, as the editor's `moddle/routine.json` declares them; a test compares the two.

use super::Reader;
use crate::diagnostic::Diagnostic;
use crate::graph::sensitivity::Sensitivity;
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

/// An element of `urn:routine-studio:schema:1`.
pub(super) struct Extension {
    pub name: &'static str,
    pub attributes: &'static [&'static str],
    /// Its value is its text.
    pub has_text: bool,
}

const fn with(name: &'static str, attributes: &'static [&'static str]) -> Extension {
    Extension { name, attributes, has_text: false }
}

const fn text(name: &'static str) -> Extension {
    Extension { name, attributes: &[], has_text: true }
}

/// Every element, with every attribute that has a meaning.
pub(super) const EXTENSIONS: [Extension; 21] = [
    with(
        "settings",
        &[
            "executionStrategy",
            "allowStrategyOverride",
            "maxTime",
            "maxCredits",
            "maxSteps",
            "maxLoops",
            "onMaxTime",
            "onMaxCredits",
            "onMaxSteps",
            "onMaxLoops",
            "maxConcurrency",
            "pathSelection",
            "reuseDecisions",
            "timeZone",
            "onBranchFailure",
            "onGatewayForkFailure",
            "onNormalNodeFailure",
            "onOnlyWaitingBranches",
            "allowSensitive",
            "does",
        ],
    ),
    with("subroutineStrategy", &["element", "strategy"]),
    with("delivery", &["timeToLive"]),
    with("strategy", &["mode"]),
    text("prompt"),
    Extension { name: "inputSchema", attributes: &["missing"], has_text: true },
    text("outputSchema"),
    with("model", &["provider", "name", "temperature", "maxOutputTokens", "phases", "persona"]),
    with("demo", &[]),
    Extension { name: "reply", attributes: &["purpose", "tool"], has_text: true },
    with(
        "budget",
        &[
            "maxCredits",
            "maxTime",
            "maxToolCalls",
            "maxReasoningSteps",
            "maxContextTokens",
            "maxTurns",
            "maxMemory",
            "mode",
        ],
    ),
    with("onFailure", &["fallback"]),
    Extension { name: "successCriteria", attributes: &["secondOpinion"], has_text: true },
    with("conversation", &["confirm", "turnTimeout", "with"]),
    with("retry", &["attempts", "backoff", "factor", "maxBackoff"]),
    with("cache", &["ttl"]),
    with("recovery", &["policy"]),
    with("approval", &["risk", "approvers", "delay", "timeout", "onTimeout"]),
    with("tools", &["allow"]),
    with("entry", &["key", "scope", "operation", "expectedVersion", "variable"]),
    with("member", &["ref", "name"]),
];

/// Attributes of ours on elements of BPMN, with those elements.
pub(super) const MARKS: [(&str, &[&str]); 1] =
    [("sensitivity", &["dataObject", "dataInput", "dataOutput", "property"])];

/// Every attribute of ours that has a meaning.
#[cfg(test)]
pub(crate) fn extension_attributes() -> impl Iterator<Item = &'static str> {
    EXTENSIONS.iter().flat_map(|extension| extension.attributes).copied().chain(MARKS.map(|(name, _)| name))
}

impl Reader {
    /// Elements and attributes of our namespace that mean nothing, most likely misspelt.
    pub(super) fn unknown_extensions(&mut self, root: Element<'_>) {
        let mut open = vec![root];
        while let Some(element) = open.pop() {
            open.extend(element.children());
            if element.vocabulary() == Vocabulary::Routine {
                self.known_extension(element);
                self.readable_values(element);
            } else {
                self.known_marks(element);
            }
        }
    }

    fn known_extension(&mut self, element: Element<'_>) {
        let Some(extension) = EXTENSIONS.iter().find(|extension| extension.name == element.local()) else {
            let known: Vec<&str> = EXTENSIONS.iter().map(|extension| extension.name).collect();
            let message = format!("“{}” is no setting of this program and has no effect.", element.name());
            let finding = Diagnostic::warning("unknown-setting", element.position(), message);
            self.about_owner(element, finding.hint(format!("There are {}.", known.join(", "))));
            return;
        };
        for attribute in element.attributes().filter(|attribute| !attribute.is_declaration()) {
            if attribute.vocabulary() == Vocabulary::None && !extension.attributes.contains(&attribute.name()) {
                let message = format!("“{}” of “{}” has no effect.", attribute.name(), element.name());
                let finding = Diagnostic::warning("unknown-setting", attribute.position(), message);
                let known = extension.attributes.join(", ");
                let finding = if known.is_empty() { finding } else { finding.hint(format!("It can have {known}.")) };
                self.about_owner(element, finding);
            }
        }
        if !extension.has_text && !element.text().trim().is_empty() {
            let message = format!("The text of “{}” has no effect.", element.name());
            self.about_owner(element, Diagnostic::warning("unknown-setting", element.position(), message));
        }
    }

    /// `routine:…` attributes of an element that is not ours.
    fn known_marks(&mut self, element: Element<'_>) {
        for attribute in element.attributes().filter(|attribute| attribute.vocabulary() == Vocabulary::Routine) {
            let (name, value) = (attribute.name(), attribute.value());
            let local = name.rsplit(':').next().unwrap_or(name);
            let is_known = MARKS.iter().any(|(mark, on)| *mark == local && on.contains(&element.local()));
            let finding = if !is_known {
                let message = format!("“{name}” of “{}” has no effect.", element.name());
                Diagnostic::warning("unknown-setting", attribute.position(), message)
                    .hint("It can be on a data object, an input or output of an IO specification, or a property.")
            } else if Sensitivity::of_word(&value).is_none() {
                let message = format!("“{name}” is {value:?}, which this program does not know.");
                Diagnostic::error("unreadable-setting", attribute.position(), message)
                    .hint(format!("It can be {}.", Sensitivity::WORDS.map(|(word, _)| word).join(", ")))
            } else {
                continue;
            };
            match element.value("id") {
                Some(id) => self.diagnostics.push(finding.about(&ElementId::from(id.as_ref()))),
                None => self.about_owner(element, finding),
            }
        }
    }

    /// Notes a finding about the nearest element around that has an id.
    pub(super) fn about_owner(&mut self, element: Element<'_>, finding: Diagnostic) {
        let around = std::iter::successors(element.parent(), |parent| parent.parent());
        let id = around.filter_map(|parent| parent.value("id")).next().map(|id| ElementId::from(id.as_ref()));
        self.diagnostics.push(match id {
            Some(id) => finding.about(&id),
            None => finding,
        });
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    /// Name → attributes and whether it has text, as the descriptor says it.
    fn descriptor() -> BTreeMap<String, (Vec<String>, bool)> {
        let descriptor = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/canvas/moddle/routine.json"));
        let descriptor: Value = serde_json::from_str(descriptor).unwrap();
        assert_eq!(descriptor["uri"], "urn:routine-studio:schema:1");
        let types = descriptor["types"].as_array().unwrap();
        let flag = |property: &Value, name: &str| property[name] == Value::Bool(true);
        types
            .iter()
            .filter(|kind| kind.get("extends").is_none())
            .map(|kind| {
                let properties = kind["properties"].as_array().unwrap();
                let mut attributes: Vec<String> = properties
                    .iter()
                    .filter(|property| flag(property, "isAttr"))
                    .map(|property| property["name"].as_str().unwrap().to_owned())
                    .collect();
                attributes.sort();
                // `tagAlias: lowerCase`: the element of the type `Settings` is `settings`.
                let name = kind["name"].as_str().unwrap();
                let name = format!("{}{}", name[..1].to_lowercase(), &name[1..]);
                (name, (attributes, properties.iter().any(|property| flag(property, "isBody"))))
            })
            .collect()
    }

    #[test]
    fn the_editor_and_the_reader_know_the_same_extensions() {
        let reader: BTreeMap<String, (Vec<String>, bool)> = EXTENSIONS
            .iter()
            .map(|extension| {
                let mut attributes: Vec<String> = extension.attributes.iter().map(ToString::to_string).collect();
                attributes.sort();
                (extension.name.to_owned(), (attributes, extension.has_text))
            })
            .collect();
        assert_eq!(descriptor(), reader);
    }

    #[test]
    fn the_editor_and_the_reader_know_the_same_marks_on_elements_of_bpmn() {
        let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/canvas/moddle/routine.json"));
        let descriptor: Value = serde_json::from_str(text).unwrap();
        let types = descriptor["types"].as_array().unwrap().iter().filter(|kind| kind.get("extends").is_some());
        let mut found = Vec::new();
        for kind in types {
            let on = kind["extends"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
            let on: Vec<String> = on
                .map(|name| name.trim_start_matches("bpmn:"))
                .map(|name| format!("{}{}", name[..1].to_lowercase(), &name[1..]))
                .collect();
            for property in kind["properties"].as_array().unwrap() {
                assert_eq!(property["isAttr"], Value::Bool(true), "a mark is an attribute");
                found.push((property["name"].as_str().unwrap().to_owned(), on.clone()));
            }
        }
        let strings = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found, MARKS.map(|(name, on)| (name.to_owned(), strings(on))));
    }
}
