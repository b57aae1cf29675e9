//! Decisions: the published tests of DMN that need a whole model, and what those leave open.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that panics has failed; the figure is its result"
)]

use std::path::Path;

use routine_model::decision::DecisionModel;
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct PublishedModel {
    model: String,
    text: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    case: String,
    decision: String,
    context: Map<String, Value>,
    expected: Value,
    kind: Option<String>,
}

/// Of a hundred cases so many pass at least.
const LEAST_PERCENT: usize = 93;

#[test]
fn nearly_all_decisions_have_the_published_value() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dmn/decision-models.jsonl");
    let text = std::fs::read_to_string(file).unwrap();
    let (mut passed, mut all) = (0, 0);
    for line in text.lines() {
        let published: PublishedModel = serde_json::from_str(line).unwrap();
        let model = DecisionModel::read(published.text.as_bytes());
        for case in &published.cases {
            all += 1;
            let value = decided(&model, &case.decision, &case.context);
            let passes = match &value {
                Ok(value) => same(value, &case.expected, case.kind.as_deref()),
                // What is wrong with a decision is null in DMN.
                Err(_) => case.expected.is_null(),
            };
            passed += usize::from(passes);
            if !passes {
                println!("{}, {}: {value:?}, not {}", published.model, case.case, case.expected);
            }
        }
    }
    println!("{passed} of {all} decisions of the DMN tests");
    assert!(all > 450, "the extract is whole");
    assert!(passed * 100 >= all * LEAST_PERCENT, "at least {LEAST_PERCENT} % have the published value");
}

fn decided(model: &DecisionModel, name: &str, context: &Map<String, Value>) -> Result<Value, String> {
    let found = model.decisions().find(|(_, known)| *known == name).map(|(id, _)| id.to_owned());
    let id = found.ok_or_else(|| format!("there is no decision {name}"))?;
    let decision = model.decision(&id).map_err(|why| format!("{why:?}"))?;
    decision.evaluate(context).map_err(|error| error.to_string())
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

/// A model of one table over `x`, whose rules are lines of `test => result`.
fn table(attributes: &str, output: &str, rules: &str) -> String {
    let rules: String = rules
        .lines()
        .map(|rule| rule.trim().split_once("=>").unwrap())
        .map(|(test, result)| {
            let (test, result) = (test.trim().replace('<', "&lt;"), result.trim());
            format!(
                "<rule><inputEntry><text>{test}</text></inputEntry>\
                 <outputEntry><text>{result}</text></outputEntry></rule>\n"
            )
        })
        .collect();
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"m\" namespace=\"n\">\n\
         <decision id=\"d\" name=\"Dish\"><decisionTable {attributes}>\n\
         <input><inputExpression><text>x</text></inputExpression></input><output>{output}</output>\n\
         {rules}</decisionTable></decision></definitions>"
    )
}

fn check(rule: &str, model: &str, x: &Value, expected: &Result<Value, &str>) {
    let model = DecisionModel::read(model.as_bytes());
    let context = Map::from_iter([("x".to_owned(), x.clone())]);
    let value = decided(&model, "Dish", &context);
    match (&value, expected) {
        (Ok(value), Ok(expected)) => assert_eq!(value, expected, "{rule}"),
        (Err(found), Err(expected)) => assert!(found.contains(expected), "{rule}: {found}"),
        _ => panic!("{rule}: {value:?}, not {expected:?}"),
    }
}

