//! From one kind of value to another.

use dsntk_feel::values::Value;

use super::super::convert::{to_feel, to_json};
use super::super::needs::Parts;
use super::{Answer, BuiltIn, Work, argument, original, plain, text};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    plain("number", &["from", "grouping separator", "decimal separator"], 1, number),
    plain("from json", &["value"], 1, from_json),
    plain("to json", &["value"], 1, json),
    plain("range", &["from"], 1, range),
];

/// Characters of a range's text.
const LONGEST_RANGE: usize = 256;

fn number(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let given: Vec<Value> = (0..3).map(|index| argument(arguments, index).clone()).collect();
    Ok(original("number", &given))
}

fn from_json(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let value = serde_json::from_str(text(arguments, 0)?).map_err(|error| format!("the text is no JSON: {error}"))?;
    to_feel(&value, &Parts::Whole, 0).ok_or_else(|| "the value is nested too deep".to_owned())
}

fn json(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let value = to_json(argument(arguments, 0).clone(), 0)?;
    Ok(Value::String(value.to_string()))
}

fn range(arguments: &[Value], _: &mut dyn Work) -> Answer {
    match argument(arguments, 0) {
        Value::String(text) if text.len() > LONGEST_RANGE => Err("the text is too long for a range".to_owned()),
        _ => Ok(original("range", arguments)),
    }
}
