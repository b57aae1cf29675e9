//! `sort(list, precedes)`: a stable merge sort, which asks any function and ends whatever it answers.

use dsntk_feel::values::Value;

use super::super::meter;
use super::{Answer, BuiltIn, Work, argument, items, paying};

pub(super) const FUNCTIONS: &[BuiltIn] = &[paying("sort", &["list", "precedes"], 2, sort)];

fn sort(arguments: &[Value], work: &mut dyn Work) -> Answer {
    let precedes = argument(arguments, 1);
    let Value::FunctionDefinition(parameters, ..) = precedes else {
        return Err(format!("a function of two items is needed, not {}", precedes.type_of()));
    };
    if parameters.len() != 2 {
        return Err("the function has to have two parameters".to_owned());
    }
    let mut sorted = items(arguments, 0)?.to_vec();
    let mut width = 1;
    while width < sorted.len() {
        let mut merged = Vec::with_capacity(sorted.len());
        for pair in sorted.chunks(width * 2) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            merge(left, right, &mut merged, &mut |first, second| {
                work.call(precedes, vec![first.clone(), second.clone()]) == Value::Boolean(true)
            });
        }
        sorted = merged;
        width *= 2;
        if meter::stopped() {
            break;
        }
    }
    Ok(Value::List(sorted))
}

fn merge(left: &[Value], right: &[Value], merged: &mut Vec<Value>, precedes: &mut dyn FnMut(&Value, &Value) -> bool) {
    let (mut left, mut right) = (left, right);
    while let (Some((first, left_rest)), Some((second, right_rest))) = (left.split_first(), right.split_first()) {
        if precedes(second, first) {
            merged.push(second.clone());
            right = right_rest;
        } else {
            merged.push(first.clone());
            left = left_rest;
        }
    }
    merged.extend(left.iter().chain(right).cloned());
}
