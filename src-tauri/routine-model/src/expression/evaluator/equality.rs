//! Which values are the same, and which come first.
//!
//! The same on every machine and on every day: a time without a time zone is in none, and not in the machine's.

use std::cmp::Ordering;

use dsntk_feel::values::Value;

use super::moment::{Moment, instant, time_of_day};

/// Whether two values are the same; `None` when they cannot be (DMN 1.5, table 54).
pub(in super::super) fn equal(left: &Value, right: &Value) -> Option<bool> {
    use Value as V;
    match (left, right) {
        (V::Null(_), V::Null(_)) => Some(true),
        (V::Null(_), _) | (_, V::Null(_)) => Some(false),
        (V::Number(left), V::Number(right)) => Some(left == right),
        (V::String(left), V::String(right)) => Some(left == right),
        (V::Boolean(left), V::Boolean(right)) => Some(left == right),
        (V::Date(left), V::Date(right)) => Some(left == right),
        // Times are the same when they are in the same second: that is what the published tests of DMN ask for.
        (V::DateTime(_), V::DateTime(_)) => same_second(instant(left)?, instant(right)?),
        (V::Time(_), V::Time(_)) => same_second(time_of_day(left)?, time_of_day(right)?),
        (V::DaysAndTimeDuration(left), V::DaysAndTimeDuration(right)) => Some(left == right),
        (V::YearsAndMonthsDuration(left), V::YearsAndMonthsDuration(right)) => Some(left == right),
        (V::List(left), V::List(right)) => {
            if left.len() != right.len() {
                return Some(false);
            }
            let mut pairs = left.iter().zip(right);
            pairs.try_fold(true, |same, (left, right)| Some(same && equal(left, right)?))
        }
        (V::Context(left), V::Context(right)) => {
            if left.len() != right.len() {
                return Some(false);
            }
            let mut members = left.iter();
            members.try_fold(true, |same, (name, value)| match right.get_entry(name) {
                Some(other) => Some(same && equal(value, other)?),
                None => Some(false),
            })
        }
        (V::Range(..), V::Range(..)) => Some(dsntk_feel_evaluator::evaluate_equals(left, right)),
        _ => is_test(left).or(is_test(right)).map(|()| dsntk_feel_evaluator::evaluate_equals(right, left)),
    }
}

/// Which of two values of the same kind comes first; `None` for kinds without an order, and for times of which only one is
/// in a time zone.
pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    use Value as V;
    match (left, right) {
        (V::Number(left), V::Number(right)) => left.partial_cmp(right),
        (V::String(left), V::String(right)) => Some(left.cmp(right)),
        (V::Date(left), V::Date(right)) => left.partial_cmp(right),
        (V::DateTime(_), V::DateTime(_)) => {
            let (left, right) = (instant(left)?, instant(right)?);
            (left.zoned == right.zoned).then(|| left.moment.cmp(&right.moment))
        }
        (V::Time(_), V::Time(_)) => {
            let (left, right) = (time_of_day(left)?, time_of_day(right)?);
            (left.zoned == right.zoned).then(|| left.moment.cmp(&right.moment))
        }
        (V::DaysAndTimeDuration(left), V::DaysAndTimeDuration(right)) => left.partial_cmp(right),
        (V::YearsAndMonthsDuration(left), V::YearsAndMonthsDuration(right)) => left.partial_cmp(right),
        _ => None,
    }
}

fn same_second(left: Moment, right: Moment) -> Option<bool> {
    (left.zoned == right.zoned).then(|| left.second() == right.second())
}

/// Unary tests compare by rules of their own.
fn is_test(value: &Value) -> Option<()> {
    use Value as V;
    matches!(
        value,
        V::UnaryEqual(_)
            | V::UnaryNotEqual(_)
            | V::UnaryGreater(_)
            | V::UnaryGreaterOrEqual(_)
            | V::UnaryLess(_)
            | V::UnaryLessOrEqual(_)
    )
    .then_some(())
}
