//! What each operation makes of an entry's value.

use std::sync::Arc;

use routine_model::EntryOperation;
use serde_json::{Map, Value};

use super::decimal;
use crate::refusal::Refusal;

/// The value that an entry has after an operation; none after a deletion.
///
/// On an entry that is not there: `append` begins a list, `increment` counts from 0, both merges begin an object.
pub(crate) fn operate(
    key: &str,
    current: Option<&Arc<Value>>,
    operation: EntryOperation,
    operand: &Value,
) -> Result<Option<Arc<Value>>, Refusal> {
    let mismatch = |reason: String| Refusal::TypeMismatch { key: key.to_owned(), operation, reason };
    let value = match operation {
        EntryOperation::Set => operand.clone(),
        EntryOperation::Delete if current.is_none() => return Err(Refusal::Absent { key: key.to_owned() }),
        EntryOperation::Delete => return Ok(None),
        EntryOperation::Append => {
            let mut list = match current.map(AsRef::as_ref) {
                None => Vec::new(),
                Some(Value::Array(list)) => list.clone(),
                Some(other) => return Err(mismatch(format!("it is {}, and not a list", kind_of(other)))),
            };
            match operand {
                Value::Array(more) => list.extend(more.iter().cloned()),
                one => list.push(one.clone()),
            }
            Value::Array(list)
        }
        EntryOperation::Increment => {
            let zero = serde_json::Number::from(0);
            let was = match current.map(AsRef::as_ref) {
                None => &zero,
                Some(Value::Number(was)) => was,
                Some(other) => return Err(mismatch(format!("it is {}, and not a number", kind_of(other)))),
            };
            let Value::Number(more) = operand else {
                return Err(mismatch(format!("{} cannot be added", kind_of(operand))));
            };
            decimal::sum(was, more).map_err(|reason| Refusal::NotExact { key: key.to_owned(), reason })?
        }
        EntryOperation::Merge | EntryOperation::DeepMerge => {
            let mut fields = match current.map(AsRef::as_ref) {
                None => Map::new(),
                Some(Value::Object(fields)) => fields.clone(),
                Some(other) => return Err(mismatch(format!("it is {}, and not an object", kind_of(other)))),
            };
            let Value::Object(more) = operand else {
                return Err(mismatch(format!("{} cannot be merged", kind_of(operand))));
            };
            if operation == EntryOperation::DeepMerge {
                merge_deeply(&mut fields, more);
            } else {
                fields.extend(more.iter().map(|(name, field)| (name.clone(), field.clone())));
            }
            Value::Object(fields)
        }
    };
    Ok(Some(Arc::new(value)))
}

/// Both sides are no deeper than the limit on depth, and so is the recursion.
fn merge_deeply(fields: &mut Map<String, Value>, more: &Map<String, Value>) {
    for (name, field) in more {
        match (fields.get_mut(name), field) {
            (Some(Value::Object(inner)), Value::Object(more)) => merge_deeply(inner, more),
            (Some(was), other) => *was = other.clone(),
            (None, other) => {
                fields.insert(name.clone(), other.clone());
            }
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_operation_makes_what_its_name_says() {
        use EntryOperation::{Append, DeepMerge, Delete, Increment, Merge, Set};
        for (current, operation, operand, wanted) in [
            (None, Set, json!(null), Ok(Some(json!(null)))),
            (Some(json!("a")), Set, json!([1]), Ok(Some(json!([1])))),
            (None, Append, json!(1), Ok(Some(json!([1])))),
            (Some(json!([1])), Append, json!([2, [3]]), Ok(Some(json!([1, 2, [3]])))),
            (Some(json!("a")), Append, json!("b"), Err("swarm-type-mismatch")),
            (None, Increment, json!(3), Ok(Some(json!(3)))),
            (Some(json!(1.5)), Increment, json!(-0.5), Ok(Some(json!(1)))),
            (Some(json!("1")), Increment, json!(1), Err("swarm-type-mismatch")),
            (Some(json!(1)), Increment, json!("1"), Err("swarm-type-mismatch")),
            (Some(json!(u64::MAX)), Increment, json!(1), Err("swarm-not-exact")),
            (Some(json!({"a": {"b": 1}})), Merge, json!({"a": {"c": 2}}), Ok(Some(json!({"a": {"c": 2}})))),
            (Some(json!({"a": {"b": 1}})), DeepMerge, json!({"a": {"c": 2}}), Ok(Some(json!({"a": {"b": 1, "c": 2}})))),
            (Some(json!({"a": 1})), DeepMerge, json!({"a": null}), Ok(Some(json!({"a": null})))),
            (None, Merge, json!({"a": 1}), Ok(Some(json!({"a": 1})))),
            (Some(json!([1])), Merge, json!({"a": 1}), Err("swarm-type-mismatch")),
            (Some(json!({})), DeepMerge, json!([1]), Err("swarm-type-mismatch")),
            (Some(json!(1)), Delete, json!(null), Ok(None)),
            (None, Delete, json!(null), Err("swarm-absent")),
        ] {
            let before = current.clone().map(Arc::new);
            let after = operate("key", before.as_ref(), operation, &operand);
            let after = after.map(|value| value.map(|value| (*value).clone())).map_err(|refusal| refusal.code());
            assert_eq!(after, wanted, "{} {operand} on {current:?}", operation.word());
        }
    }
}
