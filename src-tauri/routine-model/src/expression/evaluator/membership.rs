//! `in`: the FEEL crate's, but for times, which have to be compared as they are everywhere.

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;

use super::super::meter;
use super::equality::{equal, order};
use super::{Builder, has_ours, nothing, null, under};

impl Builder<'_> {
    pub(super) fn membership(&mut self, value: AstNode, tests: AstNode) -> Evaluator {
        // What is straight may be computed twice; the rest goes to the crate under names, as it could double at each level.
        let straight = !has_ours(&value) && !has_ours(&tests);
        // Lists in lists are compared item by item with item.
        let pays = !is_short(&tests);
        self.metered |= pays;
        let (left_name, right_name) = (self.fresh(), self.fresh());
        let original = if straight {
            self.region(AstNode::In(Box::new(value.clone()), Box::new(tests.clone())))
        } else {
            let names = [&left_name, &right_name].map(|name| Box::new(AstNode::Name(name.clone())));
            let [left, right] = names;
            dsntk_feel_evaluator::prepare(&AstNode::In(left, right))
        };
        let (left, right) = (self.build(value), self.build(tests));
        Box::new(move |scope: &FeelScope| {
            let value = left(scope);
            if matches!(value, Value::DateTime(_) | Value::Time(_)) {
                return match fulfils(&value, &right(scope)) {
                    Some(answer) => Value::Boolean(answer),
                    None => null("“in” cannot compare a time with what is no time, or is in no time zone"),
                };
            }
            if pays && matches!(value, Value::List(_)) {
                let pairs = meter::weight(&value).saturating_mul(meter::weight(&right(scope)));
                if !meter::charge(pairs) {
                    return nothing(scope);
                }
            }
            if straight {
                return original(scope);
            }
            let mut sides = FeelContext::default();
            sides.set_entry(&left_name, value);
            sides.set_entry(&right_name, right(scope));
            under(scope, sides, &original)
        })
    }
}

/// Whether tests are as many as the text says: ranges, comparisons and literals.
fn is_short(tests: &AstNode) -> bool {
    use AstNode as N;
    match tests {
        N::ExpressionList(tests) | N::List(tests) | N::NegatedList(tests) => tests.iter().all(is_short),
        N::Range(..)
        | N::UnaryEq(_)
        | N::UnaryNe(_)
        | N::UnaryLt(_)
        | N::UnaryLe(_)
        | N::UnaryGt(_)
        | N::UnaryGe(_)
        | N::Numeric(..)
        | N::String(_)
        | N::Boolean(_)
        | N::At(_)
        | N::Null => true,
        _ => false,
    }
}

/// Whether a value fulfils a unary test; `None` when they do not compare.
pub(in super::super) fn fulfils(value: &Value, test: &Value) -> Option<bool> {
    use Value as V;
    match test {
        V::Range(from, from_kind, to, to_kind) => {
            let above = from_kind.undefined()
                || order(value, from).map(|order| order.is_gt() || (from_kind.closed() && order.is_eq()))?;
            let below = to_kind.undefined()
                || order(value, to).map(|order| order.is_lt() || (to_kind.closed() && order.is_eq()))?;
            Some(above && below)
        }
        V::UnaryEqual(other) => equal(value, other),
        V::UnaryNotEqual(other) => equal(value, other).map(|same| !same),
        V::UnaryLess(other) => order(value, other).map(std::cmp::Ordering::is_lt),
        V::UnaryLessOrEqual(other) => order(value, other).map(std::cmp::Ordering::is_le),
        V::UnaryGreater(other) => order(value, other).map(std::cmp::Ordering::is_gt),
        V::UnaryGreaterOrEqual(other) => order(value, other).map(std::cmp::Ordering::is_ge),
        V::List(tests) | V::ExpressionList(tests) => Some(tests.iter().any(|test| fulfils(value, test) == Some(true))),
        V::NegatedCommaList(tests) => Some(!tests.iter().any(|test| fulfils(value, test) == Some(true))),
        other => equal(value, other),
    }
}
