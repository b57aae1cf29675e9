//! Members of contexts by keys, and by lists of keys.

use dsntk_feel::Name;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;

use super::{Answer, BuiltIn, Work, argument, original, plain};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    plain("get value", &["m|context", "key|keys"], 2, get_value),
    plain("context put", &["context", "key|keys", "value"], 3, put),
];

/// Keys of a path may be so many.
const LONGEST_PATH: usize = 128;

fn get_value(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let (context, key) = (argument(arguments, 0), argument(arguments, 1));
    let Value::List(keys) = key else { return Ok(original("get value", arguments)) };
    let mut value = Some(context);
    for key in keys {
        value = match (value, key) {
            (Some(Value::Context(members)), Value::String(key)) => members.get_entry(&Name::from(key)),
            _ => None,
        };
    }
    match value {
        Some(value) if !keys.is_empty() => Ok(value.clone()),
        _ => Err("there is nothing under these keys".to_owned()),
    }
}

fn put(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let (context, key, value) = (argument(arguments, 0), argument(arguments, 1), argument(arguments, 2));
    let (Value::Context(context), Value::List(keys)) = (context, key) else {
        return Ok(original("context put", arguments));
    };
    if keys.is_empty() || keys.len() > LONGEST_PATH {
        return Err(format!("between 1 and {LONGEST_PATH} keys are needed"));
    }
    Ok(Value::Context(put_under(context, keys, value)?))
}

fn put_under(context: &FeelContext, keys: &[Value], value: &Value) -> Result<FeelContext, String> {
    let Some((Value::String(key), rest)) = keys.split_first() else { return Err("keys are texts".to_owned()) };
    let key = Name::from(key);
    let inner = if rest.is_empty() {
        value.clone()
    } else {
        match context.get_entry(&key) {
            Some(Value::Context(inner)) => Value::Context(put_under(inner, rest, value)?),
            None => Value::Context(put_under(&FeelContext::default(), rest, value)?),
            Some(other) => return Err(format!("“{key}” holds {} and no context", other.type_of())),
        }
    };
    let mut changed = context.clone();
    changed.set_entry(&key, inner);
    Ok(changed)
}
