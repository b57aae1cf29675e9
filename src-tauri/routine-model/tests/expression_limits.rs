//! No expression runs for ever, takes all memory or ends the program.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use routine_model::expression::{EvaluationError, Expression, Unusable};
use serde_json::{Map, Value, json};

fn evaluate(source: &str, variables: Value) -> Result<Value, EvaluationError> {
    let Value::Object(variables) = variables else { return Ok(Value::Null) };
    let expression = Expression::parse(&format!("={source}")).unwrap_or_else(|error| panic!("{source}: {error}"));
    expression.evaluate(&variables)
}

fn check(rule: &str, source: &str, expected: Value) {
    assert_eq!(evaluate(source, json!({})), Ok(expected), "{rule}: {source}");
}

fn check_stopped(rule: &str, source: &str, variables: Value, unusable: Unusable) {
    match evaluate(source, variables) {
        Err(error) => {
            assert_eq!(error.unusable, unusable, "{rule}: {error}");
            assert!(error.to_string().contains("was stopped"), "{rule}: {error}");
        }
        Ok(value) => panic!("{rule}: {source}: {}", &value.to_string()[..value.to_string().len().min(100)]),
    }
}

#[test]
fn loops_take_linear_time() {
    check("a loop over many numbers", "count(for i in 1..200000 return i)", json!(200_000));
    check("nested", "sum(for i in 1..300, j in 1..300 return 1)", json!(90_000));
    check(
        "the results so far are at hand",
        "(for i in 1..500 return if i < 3 then 1 else partial[-1] + 1)[500]",
        json!(499),
    );
    check("a filter", "count((for i in 1..100000 return i)[even(item)])", json!(50_000));
    check(
        "distinct numbers and texts",
        "count(distinct values(for i in 1..50000 return modulo(i, 40000)))",
        json!(40_000),
    );
    check("sorting", "sort(for i in 1..5000 return modulo(i * 7919, 5000), function(a, b) a < b)[1]", json!(0));
}

#[test]
fn loops_without_end_are_stopped_after_a_number_of_steps() {
    let none = || json!({});
    for source in [
        "for i in 1..1000000 return i",
        "for i in 1..1000000000 return i",
        "some i in [1..1000000000] satisfies i < 0",
        "for d in date(\"1000-01-01\")..date(\"9999-12-31\") return d",
        "for i in 1..100 return concatenate(partial, partial, partial)",
        "for i in 1..500000 return matches(\"aaaaaaaaaaaaaaaaaaaaaaaa\", \"(a+)+b\")",
        "{f: function(n) if n <= 1 then n else f(n - 1) + f(n - 2), r: f(40)}.r",
    ] {
        check_stopped("a long loop", source, none(), Unusable::TimeOut);
    }
}

#[test]
fn what_doubles_is_stopped_before_memory_is_full() {
    let doubling: Vec<String> = (1..60).map(|index| format!("x{index}: x{0} + x{0}", index - 1)).collect();
    let texts = format!("string length({{x0: \"0123456789\", {}}}.x59)", doubling.join(", "));
    check_stopped("entries that build upon each other", &texts, json!({}), Unusable::TimeOut);
    let lists: Vec<String> = (1..60).map(|index| format!("x{index}: [x{0}, x{0}]", index - 1)).collect();
    check_stopped("lists too", &format!("{{x0: 1, {}}}.x59", lists.join(", ")), json!({}), Unusable::TimeOut);
    let long = json!({ "a": vec![1; 20_000], "b": vec![2; 20_000] });
    check_stopped("a list among lists", "a in [b]", long, Unusable::TimeOut);
    let text = "x".repeat(100_000);
    let both = json!({ "a": text, "b": text });
    check_stopped("replacing nothing by much", "string length(replace(a, \"\", b))", both.clone(), Unusable::TimeOut);
    let list = json!({ "list": vec!["x"; 5_000], "b": text });
    check_stopped("a long delimiter", "string length(string join(list, b))", list, Unusable::TimeOut);
    check_stopped("a large pattern", "matches(a, \"((\\w{1,500}){1,500}){1,500}\")", both, Unusable::TimeOut);
}

#[test]
fn functions_may_call_themselves_as_deep_as_there_is_room() {
    check(
        "a factorial",
        "{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(20)}.r",
        json!(2_432_902_008_176_640_000_i64),
    );
    check("a thousand calls deep", "{f: function(n) if n <= 0 then 0 else 1 + f(n - 1), r: f(1000)}.r", json!(1000));
    check("from outside", "{f: function(n) if n <= 0 then 0 else 1 + f(n - 1)}.f(10)", json!(10));
    check("functions that call others", "{g: function(x) x + 1, f: function(x) g(g(x)), r: f(1)}.r", json!(3));
    check("functions as arguments", "{twice: function(f, x) f(f(x)), r: twice(function(x) x * 3, 2)}.r", json!(18));
    check("names mean what they meant there", "{a: 1, f: function() a, r: (for a in [5] return f())[1]}.r", json!(1));
    let endless = ["{f: function(n) f(n + 1), r: f(1)}.r", "(function(f) f(f))(function(f) f(f))"];
    for source in endless {
        check_stopped("calls without end", source, json!({}), Unusable::TooDeep);
    }
    let deep = "{f: function(n) if n = 0 then [] else [f(n - 1)], r: f(1000)}.r";
    check_stopped("values nested too deep", deep, json!({}), Unusable::TooDeep);
}

