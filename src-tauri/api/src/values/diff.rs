//! What differs between two values, by place. Lists are compared place by place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{at, inside};
use crate::contract::ValueDifference;

/// The places at which two values differ, as deep as they can be told apart. A side that is absent has nothing there.
///
/// As deep as JSON that was read can be, which is 128 levels.
pub(crate) fn differences(before: Option<&Value>, after: Option<&Value>) -> Vec<ValueDifference> {
    let mut found = Vec::new();
    compare("", before, after, &mut found);
    found
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<ValueDifference>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
                compare(&inside(path, key), old.get(key), new.get(key), found);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            for index in 0..old.len().max(new.len()) {
                compare(&inside(path, &index.to_string()), old.get(index), new.get(index), found);
            }
        }
        _ => found.push(ValueDifference { path: path.to_owned(), before: at(before), after: at(after) }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences_are_told_by_place() {
        let old = json!({"a": 1, "b": [1, 2], "c/d": null});
        let new = json!({"a": 2, "b": [1, 2, 3], "e": true});
        let found = differences(Some(&old), Some(&new));
        let places: Vec<_> = found.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(places, ["/a", "/b/2", "/c~1d", "/e"], "only what differs, as deep as it can be told apart");
        assert_eq!(found[1].before, None, "a list that grew had nothing there");
        assert_eq!(found[2].before, at(Some(&json!(null))), "`null` is a value that was there");
    }

    #[test]
    fn another_kind_of_value_differs_as_a_whole() {
        let found = differences(Some(&json!([1])), Some(&json!({"0": 1})));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "");
        assert_eq!(differences(None, None), [], "nothing is like nothing");
    }
}
