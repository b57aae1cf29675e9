//! `if`, `and`, `or`: only what decides is evaluated, so that a function can end by them.

use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;

use super::{Builder, null};

impl Builder<'_> {
    pub(super) fn choice(&mut self, condition: AstNode, yes: AstNode, no: AstNode) -> Evaluator {
        let (condition, yes, no) = (self.build(condition), self.build(yes), self.build(no));
        Box::new(move |scope: &FeelScope| match condition(scope) {
            Value::Boolean(true) => yes(scope),
            Value::Boolean(false) | Value::Null(_) => no(scope),
            other => null(format!("the condition of “if” is of the kind {}", other.type_of())),
        })
    }

    /// `and`, which `false` decides, or `or`, which `true` decides (DMN 1.5, table 50).
    pub(super) fn both(&mut self, left: AstNode, right: AstNode, decides: bool) -> Evaluator {
        let (left, right) = (self.build(left), self.build(right));
        Box::new(move |scope: &FeelScope| {
            let first = left(scope);
            if matches!(first, Value::Boolean(truth) if truth == decides) {
                return Value::Boolean(decides);
            }
            let second = right(scope);
            match (first, second) {
                (_, Value::Boolean(truth)) if truth == decides => Value::Boolean(decides),
                (Value::Boolean(_), Value::Boolean(_)) => Value::Boolean(!decides),
                (Value::Null(reason), _) | (_, Value::Null(reason)) => Value::Null(reason),
                _ => null("a side of “and” or “or” is neither true nor false"),
            }
        })
    }
}
