//! Unary tests: what the cells of a table ask of a value (DMN 1.5, 7.3.1.6 and 10.3.1.2, rules 13 to 17).

use std::sync::Arc;

use dsntk_feel::Name;
use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;

use super::super::evaluator::{equal, fulfils};
use super::super::grammar::Form;
use super::super::walk::map_children;
use super::{Writer, parts};
use crate::decision::Text;

/// How a test speaks of the value that it is about.
const SUBJECT: &str = "?";

impl<'m> Writer<'m> {
    /// Whether the value of a name fulfils what a cell asks; none when it asks nothing.
    pub(super) fn asks(&mut self, cell: &'m Text, subject: &Name) -> Option<AstNode> {
        if matches!(cell.text.trim(), "" | "-") {
            return None;
        }
        match self.parsed(cell, Form::Tests) {
            AstNode::Irrelevant => None,
            AstNode::NegatedList(tests) => Some(parts::call("not", vec![self.any(tests, subject)])),
            AstNode::ExpressionList(tests) => Some(self.any(tests, subject)),
            only => Some(self.any(vec![only], subject)),
        }
    }

    /// The tests of a cell as a list of values, for what orders them.
    pub(super) fn listed(&mut self, cell: Option<&'m Text>) -> AstNode {
        match cell.map(|cell| self.parsed(cell, Form::Tests)) {
            Some(AstNode::ExpressionList(tests)) => AstNode::List(tests),
            Some(AstNode::NegatedList(_) | AstNode::Irrelevant) | None => AstNode::List(Vec::new()),
            Some(only) => AstNode::List(vec![only]),
        }
    }

    fn any(&mut self, tests: Vec<AstNode>, subject: &Name) -> AstNode {
        let tests = tests.into_iter().map(|test| self.test(test, subject)).collect::<Vec<_>>();
        tests.into_iter().reduce(|left, right| AstNode::Or(Box::new(left), Box::new(right))).unwrap_or(AstNode::Null)
    }

    fn test(&mut self, test: AstNode, subject: &Name) -> AstNode {
        if is_plain(&test) {
            return AstNode::In(Box::new(parts::name(subject)), Box::new(test));
        }
        let mut is_named = false;
        let test = about(test, subject, &mut is_named);
        let holds = Arc::new(move |given: &[Value]| holds(given, is_named));
        self.own_call(holds, vec![parts::name(subject), test])
    }
}

/// Ranges, comparisons and literals.
fn is_plain(test: &AstNode) -> bool {
    use AstNode as N;
    match test {
        N::UnaryEq(inner)
        | N::UnaryNe(inner)
        | N::UnaryLt(inner)
        | N::UnaryLe(inner)
        | N::UnaryGt(inner)
        | N::UnaryGe(inner)
        | N::Neg(inner)
        | N::IntervalStart(inner, _)
        | N::IntervalEnd(inner, _) => is_plain(inner),
        N::Range(from, to) => is_plain(from) && is_plain(to),
        N::Numeric(..) | N::String(_) | N::Boolean(_) | N::At(_) | N::Null => true,
        N::FunctionInvocation(function, arguments) => {
            let makes_a_value = |name: &Name| matches!(name.as_str(), "date" | "time" | "date and time" | "duration");
            matches!(&**function, N::Name(name) if makes_a_value(name)) && is_plain(arguments)
        }
        N::PositionalParameters(all) => all.iter().all(is_plain),
        _ => false,
    }
}

/// The tree with the subject's own name in the place of its sign.
fn about(node: AstNode, subject: &Name, is_named: &mut bool) -> AstNode {
    match node {
        AstNode::Name(name) if name.as_str() == SUBJECT => {
            *is_named = true;
            AstNode::Name(subject.clone())
        }
        other => {
            match map_children::<std::convert::Infallible>(other, &mut |child| Ok(about(child, subject, is_named))) {
                Ok(node) => node,
                Err(never) => match never {},
            }
        }
    }
}

/// An expression as a test: it is true, or the value is what it gives or among that. One that speaks of the value is
/// meant as true or false, even where the value is so too.
fn holds(given: &[Value], is_named: bool) -> Value {
    let [value, result] = given else { return Value::Null(None) };
    let is_answer = is_named || !matches!(value, Value::Boolean(_));
    Value::Boolean(match result {
        Value::Boolean(answer) if is_answer => *answer,
        result => equal(value, result) == Some(true) || fulfils(value, result) == Some(true),
    })
}
