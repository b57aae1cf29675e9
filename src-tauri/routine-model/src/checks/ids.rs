//! Ids name one element each (BPMN 2.0.2, table 8.5; an `xsd:ID`).

use super::findings::Findings;
use super::kinds;
use super::model::Model;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for element in &model.duplicates {
        let first = element.value("id").and_then(|id| model.find(&id)).map_or(0, |first| first.position().line);
        let message = format!("has an id that another element has already, in line {first}.");
        let finding = findings.error("duplicate-id", *element, message).hint("Give one of the two another id.");
        if kinds::is_flow_node(*element) || matches!(element.local(), "sequenceFlow" | "process") {
            finding.stopping_token_games();
        }
    }
    for element in &model.elements {
        let is_empty = element.value("id").is_none_or(|id| id.trim().is_empty());
        if is_empty && (kinds::is_flow_node(*element) || matches!(element.local(), "sequenceFlow" | "process")) {
            findings.warning("missing-id", *element, "has no id, so runs and settings cannot name it.");
        }
    }
}
