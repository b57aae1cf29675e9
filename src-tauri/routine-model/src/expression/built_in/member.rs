//! Which values have been seen.

use std::collections::HashSet;

use dsntk_feel::values::Value;

use super::super::evaluator::equal;
use super::super::meter;

/// Values that have been seen: texts and whole numbers found at once, others one by one, which costs.
#[derive(Default)]
pub(super) struct Seen {
    texts: HashSet<String>,
    numbers: HashSet<i64>,
    others: Vec<Value>,
}

impl Seen {
    /// Whether a value comes for the first time.
    pub(super) fn first(&mut self, value: &Value) -> bool {
        match value {
            Value::String(text) => return self.texts.insert(text.clone()),
            Value::Number(number) if number.is_integer() => {
                if let Ok(number) = i64::try_from(number) {
                    return self.numbers.insert(number);
                }
            }
            _ => {}
        }
        let looked_at = u64::try_from(self.others.len()).unwrap_or(u64::MAX);
        if !meter::charge(meter::weight(value).saturating_mul(looked_at)) {
            return false;
        }
        if self.others.iter().any(|other| equal(other, value) == Some(true)) {
            return false;
        }
        self.others.push(value.clone());
        true
    }
}
