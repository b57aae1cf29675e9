//! JSON that the command line gives: as text, or as `@FILE`.

use std::path::Path;

use serde_json::{Map, Value};

use crate::exit::Failure;

/// A JSON object from the command line; `-` and `@-` are not special, a file is read whole.
pub(crate) fn object(option: &str, given: &str) -> Result<Map<String, Value>, Failure> {
    let text = match given.strip_prefix('@') {
        Some(path) => std::fs::read_to_string(Path::new(path))
            .map_err(|error| Failure::unusable(format!("{option}: {path} cannot be read: {error}.")))?,
        None => given.to_owned(),
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Failure::unusable(format!("{option} takes a JSON object, such as {{\"amount\": 12}}."))),
        Err(error) => Err(Failure::unusable(format!("{option} is no JSON: {error}."))),
    }
}

/// A value from the command line: JSON, or else text; with `@FILE` what stands in a file.
pub(crate) fn value(option: &str, given: &str) -> Result<Value, Failure> {
    let text = match given.strip_prefix('@') {
        Some(path) => std::fs::read_to_string(Path::new(path))
            .map_err(|error| Failure::unusable(format!("{option}: {path} cannot be read: {error}.")))?,
        None => given.to_owned(),
    };
    Ok(serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// Options of the form `name=value`; the value is JSON, or else text.
pub(crate) fn assignment(option: &str, given: &str) -> Result<(String, Value), Failure> {
    let (name, value) = given
        .split_once('=')
        .ok_or_else(|| Failure::unusable(format!("{option} takes name=value; {given:?} has no `=`.")))?;
    Ok((name.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| Value::from(value))))
}
