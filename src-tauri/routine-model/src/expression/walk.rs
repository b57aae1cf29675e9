//! One step down a syntax tree.

use dsntk_feel_parser::AstNode;

/// The node with each direct child replaced by what `change` makes of it.
pub(super) fn map_children<E>(
    node: AstNode,
    change: &mut impl FnMut(AstNode) -> Result<AstNode, E>,
) -> Result<AstNode, E> {
    use AstNode as N;
    let mut one = |child: Box<AstNode>| change(*child).map(Box::new);
    Ok(match node {
        N::Add(a, b) => N::Add(one(a)?, one(b)?),
        N::And(a, b) => N::And(one(a)?, one(b)?),
        N::Between(a, b, c) => N::Between(one(a)?, one(b)?, one(c)?),
        N::ContextEntry(a, b) => N::ContextEntry(one(a)?, one(b)?),
        N::ContextTypeEntry(a, b) => N::ContextTypeEntry(one(a)?, one(b)?),
        N::Div(a, b) => N::Div(one(a)?, one(b)?),
        N::Eq(a, b) => N::Eq(one(a)?, one(b)?),
        N::EvaluatedExpression(a) => N::EvaluatedExpression(one(a)?),
        N::Every(a, b) => N::Every(one(a)?, one(b)?),
        N::Exp(a, b) => N::Exp(one(a)?, one(b)?),
        N::Filter(a, b) => N::Filter(one(a)?, one(b)?),
        N::For(a, b) => N::For(one(a)?, one(b)?),
        N::FormalParameter(a, b) => N::FormalParameter(one(a)?, one(b)?),
        N::FunctionBody(a, external) => N::FunctionBody(one(a)?, external),
        N::FunctionDefinition(a, b) => N::FunctionDefinition(one(a)?, one(b)?),
        N::FunctionInvocation(a, b) => N::FunctionInvocation(one(a)?, one(b)?),
        N::FunctionType(a, b) => N::FunctionType(one(a)?, one(b)?),
        N::Ge(a, b) => N::Ge(one(a)?, one(b)?),
        N::Gt(a, b) => N::Gt(one(a)?, one(b)?),
        N::If(a, b, c) => N::If(one(a)?, one(b)?, one(c)?),
        N::In(a, b) => N::In(one(a)?, one(b)?),
        N::InstanceOf(a, b) => N::InstanceOf(one(a)?, one(b)?),
        N::IntervalEnd(a, kind) => N::IntervalEnd(one(a)?, kind),
        N::IntervalStart(a, kind) => N::IntervalStart(one(a)?, kind),
        N::IterationContextSingle(a, b) => N::IterationContextSingle(one(a)?, one(b)?),
        N::IterationContextInterval(a, b, c) => N::IterationContextInterval(one(a)?, one(b)?, one(c)?),
        N::Le(a, b) => N::Le(one(a)?, one(b)?),
        N::ListType(a) => N::ListType(one(a)?),
        N::Lt(a, b) => N::Lt(one(a)?, one(b)?),
        N::Mul(a, b) => N::Mul(one(a)?, one(b)?),
        N::NamedParameter(a, b) => N::NamedParameter(one(a)?, one(b)?),
        N::Neg(a) => N::Neg(one(a)?),
        N::Nq(a, b) => N::Nq(one(a)?, one(b)?),
        N::Or(a, b) => N::Or(one(a)?, one(b)?),
        N::Out(a, b) => N::Out(one(a)?, one(b)?),
        N::Path(a, b) => N::Path(one(a)?, one(b)?),
        N::QuantifiedContext(a, b) => N::QuantifiedContext(one(a)?, one(b)?),
        N::Range(a, b) => N::Range(one(a)?, one(b)?),
        N::RangeType(a) => N::RangeType(one(a)?),
        N::Satisfies(a) => N::Satisfies(one(a)?),
        N::Some(a, b) => N::Some(one(a)?, one(b)?),
        N::Sub(a, b) => N::Sub(one(a)?, one(b)?),
        N::UnaryGe(a) => N::UnaryGe(one(a)?),
        N::UnaryGt(a) => N::UnaryGt(one(a)?),
        N::UnaryLe(a) => N::UnaryLe(one(a)?),
        N::UnaryLt(a) => N::UnaryLt(one(a)?),
        N::UnaryEq(a) => N::UnaryEq(one(a)?),
        N::UnaryNe(a) => N::UnaryNe(one(a)?),
        N::CommaList(all) => N::CommaList(map_all(all, change)?),
        N::Context(all) => N::Context(map_all(all, change)?),
        N::ContextType(all) => N::ContextType(map_all(all, change)?),
        N::ExpressionList(all) => N::ExpressionList(map_all(all, change)?),
        N::FormalParameters(all) => N::FormalParameters(map_all(all, change)?),
        N::IterationContexts(all) => N::IterationContexts(map_all(all, change)?),
        N::List(all) => N::List(map_all(all, change)?),
        N::NamedParameters(all) => N::NamedParameters(map_all(all, change)?),
        N::NegatedList(all) => N::NegatedList(map_all(all, change)?),
        N::ParameterTypes(all) => N::ParameterTypes(map_all(all, change)?),
        N::PositionalParameters(all) => N::PositionalParameters(map_all(all, change)?),
        N::QualifiedName(all) => N::QualifiedName(map_all(all, change)?),
        N::QuantifiedContexts(all) => N::QuantifiedContexts(map_all(all, change)?),
        leaf @ (N::At(_)
        | N::Boolean(_)
        | N::ContextEntryKey(_)
        | N::ContextTypeEntryKey(_)
        | N::FeelType(_)
        | N::Irrelevant
        | N::Name(_)
        | N::Null
        | N::Numeric(..)
        | N::ParameterName(_)
        | N::QualifiedNameSegment(_)
        | N::String(_)) => leaf,
    })
}

fn map_all<E>(all: Vec<AstNode>, change: &mut impl FnMut(AstNode) -> Result<AstNode, E>) -> Result<Vec<AstNode>, E> {
    all.into_iter().map(change).collect()
}
