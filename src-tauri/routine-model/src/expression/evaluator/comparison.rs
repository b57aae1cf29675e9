//! `=`, `<` and their kin.

use std::cmp::Ordering;

use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;

use super::super::meter;
use super::equality::{equal, order};
use super::{Builder, null};

impl Builder<'_> {
    pub(super) fn equality(&mut self, left: AstNode, right: AstNode, same: bool) -> Evaluator {
        let (left, right) = (self.build(left), self.build(right));
        let pays = self.inside > 0;
        Box::new(move |scope: &FeelScope| {
            let (left, right) = (left(scope), right(scope));
            if pays {
                pay_to_compare(&left);
            }
            match equal(&left, &right) {
                Some(answer) => Value::Boolean(answer == same),
                None => incomparable(&left, &right, if same { "=" } else { "!=" }),
            }
        })
    }

    pub(super) fn order(
        &mut self,
        left: AstNode,
        right: AstNode,
        sign: &'static str,
        holds: fn(Ordering) -> bool,
    ) -> Evaluator {
        let (left, right) = (self.build(left), self.build(right));
        Box::new(move |scope: &FeelScope| {
            let (left, right) = (left(scope), right(scope));
            match order(&left, &right) {
                Some(answer) => Value::Boolean(holds(answer)),
                None => incomparable(&left, &right, sign),
            }
        })
    }

    pub(super) fn between(&mut self, value: AstNode, from: AstNode, to: AstNode) -> Evaluator {
        let (value, from, to) = (self.build(value), self.build(from), self.build(to));
        Box::new(move |scope: &FeelScope| {
            let (value, from, to) = (value(scope), from(scope), to(scope));
            match (order(&value, &from), order(&value, &to)) {
                (Some(lower), Some(upper)) => Value::Boolean(lower.is_ge() && upper.is_le()),
                (None, _) => incomparable(&value, &from, "between"),
                (_, None) => incomparable(&value, &to, "between"),
            }
        })
    }
}

/// A comparison of lists and contexts goes through both.
pub(super) fn pay_to_compare(value: &Value) {
    if matches!(value, Value::List(_) | Value::Context(_)) {
        meter::keep(value);
    }
}

fn incomparable(left: &Value, right: &Value, sign: &str) -> Value {
    for side in [left, right] {
        if let Value::Null(Some(reason)) = side {
            return Value::Null(Some(reason.clone()));
        }
    }
    let zones = |value: &Value| matches!(value, Value::DateTime(_) | Value::Time(_));
    if zones(left) && zones(right) && left.type_of() == right.type_of() {
        return null(format!("“{sign}” cannot compare a time in a time zone with one that is in none"));
    }
    null(format!("“{sign}” cannot compare {} with {}", left.type_of(), right.type_of()))
}
