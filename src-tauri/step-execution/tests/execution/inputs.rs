//! What a step's inputs have to be, and steps that only pass values on.

use std::sync::Arc;

use routine_model::decision::DecisionModel;
use routine_model::expression::Expression;
use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Process;
use routine_model::graph::settings::MissingInputs;
use run_engine::{RunConfig, StepOutcome, WaitReason};
use serde_json::{Value, json};
use step_execution::{
    DecisionFile, ExecutionResources, Outside, ProgressSink, ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor,
};
use tokio_util::sync::CancellationToken;

use crate::support::{activity, execute, request, routine};

fn task(task_type: &str, headers: &[(&str, &str)]) -> Activity {
    let headers = headers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let task_type = Expression::parse(task_type).unwrap();
    activity(ActivityKind::ServiceTask, Binding::TaskType { task_type, retries: None, headers })
}

/// What becomes of a transform with these inputs.
fn transform(activity: Activity, inputs: Value) -> StepOutcome {
    let mut request = request(routine(Process::default(), activity), json!({}));
    request.inputs = serde_json::from_value(inputs).unwrap();
    execute(ScriptPlace::Thread, request).0
}

fn succeeded(outputs: Value) -> StepOutcome {
    StepOutcome::Succeeded { outputs: serde_json::from_value(outputs).unwrap() }
}

fn with_schema(missing: MissingInputs) -> Activity {
    let mut activity = task("routine:data", &[("resultVariable", "made")]);
    activity.settings.missing_inputs = missing;
    activity.settings.input_schema = Some(json!({
        "type": "object",
        "properties": {
            "amount": { "type": "number", "minimum": 0 },
            "currency": { "type": "string", "default": "EUR" },
            "note": { "type": ["string", "null"] },
        },
        "required": ["amount", "currency"],
    }));
    activity
}

#[test]
fn a_transform_gives_what_its_mappings_make() {
    let made = transform(task("routine:data", &[("resultVariable", "made")]), json!({ "a": 0, "b": [false, ""] }));
    assert_eq!(made, succeeded(json!({ "made": { "a": 0, "b": [false, ""] } })));
    let mut checked = task("routine:data", &[("resultVariable", "made")]);
    checked.settings.output_schema = Some(json!({ "properties": { "made": { "required": ["c"] } } }));
    let StepOutcome::Failed { failure } = transform(checked, json!({ "a": 0 })) else { panic!("it must fail") };
    assert_eq!(failure.code, "output-schema");
}

#[test]
fn a_message_is_kept_and_nobody_has_to_do_anything() {
    let mut request =
        request(routine(Process::default(), task("routine:inform", &[("message", "Tea is ready.")])), json!({}));
    request.inputs.clear();
    let (outcome, notes) = execute(ScriptPlace::Thread, request);
    assert_eq!(outcome, succeeded(json!({})));
    assert_eq!(notes, [json!({ "message": "Tea is ready." })]);
}

#[test]
fn inputs_are_checked_and_falsy_values_are_values() {
    let check = |inputs: Value, expected: StepOutcome| {
        assert_eq!(transform(with_schema(MissingInputs::Fail), inputs.clone()), expected, "{inputs}");
    };
    check(json!({ "amount": 0, "currency": "" }), succeeded(json!({ "made": { "amount": 0, "currency": "" } })));
    check(json!({ "amount": 0 }), succeeded(json!({ "made": { "amount": 0, "currency": "EUR" } })));
    check(
        json!({ "amount": 1, "note": null }),
        succeeded(json!({ "made": { "amount": 1, "currency": "EUR", "note": null } })),
    );
    for (inputs, missing, code, said) in [
        (json!({}), MissingInputs::Fail, "input-missing", "required inputs are missing: amount"),
        (json!({ "amount": null }), MissingInputs::Fail, "input-missing", "amount"),
        (json!({ "amount": -1 }), MissingInputs::Fail, "input-schema", "/amount: -1 is less than the minimum of 0"),
    ] {
        let StepOutcome::Failed { failure } = transform(with_schema(missing), inputs.clone()) else {
            panic!("{inputs} must fail")
        };
        assert_eq!(failure.code, code, "{inputs}: {}", failure.message);
        assert!(failure.message.contains(said), "{inputs}: {}", failure.message);
    }
    for from in [MissingInputs::Generate, MissingInputs::Ask] {
        let outcome = transform(with_schema(from), json!({}));
        let waiting = StepOutcome::Waiting { on: WaitReason::Conversation, until_ms: None };
        assert_eq!(outcome, waiting, "without a model a person is asked");
    }
}

