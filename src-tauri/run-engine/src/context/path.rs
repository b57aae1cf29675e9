//! Dotted targets of mappings: `customer.address.city` writes into the object `customer`.

use serde_json::{Map, Value};

use crate::outcome::VariableMap;

/// The variable that a target writes to or into.
pub(super) fn variable_of(target: &str) -> &str {
    target.split('.').next().unwrap_or(target)
}

/// Writes a value at a target. `current` is what the variable has been so far, if the map does not hold it yet; what is
/// in the way of a path and is no object gives way to one.
pub(super) fn write(variables: &mut VariableMap, target: &str, value: Value, current: impl FnOnce() -> Option<Value>) {
    let path: Vec<&str> = target.split('.').collect();
    let name = variable_of(target);
    if path.len() > 1 && !variables.contains_key(name) {
        variables.insert(name.to_owned(), current().unwrap_or(Value::Null));
    }
    write_at(variables, &path, value);
}

/// Writes a value at a path whose first part is a variable.
pub(crate) fn write_at(variables: &mut VariableMap, path: &[&str], value: Value) {
    let Some((&name, parts)) = path.split_first() else { return };
    let mut place = variables.entry(name.to_owned()).or_insert(Value::Null);
    for &part in parts {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(object) = place else { return };
        place = object.entry(part).or_insert(Value::Null);
    }
    *place = value;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_dotted_target_writes_into_the_object_and_keeps_its_other_parts() {
        let mut variables = VariableMap::new();
        write(&mut variables, "a.b.c", json!(1), || Some(json!({"kept": true})));
        write(&mut variables, "a.b.d", json!(2), || None);
        write(&mut variables, "plain", json!(3), || None);
        assert_eq!(json!(variables), json!({"a": {"kept": true, "b": {"c": 1, "d": 2}}, "plain": 3}));
        assert_eq!(variable_of("a.b.c"), "a");
    }

    #[test]
    fn what_is_in_the_way_of_a_path_gives_way_to_an_object() {
        let mut variables = VariableMap::from([("a".to_owned(), json!(5))]);
        write(&mut variables, "a.b", json!(1), || None);
        assert_eq!(json!(variables), json!({"a": {"b": 1}}));
    }
}