#[test]
fn a_hit_policy_says_what_several_matching_rules_come_to() {
    let rules = "< 10 => 3\n[5..20] => 1\n> 100 => 7\n- => 2";
    let values = "<outputValues><text>1,2,3</text></outputValues>";
    let check = |attributes: &str, x: i64, expected: Result<Value, &str>| {
        check(attributes, &table(attributes, values, rules), &json!(x), &expected);
    };
    check("", 50, Ok(json!(2)));
    check("", 7, Err("the rules 1, 2 and 4 of “Dish” match, and its hit policy UNIQUE allows one"));
    check("hitPolicy=\"ANY\"", 7, Err("the rules 1, 2 and 4 of “Dish” match, and its hit policy ANY"));
    check("hitPolicy=\"FIRST\"", 7, Ok(json!(3)));
    check("hitPolicy=\"PRIORITY\"", 7, Ok(json!(1)));
    check("hitPolicy=\"RULE ORDER\"", 7, Ok(json!([3, 1, 2])));
    check("hitPolicy=\"OUTPUT ORDER\"", 7, Ok(json!([1, 2, 3])));
    check("hitPolicy=\"COLLECT\"", 7, Ok(json!([3, 1, 2])));
    check("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", 7, Ok(json!(6)));
    check("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", 7, Ok(json!(1)));
    check("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", 7, Ok(json!(3)));
    check("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", 7, Ok(json!(3)));
}

#[test]
fn a_cell_asks_in_every_way_that_unary_tests_have() {
    for (test, x, matches) in [
        ("\"a\", \"b\"", json!("b"), true),
        ("not(\"a\", \"b\")", json!("b"), false),
        ("not(\"a\", \"b\")", json!("c"), true),
        ("? > 5 and ? < 7", json!(6), true),
        ("? > 5 and ? < 7", json!(8), false),
        ("count(?) > 1", json!([1, 2]), true),
        ("[1..3), > 10", json!(3), false),
        ("[1..3), > 10", json!(11), true),
        ("null", Value::Null, true),
        ("false", json!(false), true),
        ("false", json!(true), false),
        ("3 + 4", json!(7), true),
        ("[1, 2, 3]", json!(2), true),
        ("ends with(?, \"n\")", json!("man"), true),
    ] {
        let expected = if matches { json!("yes") } else { Value::Null };
        check(test, &table("", "", &format!("{test} => \"yes\"")), &x, &Ok(expected));
    }
}

#[test]
fn what_is_wrong_with_a_cell_has_its_place() {
    let model = DecisionModel::read(table("", "", "< 5 => 1\n>= 5 => 2 +").as_bytes());
    let found = model.diagnostics();
    let [finding] = found.as_slice() else { panic!("one finding: {found:?}") };
    assert_eq!(finding.position.line, 5, "the line of the cell");
    assert!(finding.message.contains("A value is missing at the end"), "{}", finding.message);
}

#[test]
fn a_decision_over_data_without_end_is_stopped() {
    let endless = table("", "", "count(for a in 1..100000000 return a * x) > 1 => 1");
    check("loops in cells pay for their steps", &endless, &json!(1), &Err("was stopped"));
}

#[test]
fn a_table_of_thousands_of_rules_is_decided() {
    let rules: Vec<String> = (0..3000).map(|number| format!("{number} => {number} * 2")).collect();
    check("the last rule matches", &table("", "", &rules.join("\n")), &json!(2999), &Ok(json!(5998)));
}

#[test]
fn what_is_no_model_is_told_and_never_a_panic() {
    for (text, expected) in [
        ("", "The file is empty"),
        ("<a/>", "This is no DMN file"),
        ("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>", "This is no DMN file"),
    ] {
        let model = DecisionModel::read(text.as_bytes());
        let found = model.decision("d").unwrap_err();
        assert!(found.iter().any(|finding| finding.message.contains(expected)), "{text:?}: {found:?}");
    }
    let circle = "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\">\
        <decision id=\"a\" name=\"A\"><informationRequirement><requiredDecision href=\"#b\"/></informationRequirement>\
        <literalExpression><text>B</text></literalExpression></decision>\
        <decision id=\"b\" name=\"B\"><informationRequirement><requiredDecision href=\"#a\"/></informationRequirement>\
        <literalExpression><text>A</text></literalExpression></decision></definitions>";
    let found = DecisionModel::read(circle.as_bytes()).decision("a").unwrap_err();
    assert!(found[0].message.contains("A requires itself"), "{found:?}");
    let unknown = DecisionModel::read(circle.as_bytes()).decision("z").unwrap_err();
    assert!(unknown[0].message.contains("There is no decision z"), "{unknown:?}");
}
