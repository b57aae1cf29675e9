//! Values in and out: JSON here, FEEL there.

use std::str::FromStr;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelNumber, Name};
use serde_json::{Map, Number, Value};

use super::meter::MAX_VALUE_DEPTH;
use super::needs::Parts;

/// The FEEL value of those parts of a JSON value that are read; of lists, the parts of each item.
///
/// `None` when the value is nested too deep.
pub(super) fn to_feel(value: &Value, parts: &Parts, depth: usize) -> Option<Feel> {
    if depth > MAX_VALUE_DEPTH {
        return None;
    }
    Some(match (value, parts) {
        (Value::Null, _) => Feel::Null(None),
        (Value::Bool(truth), _) => Feel::Boolean(*truth),
        (Value::Number(number), _) => Feel::Number(to_feel_number(number)?),
        (Value::String(text), _) => Feel::String(text.clone()),
        (Value::Array(items), _) => {
            Feel::List(items.iter().map(|item| to_feel(item, parts, depth + 1)).collect::<Option<_>>()?)
        }
        (Value::Object(members), Parts::Whole) => {
            let mut context = FeelContext::default();
            for (name, value) in members {
                context.set_entry(&Name::from(name), to_feel(value, parts, depth + 1)?);
            }
            Feel::Context(context)
        }
        (Value::Object(members), Parts::Members(read)) => {
            let mut context = FeelContext::default();
            for (name, alias, parts) in read {
                if let Some(value) = members.get(name) {
                    context.set_entry(alias, to_feel(value, parts, depth + 1)?);
                }
            }
            Feel::Context(context)
        }
    })
}

fn to_feel_number(number: &Number) -> Option<FeelNumber> {
    if let Some(whole) = number.as_i64() {
        return Some(FeelNumber::from(whole));
    }
    if let Some(whole) = number.as_u64() {
        return Some(FeelNumber::from(whole));
    }
    // The shortest decimal that means this number, so 0.1 is a tenth and not the binary fraction next to it.
    FeelNumber::from_str(&number.to_string()).ok()
}

/// The JSON value of a FEEL value; the error names what JSON has no form for.
pub(super) fn to_json(value: Feel, depth: usize) -> Result<Value, &'static str> {
    if depth > MAX_VALUE_DEPTH {
        return Err("a value that is nested too deep");
    }
    Ok(match value {
        Feel::Null(_) => Value::Null,
        Feel::Boolean(truth) => Value::Bool(truth),
        Feel::Number(number) => Value::Number(to_json_number(&number).ok_or("a number that is too large")?),
        Feel::String(text) => Value::String(text),
        Feel::List(items) | Feel::ExpressionList(items) => {
            Value::Array(items.into_iter().map(|item| to_json(item, depth + 1)).collect::<Result<_, _>>()?)
        }
        Feel::Context(context) => {
            let mut members = Map::new();
            for (name, value) in context.iter() {
                members.insert(name.as_str().to_owned(), to_json(value.clone(), depth + 1)?);
            }
            Value::Object(members)
        }
        Feel::Date(_)
        | Feel::Time(_)
        | Feel::DateTime(_)
        | Feel::DaysAndTimeDuration(_)
        | Feel::YearsAndMonthsDuration(_) => Value::String(value.to_string()),
        Feel::Range(..) => Value::String(value.to_string()),
        Feel::BuiltInFunction(_) | Feel::FunctionDefinition(..) => return Err("a function"),
        Feel::FeelType(_) => return Err("a type"),
        _ => return Err("a test of a value"),
    })
}

/// Whole numbers stay whole; others become the nearest number of JSON, which for up to 15 digits is the same decimal.
fn to_json_number(number: &FeelNumber) -> Option<Number> {
    if number.is_integer() {
        if let Ok(whole) = i64::try_from(number)
            && FeelNumber::from(whole) == *number
        {
            return Some(Number::from(whole));
        }
        if let Ok(whole) = u64::try_from(number)
            && FeelNumber::from(whole) == *number
        {
            return Some(Number::from(whole));
        }
    }
    number.to_string().parse().ok().and_then(Number::from_f64)
}