#[test]
fn large_input_is_read_in_linear_time() {
    let list: Vec<Value> = (0..100_000).map(|index| json!({ "id": index, "price": 1.5, "name": "a name" })).collect();
    let variables = json!({ "list": list });
    assert_eq!(evaluate("sum(list.price)", variables.clone()), Ok(json!(150_000)), "the parts that are named are read");
    assert_eq!(evaluate("list[id = 99999].name", variables.clone()), Ok(json!(["a name"])), "a filter over them");
    assert_eq!(evaluate("count(list[-1].name)", variables), Ok(json!(1)), "an index is not looked for");
    let mut nested = json!(1);
    for _ in 0..120 {
        nested = json!([nested]);
    }
    assert!(evaluate("flatten(nested)", json!({ "nested": nested })).is_ok(), "deep values are read");
}

#[test]
fn extreme_arguments_end_with_a_value_or_an_error() {
    for source in [
        "2 ** 1000000000",
        "exp(1000000)",
        "log(0)",
        "decimal(1, 100000)",
        "round up(1.5, -100000)",
        "date(\"2024-01-01\") + duration(\"P999999999Y\")",
        "date and time(\"2024-01-01T00:00:00Z\") + duration(\"P99999999999D\")",
        "duration(\"P99999999999999999999Y\")",
        "date(99999999999, 1, 1)",
        "time(25, 61, 61)",
        "substring(\"abc\", 99999999999999999999)",
        "sublist([1], -99999999999999999999, 1)",
        "partition([1], 99999999999999999999)",
        "[1][99999999999999999999999]",
        "1e6000 * 1e6000",
        "-1e-6000 / 1e6000",
        "modulo(1e300, 1e-300)",
        "sqrt(-1)",
        "string(1e6100)",
        "number(\"1\", \" \", \" \")",
        "number(\"NaN\")",
        "number(\"Infinity\")",
        "split(\"abc\", \"(\")",
        "extract(\"abc\", \"[\")",
        "range(\"[1..\")",
        "from json(\"[[[[\")",
        "context put({}, [], 1)",
        "date and time(date and time(\"2024-01-01T00:00:00Z\"), \"Nowhere\")",
        "last day of month(date(\"999999999-01-01\"))",
        "median([])",
        "mode([])",
        "stddev([1])",
        "week of year(date(\"-99999-01-01\"))",
        "years and months duration(date(\"0001-01-01\"), date(\"9999-12-31\"))",
        "{a: 1, a: 2}",
        "sort([3, 1, 2], function(a, b) null)",
        "sort([3, 1, 2], function(a, b) true)",
    ] {
        let value = evaluate(source, json!({}));
        assert!(!matches!(value, Ok(Value::Object(_))), "{source}: {value:?}");
    }
}

#[test]
fn the_same_expression_ends_in_the_same_way_each_time() {
    let source = "count(for i in 1..100000 return for j in 1..i return j)";
    let first = evaluate(source, json!({})).unwrap_err();
    assert_eq!(evaluate(source, json!({})).unwrap_err(), first, "steps are counted, not time");
    assert_eq!(evaluate("1 + 1", json!({})), Ok(json!(2)), "the next evaluation begins anew");
    assert_eq!(evaluate("count(for i in 1..10 return i)", json!({})), Ok(json!(10)), "with all its steps");
}

#[test]
fn an_expression_may_say_itself_that_it_has_no_value() {
    let error = evaluate("assert(x, x > 0, \"x has to be positive\")", json!({ "x": -1 })).unwrap_err();
    assert_eq!(error.unusable, Unusable::Value);
    assert!(error.reason.contains("x has to be positive"), "{error}");
    assert_eq!(evaluate("assert(x, x > 0) + 1", json!({ "x": 4 })), Ok(json!(5)));
}

#[test]
fn null_variables_are_no_variables_of_another_kind() {
    let variables: Map<String, Value> = Map::new();
    let expression = Expression::parse("=count(missing)").unwrap();
    assert_eq!(expression.evaluate(&variables), Ok(Value::Null), "nothing is not a list of one");
}

#[test]
fn a_long_subtraction_of_missing_values_computes_each_of_them_once() {
    let expression = Expression::parse(&format!("=gone{}", " - gone".repeat(40))).unwrap();
    assert_eq!(expression.evaluate(&std::collections::BTreeMap::new()).unwrap(), Value::Null);
}
