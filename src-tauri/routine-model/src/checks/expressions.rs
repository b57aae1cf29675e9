//! Expressions are formal where they are to be evaluated (BPMN 2.0.2, 8.4.6).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, is_executable};
use crate::xml::{Element, Vocabulary};

/// Elements that hold an expression.
const HOLDERS: [&str; 12] = [
    "conditionExpression",
    "condition",
    "timeDate",
    "timeDuration",
    "timeCycle",
    "loopCondition",
    "loopCardinality",
    "completionCondition",
    "activationCondition",
    "transformation",
    "from",
    "to",
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for expression in model.any_of(&HOLDERS).filter(|expression| is_executable(*expression)) {
        let owner = owner(expression);
        let kind = kinds::a(expression.local());
        let text = expression.text();
        let is_formal = is_formal(expression);
        if text.trim().is_empty() {
            if is_formal || expression.local() == "conditionExpression" {
                findings.error("empty-expression", owner, format!("has {kind} without text."));
            }
        } else if !is_formal && !text.trim().starts_with('=') {
            findings
                .error(
                    "natural-language-expression",
                    owner,
                    format!("has {kind} in natural language, which cannot be evaluated."),
                )
                .hint("Write FEEL with a leading “=”, or mark it with xsi:type=\"tFormalExpression\".");
        }
    }
}

fn is_formal(expression: Element<'_>) -> bool {
    let kind = expression.attribute_in(Vocabulary::SchemaInstance, "type");
    kind.is_some_and(|kind| kind.value().ends_with("tFormalExpression"))
}

/// The element that a person knows: the flow, event or activity around.
fn owner(expression: Element<'_>) -> Element<'_> {
    let known = |element: &Element<'_>| kinds::is_flow_node(*element) || element.local() == "sequenceFlow";
    let found = std::iter::successors(expression.parent(), |parent| parent.parent()).find(known);
    found.unwrap_or(expression)
}
