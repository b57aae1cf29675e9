//! What a FEEL step does with what it is given.

use crate::support;
use routine_model::expression::Expression;
use routine_model::graph::activity::ActivityKind;
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Process;
use run_engine::{StepOutcome, StepRequest};
use serde_json::{Value, json};
use step_execution::{ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor};

fn request(expression: &str, result_variable: Option<&str>, variables: Value) -> StepRequest {
    let expression = Expression::parse(expression).unwrap();
    let binding = Binding::FeelScript { expression, result_variable: result_variable.map(str::to_owned) };
    let activity = support::activity(ActivityKind::ScriptTask, binding);
    support::request(support::routine(Process::default(), activity), variables)
}

/// The outcome, which must not depend on where the expression is evaluated.
fn outcome(request: &StepRequest) -> StepOutcome {
    let (outcome, _) = support::execute(ScriptPlace::Thread, request.clone());
    let (in_a_process, _) = support::execute(support::in_processes(), request.clone());
    assert_eq!(outcome, in_a_process, "threads and processes agree");
    outcome
}

fn check(rule: &str, expression: &str, variables: Value, expected: Value) {
    let outputs = [("result".to_owned(), expected)].into();
    assert_eq!(outcome(&request(expression, Some("result"), variables)), StepOutcome::Succeeded { outputs }, "{rule}");
}

fn check_failure(rule: &str, expression: &str, variables: Value, said: &[&str]) {
    match outcome(&request(expression, Some("result"), variables)) {
        StepOutcome::Failed { failure } => {
            assert_eq!(failure.code, "expression", "{rule}: {}", failure.message);
            for part in said {
                assert!(failure.message.contains(part), "{rule}: {:?} must hold {part:?}", failure.message);
            }
        }
        other => panic!("{rule}: {other:?}"),
    }
}

#[test]
fn the_value_goes_to_the_result_variable() {
    check("a number", "=net * 1.19", json!({ "net": 100 }), json!(119));
    check("a text", "=upper case(name)", json!({ "name": "ada" }), json!("ADA"));
    check("false is a value", "=a > b", json!({ "a": 1, "b": 2 }), json!(false));
    check("null that was asked for is a value", "=get or else(missing, null)", json!({}), Value::Null);
    check("a null variable is null", "=owner", json!({ "owner": null }), Value::Null);
    check("decimals are exact", "=0.1 + 0.2", json!({}), json!(0.3));
    check("a loop over data", "=for x in prices return x * 2", json!({ "prices": [1, 2.5] }), json!([2, 5]));
    check("a loop that names nothing that is there", "=for x in [1, 2] return x", json!({ "other": 1 }), json!([1, 2]));
    check("the time of day is that of the step's start", "=string(now())", json!({}), json!("1970-01-01T00:00:00Z"));
    check("in a loop too", "=for x in [1] return string(today())", json!({}), json!(["1970-01-01"]));
}

#[test]
fn the_time_of_day_is_that_of_the_run_s_time_zone() {
    for (expression, day) in
        [("=string(today())", json!("1969-12-31")), ("=for x in [1] return string(today())", json!(["1969-12-31"]))]
    {
        let mut request = request(expression, Some("day"), json!({}));
        request.time_zone = "America/New_York".to_owned();
        assert_eq!(
            outcome(&request),
            StepOutcome::Succeeded { outputs: [("day".to_owned(), day)].into() },
            "{expression}"
        );
    }
}

#[test]
fn without_a_result_variable_an_object_becomes_the_outputs() {
    let request = request("={ net: price, gross: price * 1.2 }", None, json!({ "price": 10 }));
    let outputs = [("net".to_owned(), json!(10)), ("gross".to_owned(), json!(12))].into();
    assert_eq!(outcome(&request), StepOutcome::Succeeded { outputs }, "each entry is an output");
}

#[test]
fn an_expression_without_a_value_says_which_expression_which_variables_and_why() {
    check_failure(
        "a variable that does not exist",
        "=price * quantity",
        json!({ "price": 3 }),
        &["`=price * quantity` is null", "no variable “quantity”", "price = 3"],
    );
    check_failure("a failed computation", "=amount / 0", json!({ "amount": 7 }), &["division by zero", "amount = 7"]);
    check_failure("a missing entry", "=order.total", json!({ "order": {} }), &["`=order.total` is null", "order = {}"]);
    check_failure("in a loop too", "=max(for x in xs return x / 0)", json!({ "xs": [1], "y": 2 }), &["xs = [1]"]);
    let long = "x".repeat(500);
    check_failure("long values are cut", "=number(text)", json!({ "text": long }), &["…"]);
}

#[test]
fn what_depends_on_its_length_only_is_evaluated_in_place() {
    let executor = UnifiedSubroutineExecutor::default();
    let quick = executor.execute_pure(&request("=a + 1", Some("b"), json!({ "a": 1 })));
    assert_eq!(
        quick,
        Some(StepOutcome::Succeeded { outputs: [("b".to_owned(), json!(2))].into() }),
        "no thread for it"
    );
    let slow = executor.execute_pure(&request("=for x in a return x", Some("b"), json!({ "a": [1] })));
    assert_eq!(slow, None, "a loop over data runs where it can be stopped");
}

#[test]
fn a_loop_that_takes_too_many_steps_is_stopped() {
    let expression = "=count(for a in 1..3000, b in 1..3000 return a * b)";
    let binding = Binding::FeelScript {
        expression: Expression::parse(expression).unwrap(),
        result_variable: Some("n".to_owned()),
    };
    let mut activity = support::activity(ActivityKind::ScriptTask, binding);
    activity.settings.budget.insert("maxTime".to_owned(), "PT5M".to_owned());
    let request = support::request(support::routine(Process::default(), activity), json!({}));
    let (outcome, _) = support::execute(support::in_processes(), request);
    let StepOutcome::Failed { failure } = outcome else { panic!("{outcome:?}") };
    assert_eq!(failure.code, "expression-timeout", "it ends in the same way on every machine");
    assert!(!failure.retryable, "trying again would take as many steps");
}
