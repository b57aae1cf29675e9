//! Lists.

use dsntk_feel::FeelNumber;
use dsntk_feel::values::Value;

use super::super::meter;
use super::member::Seen;
use super::{Answer, BuiltIn, Work, argument, count_of, items, original, paying, plain};

pub(super) const FUNCTIONS: &[BuiltIn] = &[
    plain("count", &["list"], 1, count),
    plain("is empty", &["list"], 1, is_empty),
    plain("partition", &["list", "size"], 2, partition),
    paying("distinct values", &["list"], 1, distinct),
    paying("duplicate values", &["list"], 1, duplicates),
    BuiltIn { name: "union", parameters: &["list"], required: 1, many: true, pays: true, compute: union },
    paying("list replace", &["list", "position|match", "newItem"], 3, replace),
];

fn count(arguments: &[Value], _: &mut dyn Work) -> Answer {
    Ok(Value::Number(FeelNumber::from(items(arguments, 0)?.len())))
}

fn is_empty(arguments: &[Value], _: &mut dyn Work) -> Answer {
    Ok(Value::Boolean(items(arguments, 0)?.is_empty()))
}

fn partition(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let size = count_of(arguments, 1)?;
    if size == 0 {
        return Err("parts need at least one item".to_owned());
    }
    let parts = items(arguments, 0)?.chunks(size);
    Ok(Value::List(parts.map(|part| Value::List(part.to_vec())).collect()))
}

fn distinct(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let mut seen = Seen::default();
    Ok(Value::List(items(arguments, 0)?.iter().filter(|item| seen.first(item)).cloned().collect()))
}

fn duplicates(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let (mut seen, mut told) = (Seen::default(), Seen::default());
    let twice = items(arguments, 0)?.iter().filter(|item| !seen.first(item));
    Ok(Value::List(twice.filter(|item| told.first(item)).cloned().collect()))
}

fn union(arguments: &[Value], _: &mut dyn Work) -> Answer {
    let mut seen = Seen::default();
    let mut all = Vec::new();
    for index in 0..arguments.len() {
        all.extend(items(arguments, index)?.iter().filter(|item| seen.first(item)).cloned());
    }
    Ok(Value::List(all))
}

/// Replaces the item at a position, or those that a function of the item and the new one picks.
fn replace(arguments: &[Value], work: &mut dyn Work) -> Answer {
    let picks = argument(arguments, 1);
    if !matches!(picks, Value::FunctionDefinition(..)) {
        return Ok(original("list replace", arguments));
    }
    let new = argument(arguments, 2);
    let mut replaced = Vec::new();
    for item in items(arguments, 0)? {
        match work.call(picks, vec![item.clone(), new.clone()]) {
            Value::Boolean(true) => replaced.push(new.clone()),
            Value::Boolean(false) => replaced.push(item.clone()),
            Value::Null(Some(reason)) => return Err(reason),
            _ => return Err("the function that picks items has to answer true or false".to_owned()),
        }
        if let Some(last) = replaced.last() {
            meter::keep(last);
        }
        if meter::stopped() {
            break;
        }
    }
    Ok(Value::List(replaced))
}
