//! FEEL as this program evaluates it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use proptest::prelude::*;
use routine_model::expression::{Clock, Expression, MAX_NESTING, Variables};
use serde_json::{Map, Value, json};

struct Given {
    variables: Map<String, Value>,
    clock: Option<Clock>,
}

impl Variables for Given {
    fn get(&self, name: &str) -> Option<&Value> {
        self.variables.get(name)
    }

    fn clock(&self) -> Option<Clock> {
        self.clock.clone()
    }
}

fn variables() -> Map<String, Value> {
    let value = json!({
        "a": 1, "b": 2, "zero": 0, "text": "x", "yes": true, "nothing": null, "count": 7, "first name": "Ada", "order-total": 12.5,
        "order": {"total": 30, "lines": [{"sku": "p", "price": 10.5, "in": 1}, {"sku": "q", "price": 19.5, "in": 2}], "note": null},
        "list": [3, 1, 2], "empty": [], "day": "2024-05-06", "big": 9007199254740993_i64, "tenth": 0.1
    });
    let Value::Object(map) = value else { unreachable!() };
    map
}

/// `=source` has this value.
fn check(source: &str, expected: Value) {
    let names = ["first name", "order-total"];
    let expression = Expression::parse_knowing(&format!("={source}"), &names)
        .unwrap_or_else(|error| panic!("{source}: {error} at {}", error.offset));
    let clock = Some(Clock { now_ms: 1_717_200_000_000, zone: "Europe/Berlin".to_owned() });
    let value = expression.evaluate(&Given { variables: variables(), clock }).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(value, expected, "{source}");
}

#[test]
fn names_and_operators_need_no_spaces_between_them() {
    check("a-b", json!(-1));
    check("b - a*b", json!(0));
    check("a+b>2 and a<b", json!(true));
    check("if(a=1)then(2)else(3)", json!(2));
    check("a in(1,2)", json!(true));
    check("first name", json!("Ada"));
    check("`first name` + \"!\"", json!("Ada!"));
    check("order-total * 2", json!(25));
    check("order.total - order-total", json!(17.5));
    check("string length(first name)", json!(3));
    check("order.lines[1].in", json!(1));
    check("{if: 1}.if", json!(1));
    check("\"two\nlines\"", json!("two\nlines"));
    check("a // the first\n + /* not the last */ b", json!(3));
}

#[test]
fn numbers_are_decimals_and_come_back_as_they_went_in() {
    check("0.1 + 0.2", json!(0.3));
    check("tenth + 0.2 = 0.3", json!(true));
    check("big", json!(9_007_199_254_740_993_i64));
    check("big + 1", json!(9_007_199_254_740_994_i64));
    check("18446744073709551615", json!(u64::MAX));
    check("10.50", json!(10.5));
    check("1e3", json!(1000));
    check("10 ** 30", json!(1e30));
    check("-5", json!(-5));
    check("3.7", json!(3.7));
    check("number(\"1.25\")", json!(1.25));
    check("1 / 0", json!(null));
}

#[test]
fn values_of_every_kind_have_a_form_in_json() {
    check("{x: 1, \"y z\": [true, null]}", json!({"x": 1, "y z": [true, null]}));
    check("date(\"2024-05-06\")", json!("2024-05-06"));
    check("date(day) + duration(\"P1M\")", json!("2024-06-06"));
    check("duration(\"PT90M\")", json!("PT1H30M"));
    check("duration(\"P14M\")", json!("P1Y2M"));
    check("time(\"10:00:00+01:00\")", json!("10:00:00+01:00"));
    check("date and time(\"2024-05-06T07:08:09.5Z\")", json!("2024-05-06T07:08:09.5Z"));
    check(
        "order",
        json!({"total": 30, "lines": [{"sku": "p", "price": 10.5, "in": 1}, {"sku": "q", "price": 19.5, "in": 2}], "note": null}),
    );
    let error = Expression::parse("=function(x) x").unwrap().evaluate(&variables()).unwrap_err();
    assert_eq!(error.to_string(), "`=function(x) x` gave a function, which is no value");
}

