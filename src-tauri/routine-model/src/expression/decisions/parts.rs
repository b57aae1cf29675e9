//! Trees that decisions are put together from.

use dsntk_feel::{FeelType, Name};
use dsntk_feel_parser::AstNode;

pub(super) fn name(name: &Name) -> AstNode {
    AstNode::Name(name.clone())
}

pub(super) fn entry(key: &Name, value: AstNode) -> AstNode {
    AstNode::ContextEntry(Box::new(AstNode::ContextEntryKey(key.clone())), Box::new(value))
}

/// The value of the last of some entries, which may read the others.
pub(super) fn last_of(mut entries: Vec<AstNode>, key: &Name, value: AstNode) -> AstNode {
    if entries.is_empty() {
        return value;
    }
    entries.push(entry(key, value));
    AstNode::Path(Box::new(AstNode::Context(entries)), Box::new(name(key)))
}

pub(super) fn function(parameters: &[Name], body: AstNode) -> AstNode {
    let parameter = |name: &Name| {
        AstNode::FormalParameter(
            Box::new(AstNode::ParameterName(name.clone())),
            Box::new(AstNode::FeelType(FeelType::Any)),
        )
    };
    AstNode::FunctionDefinition(
        Box::new(AstNode::FormalParameters(parameters.iter().map(parameter).collect())),
        Box::new(AstNode::FunctionBody(Box::new(body), false)),
    )
}

pub(super) fn call(built_in: &str, arguments: Vec<AstNode>) -> AstNode {
    AstNode::FunctionInvocation(
        Box::new(AstNode::Name(Name::from(built_in))),
        Box::new(AstNode::PositionalParameters(arguments)),
    )
}
