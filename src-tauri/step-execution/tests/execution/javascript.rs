//! What a JavaScript step does with what it is given.

use crate::support;
use std::sync::Arc;

use routine_model::graph::container::Process;
use run_engine::{FailureKind, StepOutcome};
use serde_json::{Value, json};
use step_execution::ScriptPlace;

/// The outcome of a script, which must not depend on where it runs.
fn outcome(source: &str, variables: Value) -> StepOutcome {
    let graph = support::routine(Process::default(), support::javascript(source, &[]));
    let request = support::request(graph, variables);
    let (outcome, _) = support::execute(ScriptPlace::Thread, request.clone());
    let (in_a_process, _) = support::execute(support::in_processes(), request);
    assert_eq!(outcome, in_a_process, "{source}");
    outcome
}

/// A script, its variables, and the outputs it must produce.
fn check(rule: &str, source: &str, variables: Value, expected: Value) {
    let expected = StepOutcome::Succeeded { outputs: serde_json::from_value(expected).unwrap() };
    assert_eq!(outcome(source, variables), expected, "{rule}");
}

/// A script that must fail with this code, and a message that holds this text.
fn check_failure(rule: &str, source: &str, code: &str, message: &str) {
    match outcome(source, json!({ "order": { "total": 12.5 } })) {
        StepOutcome::Failed { failure } => {
            assert_eq!(failure.code, code, "{rule}: {}", failure.message);
            assert!(failure.message.contains(message), "{rule}: {:?} must hold {message:?}", failure.message);
        }
        other => panic!("{rule}: {other:?}"),
    }
}

#[test]
fn a_script_sees_its_variables_and_returns_an_object_of_outputs() {
    let variables = json!({ "items": [{ "price": 2.5, "count": 4 }, { "price": 10, "count": 1 }], "empty": null });
    check(
        "visible variables are the input",
        "const total = input.items.reduce((sum, item) => sum + item.price * item.count, 0);
         return { total, none: input.empty, known: 'items' in input };",
        variables,
        json!({ "total": 20, "none": null, "known": true }),
    );
    check(
        "each variable is also there by its own name, unless the language or the script uses the name",
        "const b = 5; return { sum: a + b, date: typeof Date, input: input.input };",
        json!({ "a": 1, "b": 2, "Date": 3, "input": 4 }),
        json!({ "sum": 6, "date": "function", "input": 4 }),
    );
    check("a script that returns nothing has no outputs", "const unused = 1;", json!({}), json!({}));
    check("null is nothing", "return null;", json!({}), json!({}));
    check(
        "falsy values are values",
        "return { a: 0, b: '', c: false };",
        json!({}),
        json!({ "a": 0, "b": "", "c": false }),
    );
    check("undefined members are left out", "return { a: undefined, b: 1 };", json!({}), json!({ "b": 1 }));
    check(
        "texts survive",
        "return { t: input.t };",
        json!({ "t": "ä \u{1F600} \u{0} \"'`\\n</script>" }),
        json!({ "t": "ä \u{1F600} \u{0} \"'`\\n</script>" }),
    );
    check(
        "promises are driven to their end",
        "return (async () => ({ a: await Promise.resolve(1) }))();",
        json!({}),
        json!({ "a": 1 }),
    );
}

#[test]
fn a_script_gives_the_same_result_whenever_and_wherever_it_runs() {
    check(
        "dates that name no zone are UTC",
        "return { iso: new Date('2026-03-29T02:30').toISOString(), day: new Date(2026, 0, 31).toISOString(),
                  words: new Date('May 1, 2026 10:00').toISOString(), zoned: new Date('2026-05-01T10:00+02:00').toISOString(),
                  hour: new Date('2026-07-01T12:00Z').getHours(), offset: new Date(0).getTimezoneOffset(),
                  text: `${new Date(0)}`, copy: new Date(new Date(5)).getTime(), parsed: Date.parse('1970-01-01T00:00') };",
        json!({}),
        json!({ "iso": "2026-03-29T02:30:00.000Z", "day": "2026-01-31T00:00:00.000Z", "words": "2026-05-01T10:00:00.000Z",
                "zoned": "2026-05-01T08:00:00.000Z", "hour": 12, "offset": 0,
                "text": "Thu, 01 Jan 1970 00:00:00 GMT", "copy": 5, "parsed": 0 }),
    );
    for (rule, source) in [
        ("the clock is closed", "return { now: Date.now() };"),
        ("an empty Date would be the clock", "return { now: new Date().getTime() };"),
        ("Date as a function would be the clock", "return { now: Date() };"),
        ("the clock stays closed behind a date's constructor", "return { now: new (new Date(0).constructor)() };"),
        ("a subclass of Date has no clock either", "class Later extends Date {} return { now: new Later() };"),
        ("chance is closed", "return { dice: Math.random() };"),
    ] {
        check_failure(rule, source, "script", "not available: a script gives the same result whenever it runs");
    }
}