#[test]
fn lists_are_filtered_looped_and_reached_through() {
    check("order.lines.price", json!([10.5, 19.5]));
    check("order.lines[price > 15].sku", json!(["q"]));
    check("order.lines[price > order-total].sku", json!(["q"]));
    check("sum(order.lines.price) = order.total", json!(true));
    check("list[item > a]", json!([3, 2]));
    check("for x in list return x * b", json!([6, 2, 4]));
    check("some x in list satisfies x = zero", json!(false));
    check("every x in list satisfies x > zero", json!(true));
    check("sort(list, function(x, y) x < y)", json!([1, 2, 3]));
    check("count(list) + count", json!(10));
    check("{f: function(n) n * 2, r: f(b)}.r", json!(4));
}

#[test]
fn null_is_a_value_on_either_side_of_a_comparison() {
    for (source, expected) in
        [("nothing = text", false), ("text = nothing", false), ("nothing = null", true), ("null = nothing", true)]
    {
        check(source, json!(expected));
        check(&source.replace(" = ", " != "), json!(!expected));
    }
    check("nothing = \"x\"", json!(false));
    check("\"x\" != nothing", json!(true));
    check("order.note = \"x\"", json!(false));
    check("unknown = null", json!(true));
    check("unknown = \"x\"", json!(false));
    check("a = \"1\"", json!(null));
    check("(a = b) = (b = a)", json!(true));
}

#[test]
fn functions_of_camunda_are_there() {
    check("is defined(nothing)", json!(false));
    check("is defined(unknown)", json!(false));
    check("is defined(order.note)", json!(false));
    check("is defined(order.total)", json!(true));
    check("is defined(order.unknown)", json!(false));
    check("get or else(unknown, text)", json!("x"));
    check("get or else(zero, 5)", json!(0));
    check("get or else(empty, 5)", json!([]));
    check("get or else(get or else(unknown, nothing), 5)", json!(5));
    check("is empty(empty) and not(is empty(list))", json!(true));
    check("is blank(\" \")", json!(true));
    check("trim(\"  x y \")", json!("x y"));
}

#[test]
fn times_are_compared_as_moments_whatever_machine_and_day() {
    let at = |text: &str| format!("date and time(\"{text}\")");
    let check_both = |left: &str, sign: &str, right: &str, expected: Value| {
        check(&format!("{} {sign} {}", at(left), at(right)), expected);
    };
    check_both("2024-01-01T23:30:00Z", ">", "2024-01-02T01:00:00+02:00", json!(true));
    check_both("2024-07-01T12:00:00@Europe/Berlin", "=", "2024-07-01T10:00:00Z", json!(true));
    check_both("2024-01-01T12:00:00@Europe/Berlin", "=", "2024-01-01T11:00:00Z", json!(true));
    check_both("2024-01-01T12:00:00", "<", "2024-01-01T12:00:01", json!(true));
    check_both("2024-01-01T12:00:00", "<", "2024-01-01T12:00:00Z", json!(null));
    check("now() > @\"2024-06-01T01:59:59@Europe/Berlin\"", json!(true));
    check("now() < @\"2024-06-01T00:00:01Z\"", json!(true));
    check("time(\"10:00:00+02:00\") = time(\"08:00:00Z\")", json!(true));
    check("@\"2024-01-01T23:30:00Z\" in [@\"2024-01-02T00:00:00+02:00\"..@\"2024-01-03T00:00:00Z\"]", json!(true));
    check("@\"2024-01-01T23:30:00Z\" in (< @\"2024-01-01T00:00:00Z\", > @\"2024-01-01T20:00:00Z\")", json!(true));
    check("(((a in (1, 2)) in (true)) in (true, false)) in (true)", json!(true));
}

