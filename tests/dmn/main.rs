//! The published tests of DMN, as far as they are expressions by themselves.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that panics has failed; the figure is its result"
)]

use std::path::Path;

use api::headless::evaluate;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Of a hundred cases so many pass at least.
const LEAST_PERCENT: usize = 98;

#[derive(Deserialize)]
struct Case {
    case: String,
    expression: String,
    #[serde(default)]
    context: Map<String, Value>,
    expected: Value,
    kind: Option<String>,
}

#[test]
fn nearly_all_literal_expressions_have_the_published_value() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("dmn/literal-expressions.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let cases: Vec<Case> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let failed: Vec<&Case> = cases.iter().filter(|case| !passes(case)).collect();
    let passed = cases.len() - failed.len();
    for case in &failed {
        println!("{}: {}", case.case, case.expression.trim());
    }
    println!("{passed} of {} literal expressions of the DMN tests", cases.len());
    assert!(cases.len() > 3_000, "the extract is whole");
    assert!(passed * 100 >= cases.len() * LEAST_PERCENT, "at least {LEAST_PERCENT} % have the published value");
}

fn passes(case: &Case) -> bool {
    match evaluate(&case.expression, &case.context) {
        Ok(value) => same(&value, &case.expected, case.kind.as_deref()),
        // What is wrong with an expression is null in DMN.
        Err(_) => case.expected.is_null(),
    }
}

fn same(value: &Value, expected: &Value, kind: Option<&str>) -> bool {
    match (value, expected) {
        (Value::Number(value), Value::Number(expected)) => {
            let (value, expected) = (value.as_f64().unwrap(), expected.as_f64().unwrap());
            (value - expected).abs() <= 1e-8 * value.abs().max(expected.abs()).max(1.0)
        }
        (Value::String(value), Value::String(expected)) => match kind {
            Some("duration") => {
                value == expected || duration(value).is_some_and(|value| Some(value) == duration(expected))
            }
            Some("time" | "dateTime") => moment(value) == moment(expected),
            _ => value == expected,
        },
        (Value::Array(value), Value::Array(expected)) => {
            value.len() == expected.len()
                && value.iter().zip(expected).all(|(value, expected)| same(value, expected, None))
        }
        (Value::Object(value), Value::Object(expected)) => {
            value.len() == expected.len()
                && value
                    .iter()
                    .all(|(name, value)| expected.get(name).is_some_and(|expected| same(value, expected, None)))
        }
        _ => value == expected,
    }
}

/// Months and milliseconds.
fn duration(text: &str) -> Option<(f64, f64)> {
    let (sign, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let (days, time) = rest.strip_prefix('P')?.split_once('T').unwrap_or((rest.strip_prefix('P')?, ""));
    let sum = |part: &str, units: &[(char, f64)]| {
        let mut digits = String::new();
        let mut sum = 0.0;
        for character in part.chars() {
            if character.is_ascii_digit() || character == '.' {
                digits.push(character);
                continue;
            }
            let (_, size) = units.iter().find(|(unit, _)| *unit == character)?;
            sum += std::mem::take(&mut digits).parse::<f64>().ok()? * size;
        }
        Some(sum)
    };
    let months = sum(days, &[('Y', 12.0), ('M', 1.0), ('D', 0.0)])?;
    let whole_days = sum(days, &[('Y', 0.0), ('M', 0.0), ('D', 86_400_000.0)])?;
    let time = sum(time, &[('H', 3_600_000.0), ('M', 60_000.0), ('S', 1_000.0)])?;
    Some((sign * months, sign * (whole_days + time)))
}

/// A time without zeros at the end of its fraction, and with one way of writing UTC.
fn moment(text: &str) -> String {
    let zone = text.find(['Z', '+', '@']).or_else(|| text.rfind('-').filter(|at| *at > 7)).unwrap_or(text.len());
    let (local, zone) = text.split_at(zone);
    let local = if local.contains('.') { local.trim_end_matches('0').trim_end_matches('.') } else { local };
    format!("{local}{}", zone.replace("+00:00", "Z"))
}