const DISHES: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="dish" name="Dish">
<decisionTable><input><inputExpression><text>season</text></inputExpression></input><output/>
<rule><inputEntry><text>"Winter"</text></inputEntry><outputEntry><text>"Stew for " + string(guests)</text></outputEntry></rule>
</decisionTable></decision><decision id="broken" name="Broken"><literalExpression><text>1 +</text></literalExpression></decision>
</definitions>"#;

fn deciding() -> UnifiedSubroutineExecutor {
    let find = |id: &str| {
        let model = DecisionModel::read(DISHES.as_bytes());
        let file = DecisionFile {
            path: "dishes.dmn".to_owned(),
            version: "v1".to_owned(),
            model,
            bytes: DISHES.as_bytes().into(),
        };
        if id == "elsewhere" {
            Err("no DMN file beside the routine has the decision elsewhere".to_owned())
        } else {
            Ok(file)
        }
    };
    let outside = Outside { find_decision: Arc::new(find), ..Outside::default() };
    UnifiedSubroutineExecutor::new(ScriptPlace::Thread, ExecutionResources { outside, ..ExecutionResources::default() })
}

fn rule_task(decision: &str) -> Activity {
    let decision = Expression::parse(decision).unwrap();
    let result_variable = Some("dish".to_owned());
    activity(ActivityKind::BusinessRuleTask, Binding::Decision { decision, result_variable })
}

#[tokio::test]
async fn a_business_rule_task_is_decided_by_its_table() {
    for (decision, variables, expected) in [
        ("dish", json!({ "season": "Winter", "guests": 4 }), Ok(json!("Stew for 4"))),
        ("=\"di\" + \"sh\"", json!({ "season": "Winter", "guests": 2 }), Ok(json!("Stew for 2"))),
        ("dish", json!({ "season": "Spring", "guests": 4 }), Ok(Value::Null)),
        ("dish", json!({ "guests": 4 }), Err("there is no variable “season”")),
        ("=1", json!({}), Err("names no decision, but gives 1")),
        ("elsewhere", json!({}), Err("no DMN file beside the routine has the decision elsewhere")),
        ("broken", json!({}), Err("line 4: ")),
    ] {
        let request = request(routine(Process::default(), rule_task(decision)), variables.clone());
        let outcome = deciding().execute(request, ProgressSink::ignore(), CancellationToken::new()).await;
        match (outcome, expected) {
            (StepOutcome::Succeeded { outputs }, Ok(expected)) => assert_eq!(outputs["dish"], expected, "{variables}"),
            (StepOutcome::Failed { failure }, Err(said)) => {
                assert!(failure.message.contains(said), "{decision}: {}", failure.message);
            }
            (other, expected) => panic!("{decision} with {variables}: {other:?}, not {expected:?}"),
        }
    }
}

#[test]
fn a_decision_that_is_missing_or_broken_is_told_before_the_run_starts() {
    for (decision, said) in
        [("dish", None), ("=dish", None), ("elsewhere", Some("no DMN file")), ("broken", Some("dishes.dmn: line 4"))]
    {
        let graph = routine(Process::default(), rule_task(decision));
        let found = deciding().unsupported(&graph, &RunConfig::default());
        assert_eq!(
            found.first().map(|found| found.reason.contains(said.unwrap_or_default())),
            said.map(|_| true),
            "{found:?}"
        );
    }
}