#[test]
fn the_clock_is_the_callers() {
    check("string(now())", json!("2024-06-01T02:00:00@Europe/Berlin"));
    check("today()", json!("2024-06-01"));
    check("now() + duration(\"PT1H\") > now()", json!(true));
    check("date and time(\"2024-06-01T00:00:00Z\") = now()", json!(true));
    let expression = Expression::parse("=now()").unwrap();
    assert!(expression.reads_clock());
    let error = expression.evaluate(&variables()).unwrap_err();
    assert!(error.reason.contains("time of day"), "{error}");
}

#[test]
fn a_condition_that_is_neither_true_nor_false_is_an_error_that_says_why() {
    let refused = |source: &str, reason: &str, missing: &[&str]| {
        let error = Expression::parse(source).unwrap().evaluate_condition(&variables()).expect_err(source);
        assert_eq!(
            (error.reason.as_str(), error.missing.as_slice()),
            (reason, missing.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>().as_slice())
        );
    };
    refused("=amount > 10", "is neither true nor false, but null: there is no variable “amount”", &["amount"]);
    refused("=x > y", "is neither true nor false, but null: there are no variables “x”, “y”", &["x", "y"]);
    refused("=a", "is neither true nor false, but 1", &[]);
    refused("=nothing", "is neither true nor false, but null", &[]);
    refused("true", "is neither true nor false, but \"true\"", &[]);
    assert_eq!(Expression::parse("= order.total > 10 ").unwrap().evaluate_condition(&variables()), Ok(true));
}

#[test]
fn without_an_equals_sign_a_text_is_a_literal() {
    let check = |source: &str, expected: Value| {
        let expression = Expression::parse(source).unwrap();
        assert_eq!(expression.evaluate(&Map::new()).unwrap(), expected);
        assert_eq!(expression.literal(), Some(source));
    };
    check("GET", json!("GET"));
    check("", json!(""));
    check("42", json!(42));
    check("1.5", json!(1.5));
    check("007", json!("007"));
    check("+49", json!("+49"));
    check("1e3", json!("1e3"));
    check("true", json!("true"));
    check("x = 1", json!("x = 1"));
}

#[test]
fn an_expression_knows_the_variables_that_it_reads() {
    let check = |source: &str, names: &[&str], certain: &[&str]| {
        let expression = Expression::parse(source).unwrap();
        assert_eq!(expression.names().collect::<Vec<_>>(), names, "{source}");
        assert_eq!(expression.certain_names().collect::<Vec<_>>(), certain, "{source}");
    };
    check("=a.b + c.d.e > string length(f)", &["a", "c", "f"], &["a", "c", "f"]);
    check("=for x in list return x + y", &["list", "y"], &["list", "y"]);
    check("=list[price > limit]", &["list", "price", "limit"], &["list"]);
    check("={a: 1, b: a + c}.b", &["c"], &["c"]);
    check("=some x in xs satisfies x = count", &["xs", "count"], &["xs", "count"]);
    check("plain text", &[], &[]);
}

#[test]
fn loops_are_told_from_straight_expressions() {
    let check = |source: &str, loop_free: bool| {
        assert_eq!(Expression::parse(source).unwrap().is_loop_free(), loop_free, "{source}")
    };
    check("=a > 1 and count(list) = 2", true);
    check("=list[item > 1]", true);
    check("=list[count(other[item > 1]) > 1]", false);
    check("=for x in list return x", false);
    check("=some x in list satisfies x", false);
    check("=sort(list, function(x, y) x < y)", false);
}

