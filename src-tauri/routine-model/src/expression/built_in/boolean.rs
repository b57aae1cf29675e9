//! True, false and whether something is there.

use dsntk_feel::values::Value;

use super::super::meter;
use super::{Answer, BuiltIn, Work, argument, paying, plain};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    plain("not", &["negand"], 1, not),
    plain("is defined", &["value"], 1, is_defined),
    plain("get or else", &["value", "default"], 2, get_or_else),
    paying("assert", &["value", "condition", "cause"], 2, assert),
    plain("fromAi", &["value", "description", "type", "schema", "options"], 1, from_ai),
];

fn not(arguments: &[Value], _: &mut dyn Work) -> Answer {
    match argument(arguments, 0) {
        Value::Boolean(truth) => Ok(Value::Boolean(!truth)),
        Value::Null(Some(reason)) => Err(reason.clone()),
        other => Err(format!("true or false is needed, not {}", other.type_of())),
    }
}

fn is_defined(arguments: &[Value], _: &mut dyn Work) -> Answer {
    Ok(Value::Boolean(!argument(arguments, 0).is_null()))
}

fn get_or_else(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let value = argument(arguments, 0);
    Ok(if value.is_null() { argument(arguments, 1).clone() } else { value.clone() })
}

/// The evaluation as a whole fails where the condition is not true.
fn assert(arguments: &[Value], _: &mut dyn Work) -> Answer {
    if argument(arguments, 1) == &Value::Boolean(true) {
        return Ok(argument(arguments, 0).clone());
    }
    let cause = match argument(arguments, 2) {
        Value::String(cause) => cause.clone(),
        _ => "the condition is not fulfilled".to_owned(),
    };
    meter::fail(cause.clone());
    Err(cause)
}

/// Marks a value as filled in by a model; whoever fills it in reads the other arguments.
fn from_ai(arguments: &[Value], _: &mut dyn Work) -> Answer {
    Ok(argument(arguments, 0).clone())
}
