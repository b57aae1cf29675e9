//! Three values put together: what two made of the same third.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{at, inside};
use crate::contract::{MergeLine, MergeSide};

/// What comes out, and where something changed. No value when the side that is taken has none.
pub(crate) struct Merged {
    pub(crate) value: Option<Value>,
    pub(crate) lines: Vec<MergeLine>,
}

/// Puts together what one and another made of `base`. Where both changed the same place differently, `taken` says whose is
/// kept; mine where it says nothing.
///
/// Records are merged field by field, and lists place by place as long as nobody changed their length.
pub(crate) fn merge(
    base: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
    taken: &BTreeMap<String, MergeSide>,
) -> Merged {
    let mut lines = Vec::new();
    let value = put_together("", [base, mine, theirs], taken, &mut lines);
    Merged { value, lines }
}

fn put_together(
    path: &str,
    sides: [Option<&Value>; 3],
    taken: &BTreeMap<String, MergeSide>,
    lines: &mut Vec<MergeLine>,
) -> Option<Value> {
    let [base, mine, theirs] = sides;
    if mine == theirs {
        return mine.cloned();
    }
    match sides {
        [Some(Value::Object(base)), Some(Value::Object(mine)), Some(Value::Object(theirs))] => {
            let keys: BTreeSet<&String> = base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
            let merged: Map<String, Value> = keys
                .into_iter()
                .filter_map(|key| {
                    let sides = [base.get(key), mine.get(key), theirs.get(key)];
                    Some((key.clone(), put_together(&inside(path, key), sides, taken, lines)?))
                })
                .collect();
            return Some(Value::Object(merged));
        }
        [Some(Value::Array(base)), Some(Value::Array(mine)), Some(Value::Array(theirs))]
            if base.len() == mine.len() && mine.len() == theirs.len() =>
        {
            let merged = (0..mine.len()).filter_map(|index| {
                let sides = [base.get(index), mine.get(index), theirs.get(index)];
                put_together(&inside(path, &index.to_string()), sides, taken, lines)
            });
            return Some(Value::Array(merged.collect()));
        }
        _ => {}
    }
    let conflict = mine != base && theirs != base;
    let side = match conflict {
        true => taken.get(path).copied().unwrap_or(MergeSide::Mine),
        false if mine == base => MergeSide::Theirs,
        false => MergeSide::Mine,
    };
    lines.push(MergeLine {
        path: path.to_owned(),
        base: at(base),
        mine: at(mine),
        theirs: at(theirs),
        conflict,
        taken: side,
    });
    match side {
        MergeSide::Mine => mine.cloned(),
        MergeSide::Theirs => theirs.cloned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn merged(base: &Value, mine: &Value, theirs: &Value, taken: &[(&str, MergeSide)]) -> Merged {
        let taken = taken.iter().map(|(path, side)| ((*path).to_owned(), *side)).collect();
        merge(Some(base), Some(mine), Some(theirs), &taken)
    }

    #[test]
    fn changes_at_different_places_go_together() {
        let base = json!({"a": 1, "b": {"c": 1, "d": [1, 2]}, "gone": 0});
        let mine = json!({"a": 2, "b": {"c": 1, "d": [1, 9]}, "gone": 0});
        let theirs = json!({"a": 1, "b": {"c": 3, "d": [8, 2]}, "new": 1});
        let merged = merged(&base, &mine, &theirs, &[]);
        assert_eq!(merged.value, Some(json!({"a": 2, "b": {"c": 3, "d": [8, 9]}, "new": 1})));
        assert!(merged.lines.iter().all(|line| !line.conflict), "nobody changed what the other did");
        assert_eq!(merged.lines.len(), 6);
    }

    #[test]
    fn a_conflict_is_decided_by_whoever_asks() {
        let (base, mine, theirs) = (json!({"a": 1}), json!({"a": 2}), json!({"a": 3}));
        let by_default = merged(&base, &mine, &theirs, &[]);
        assert_eq!(by_default.value, Some(json!({"a": 2})), "mine where nothing is said");
        assert!(by_default.lines[0].conflict);
        let chosen = merged(&base, &mine, &theirs, &[("/a", MergeSide::Theirs)]);
        assert_eq!((chosen.value, chosen.lines[0].taken), (Some(json!({"a": 3})), MergeSide::Theirs));
    }

    #[test]
    fn lists_of_another_length_are_decided_as_a_whole() {
        let merged = merged(&json!([1]), &json!([1, 2]), &json!([1, 3]), &[("", MergeSide::Theirs)]);
        assert_eq!(merged.value, Some(json!([1, 3])), "an order that both changed cannot be guessed");
        assert_eq!(merged.lines.len(), 1);
    }

    #[test]
    fn a_value_that_was_deleted_meanwhile_is_a_conflict() {
        let merged = merge(Some(&json!(1)), Some(&json!(2)), None, &BTreeMap::new());
        assert!(merged.lines[0].conflict, "one changed what the other deleted");
        assert_eq!(merged.value, Some(json!(2)));
    }
}