#[test]
fn what_is_not_feel_is_refused_with_its_place() {
    let refused = |source: &str, offset: usize, message: &str| {
        let error = Expression::parse(source).expect_err(source);
        assert!(error.message.contains(message), "{source}: “{error}” should contain “{message}”");
        assert_eq!(error.offset, offset, "{source}: {error}");
    };
    refused("=", 1, "There is no expression");
    refused("=a >", 4, "missing at the end");
    refused("=a + * b", 5, "missing before this");
    refused("=(a", 1, "“(” is never closed");
    refused("=a)", 2, "“)” closes nothing");
    refused("=a == 1", 3, "FEEL does not know “==”");
    refused("=a && b", 3, "FEEL does not know “&&”");
    refused("='x'", 1, "single quotes");
    refused("=\"x", 1, "never closed by a quote");
    refused("=a $ b", 3, "“$” has no meaning");
    refused("=a 5", 3, "An operator is missing");
    refused("=if a then b", 1, "This is not FEEL");
    refused("=nope(1)", 1, "There is no function “nope”");
    refused("=random number()", 1, "There is no function “random number”");
    refused(
        "=function(x) external {java: {class: \"java.lang.Math\", \"method signature\": \"cos(double)\"}}",
        13,
        "External functions",
    );
    refused("=1 instance of whole", 15, "There is no type “whole”");
    refused("=a + (2 * nope(1))", 10, "There is no function “nope”");
    refused(&format!("={}", "(".repeat(500)), 101, "nested more than");
    refused(&format!("=1{}", "+1".repeat(MAX_NESTING + 1)), 1, "nested more than");
    refused(&format!("=1{}", "+1".repeat(6000)), 10_001, "words and signs");
    refused(&format!("=a{}", "+a".repeat(1000)), 1, "too complex");
    refused(&format!("=\"{}\"", "x".repeat(70_000)), 1, "longer than");
}

#[test]
fn long_chains_within_the_limit_are_evaluated() {
    let any_of: Vec<String> = (0..MAX_NESTING - 3).map(|number| format!("a = {number}")).collect();
    check(&any_of.join(" or "), json!(true));
    check(&format!("{}1{}", "(".repeat(90), ")".repeat(90)), json!(1));
}

#[test]
fn expressions_of_camunda_7_translate_exactly_or_not_at_all() {
    let check =
        |source: &str, feel: &str| assert_eq!(Expression::parse_juel(source).unwrap().source(), feel, "{source}");
    check("${x}", "=`x`");
    check("${x < 3}", "=`x` < 3");
    check("#{order.total >= 10 && !done}", "=`order`.`total` >= 10  and  not(`done`)");
    check("${a == 'it' || b ne null}", "=`a` = \"it\"  or  `b`  !=  null");
    check("${!(a == 1)}", "=not(`a` = 1)");
    let refused = |source: &str| assert!(Expression::parse_juel(source).is_err(), "{source}");
    for source in
        ["x", "${list.size() > 3}", "${empty x}", "${a ? b : c}", "${a % 2 == 0}", "${list[0]}", "a ${x}", "${}"]
    {
        refused(source);
    }
    let expression = Expression::parse_juel("${!(a == 1) || in.order <= 3}").unwrap();
    assert_eq!(expression.names().collect::<Vec<_>>(), ["a", "in"]);
}

#[test]
fn an_expression_is_stored_as_its_source() {
    let expression = Expression::parse("=a + 1").unwrap();
    let stored = serde_json::to_string(&expression).unwrap();
    assert_eq!(stored, "\"=a + 1\"");
    let again: Expression = serde_json::from_str(&stored).unwrap();
    assert_eq!(again.evaluate(&variables()).unwrap(), json!(2));
    assert!(serde_json::from_str::<Expression>("\"=a +\"").is_err());
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(words in prop::collection::vec(prop::sample::select(vec![
        "a", "b", "in", "for", "return", "if", "then", "else", "(", ")", "[", "]", "{", "}", ",", ":", "..", ".", "+", "-", "*", "/", "=", "<",
        "and", "or", "not", "some", "every", "satisfies", "between", "instance", "of", "function", "\"t\"", "1", "2.5", "null", "true", "item", "@",
        "`q r`", "date", "date and time", "duration", "list", "<", ">", "->", "string", "context", "range", "get or else", "is defined", "now", " "
    ]), 0..14)) {
        let source = format!("={}", words.join(" "));
        if let Ok(expression) = Expression::parse(&source) {
            let _ = expression.evaluate(&variables());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,60}") {
        if let Ok(expression) = Expression::parse(&format!("={text}")) {
            let _ = expression.evaluate(&variables());
        }
        let _ = Expression::parse_juel(&format!("${{{text}}}"));
    }
}
