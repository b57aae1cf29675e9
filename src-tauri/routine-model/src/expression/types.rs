//! The kinds of values that an expression names, as in `x instance of list<number>`.

use std::str::FromStr;

use dsntk_feel::FeelType;
use dsntk_feel_parser::AstNode;

use super::rewrite::Refusal;
use super::walk::map_children;

/// The tree of a type, with built-in names for what they mean.
pub(super) fn known(node: AstNode) -> Result<AstNode, Refusal> {
    match node {
        AstNode::QualifiedName(segments) => match segments.as_slice() {
            [AstNode::QualifiedNameSegment(name)] => match FeelType::from_str(name.as_str()) {
                Ok(kind) => Ok(AstNode::FeelType(kind)),
                Err(_) => Err(unknown(name.as_str())),
            },
            _ => Err(unknown("…")),
        },
        other => map_children(other, &mut known),
    }
}

fn unknown(name: &str) -> Refusal {
    let hint = "There are number, string, boolean, date, time, date and time, the two durations, list<…>, context<…>, function<…>, range<…> and Any.";
    Refusal { message: format!("There is no type “{name}”."), hint: Some(hint), about: Some(name.to_owned()) }
}
