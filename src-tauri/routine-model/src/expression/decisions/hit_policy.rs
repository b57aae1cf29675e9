//! What a table comes to when none, one or several of its rules match (DMN 1.5, 8.2.10 and 8.2.11).

use std::sync::Arc;

use dsntk_feel::Name;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;

use super::super::built_in::original;
use super::super::evaluator::{OwnFunction, equal, fulfils};
use super::super::meter;
use crate::decision::HitPolicy;

/// A rule that matches, by its number, with its results.
struct Hit {
    number: String,
    results: Vec<Value>,
}

/// Gets the default results (null without any), the lists of output values, and what each rule comes to.
pub(super) fn function(policy: HitPolicy, outputs: Vec<Option<Name>>, title: &str) -> OwnFunction {
    let title = title.to_owned();
    Arc::new(move |given: &[Value]| {
        let [defaults, priorities, rules @ ..] = given else { return Value::Null(None) };
        let hits: Vec<Hit> = rules.iter().filter_map(hit).collect();
        decide(policy, &outputs, &title, (defaults, priorities), hits)
    })
}

fn hit(rule: &Value) -> Option<Hit> {
    let Value::List(parts) = rule else { return None };
    let (number, results) = parts.split_first()?;
    let Value::String(number) = number else { return None };
    Some(Hit { number: number.clone(), results: results.to_vec() })
}

fn decide(
    policy: HitPolicy,
    outputs: &[Option<Name>],
    title: &str,
    (defaults, priorities): (&Value, &Value),
    mut hits: Vec<Hit>,
) -> Value {
    let value = |results: &[Value]| result(outputs, results);
    if hits.is_empty() {
        return match defaults {
            Value::List(defaults) => value(defaults),
            _ => Value::Null(None),
        };
    }
    if matches!(policy, HitPolicy::Priority | HitPolicy::OutputOrder) {
        hits.sort_by_key(|hit| rank(&hit.results, priorities));
    }
    let all = || Value::List(hits.iter().map(|hit| value(&hit.results)).collect());
    let first = || hits.first().map_or(Value::Null(None), |hit| value(&hit.results));
    match policy {
        HitPolicy::Unique if hits.len() > 1 => {
            violated(&hits, title, "UNIQUE allows one");
            Value::Null(None)
        }
        HitPolicy::Any if hits.iter().any(|hit| equal(&value(&hit.results), &first()) != Some(true)) => {
            violated(&hits, title, "ANY wants them to give the same");
            Value::Null(None)
        }
        HitPolicy::Unique | HitPolicy::Any | HitPolicy::Priority | HitPolicy::First => first(),
        HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect => all(),
        HitPolicy::Count => Value::Number(hits.len().into()),
        HitPolicy::Sum => aggregated("sum", all()),
        HitPolicy::Least => aggregated("min", all()),
        HitPolicy::Greatest => aggregated("max", all()),
    }
}

fn aggregated(function: &str, values: Value) -> Value {
    original(function, &[values])
}

fn violated(hits: &[Hit], title: &str, rule: &str) {
    let numbers: Vec<&str> = hits.iter().map(|hit| hit.number.as_str()).collect();
    let (last, others) = numbers.split_last().map_or(("", String::new()), |(last, others)| (*last, others.join(", ")));
    meter::fail(format!("the rules {others} and {last} of “{title}” match, and its hit policy {rule}"));
}

/// One output is its value; several are a context.
fn result(outputs: &[Option<Name>], results: &[Value]) -> Value {
    if let ([_], [only]) = (outputs, results) {
        return only.clone();
    }
    let mut context = FeelContext::default();
    for (index, (name, value)) in outputs.iter().zip(results).enumerate() {
        let unnamed = || Name::from(format!("output{}", index + 1));
        context.set_entry(&name.clone().unwrap_or_else(unnamed), value.clone());
    }
    Value::Context(context)
}

/// The places of results among the output values of their columns; the smaller comes first.
fn rank(results: &[Value], priorities: &Value) -> Vec<usize> {
    let Value::List(columns) = priorities else { return Vec::new() };
    let place = |result: &Value, column: &Value| match column {
        Value::List(tests) => tests.iter().position(|test| fulfils(result, test) == Some(true)).unwrap_or(tests.len()),
        _ => 0,
    };
    results.iter().zip(columns).map(|(result, column)| place(result, column)).collect()
}