#[test]
fn a_script_reaches_nothing_outside() {
    let names = "require process module fetch XMLHttpRequest WebSocket setTimeout setInterval performance WeakRef \
                 FinalizationRegistry std os Deno Bun load read print scriptArgs navigator Worker gc";
    for name in names.split_whitespace() {
        check(
            &format!("{name} is absent"),
            &format!("return {{ kind: typeof {name} }};"),
            json!({}),
            json!({ "kind": "undefined" }),
        );
    }
    check_failure("modules cannot be imported", "return import('fs').then(() => ({}));", "script", "");
}

#[test]
fn scripts_share_nothing() {
    check(
        "a script may change its world",
        "globalThis.left = 1; Array.prototype.map = 7; return {};",
        json!({}),
        json!({}),
    );
    check(
        "and the next one does not notice",
        "return { left: typeof left, map: typeof [].map };",
        json!({}),
        json!({ "left": "undefined", "map": "function" }),
    );
}

#[test]
fn what_goes_wrong_is_said_with_its_line() {
    check_failure(
        "an error names its line",
        "const a = 1;\nconst b = 2;\nreturn { c: input.missing.deep };",
        "script",
        "(line 3)",
    );
    check_failure("a syntax error names its line", "const a = 1;\nreturn { c: ;", "script", "(line 2)");
    check_failure("anything can be thrown", "throw { reason: 7 };", "script", "threw");
    check_failure("null can be thrown", "throw null;", "script", "threw null");
    check_failure(
        "a rejected promise is an error",
        "return Promise.reject(new Error('no luck'));",
        "script",
        "no luck",
    );
    check_failure("a promise must settle", "return new Promise(() => {});", "script", "nothing will settle");
    check_failure(
        "a script that returns a list says what is expected",
        "return [1];",
        "script-result",
        "returned a list; return an object",
    );
    for (rule, source, what) in [
        ("NaN is no JSON", "return { a: { b: 0 / 0 } };", "NaN in \"b\""),
        ("infinity is no JSON", "return { a: 1 / 0 };", "Infinity in \"a\""),
        ("a BigInt is no JSON", "return { a: 10n };", "BigInt"),
        ("a function is no JSON", "return { a: () => 1 };", "a function in \"a\""),
        ("a Map is no JSON", "return { a: new Map([[1, 2]]) };", "Map or Set"),
        ("a circle is no JSON", "const a = {}; a.a = a; return a;", "circular"),
    ] {
        check_failure(rule, source, "script", what);
    }
}

#[test]
fn a_bpmn_error_keeps_its_code_its_message_and_its_variables() {
    let thrown =
        outcome("throw new BpmnError('E_CREDIT', 'limit exceeded', { limit: input.limit });", json!({ "limit": 500 }));
    let StepOutcome::Failed { failure } = thrown else { panic!("a BPMN error is a failure: {thrown:?}") };
    assert_eq!(failure.kind, FailureKind::BpmnError, "the diagram may catch it");
    assert_eq!((failure.code.as_str(), failure.message.as_str()), ("E_CREDIT", "limit exceeded"), "code and message");
    assert_eq!(failure.variables, [("limit".to_owned(), json!(500))].into(), "variables travel with it");

    let caught = outcome(
        "try { throw new BpmnError('E'); } catch (e) { return { name: e.name, code: e.code, is: e instanceof Error }; }",
        json!({}),
    );
    let expected = [("name", json!("BpmnError")), ("code", json!("E")), ("is", json!(true))];
    let outputs = expected.map(|(name, value)| (name.to_owned(), value)).into();
    assert_eq!(caught, StepOutcome::Succeeded { outputs }, "a script may catch its own");

    let plain = outcome("throw new Error('technical');", json!({}));
    let StepOutcome::Failed { failure } = plain else { panic!("an error is a failure: {plain:?}") };
    assert_eq!(failure.kind, FailureKind::Technical, "any other error is technical");
}

#[test]
fn what_a_script_logs_is_noted_up_to_a_bound() {
    let source = "console.log('total', { a: 1 }, undefined); for (let i = 0; i < 500; i++) console.warn('x'.repeat(5000)); return {};";
    let graph = support::routine(Process::default(), support::javascript(source, &[]));
    for place in [ScriptPlace::Thread, support::in_processes()] {
        let (_, notes) = support::execute(place, support::request(Arc::clone(&graph), json!({})));
        assert_eq!(notes.first(), Some(&json!({ "log": "total {\"a\":1} undefined" })), "values are shown as JSON");
        assert_eq!(notes.len(), 100, "a flood of lines is cut");
        assert!(notes.iter().all(|note| note["log"].as_str().unwrap().len() <= 1000), "so is a long line");
    }
}
