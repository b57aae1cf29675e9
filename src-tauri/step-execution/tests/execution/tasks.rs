//! What becomes of every kind of task, and of settings that ask for more than there is.

use crate::support;
use std::sync::Arc;
use std::time::Duration;

use crate::support::{activity, javascript, request, routine};
use routine_model::ElementId;
use routine_model::expression::Expression;
use routine_model::graph::activity::{Activity, ActivityKind, UserTask};
use routine_model::graph::binding::Binding;
use routine_model::graph::container::Process;
use routine_model::graph::settings::{RoutineSettings, StrategySetting};
use run_engine::{RunConfig, RunMode, StepId, StepOutcome, StepRequest, WaitReason};
use serde_json::{Value, json};
use step_execution::{
    CostEstimate, ExecutionResources, ProgressSink, ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor,
    unsupported_bindings,
};
use tokio_util::sync::CancellationToken;

fn task_type(text: &str, headers: &[(&str, &str)]) -> Binding {
    let headers = headers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Binding::TaskType { task_type: Expression::parse(text).unwrap(), retries: None, headers }
}

fn done(outputs: Value) -> StepOutcome {
    StepOutcome::Succeeded { outputs: serde_json::from_value(outputs).unwrap() }
}

fn waiting(on: WaitReason) -> StepOutcome {
    StepOutcome::Waiting { on, until_ms: None }
}

/// An activity, its variables, and what becomes of its step.
fn check(rule: &str, activity: Activity, variables: Value, expected: &StepOutcome) {
    let request = request(routine(Process::default(), activity), variables);
    assert_eq!(&support::execute(ScriptPlace::Thread, request).0, expected, "{rule}");
}

/// An activity whose step must fail with this code, and a message that holds this text.
fn check_failure(rule: &str, request: StepRequest, code: &str, said: &str) {
    match support::execute(ScriptPlace::Thread, request).0 {
        StepOutcome::Failed { failure } => {
            assert_eq!(failure.code, code, "{rule}: {}", failure.message);
            assert!(failure.message.contains(said), "{rule}: {:?} must hold {said:?}", failure.message);
        }
        other => panic!("{rule}: {other:?}"),
    }
}

fn reasons(graph: &Arc<routine_model::RoutineGraph>) -> Vec<String> {
    unsupported_bindings(graph, &RunConfig::default())
        .into_iter()
        .map(|found| format!("{}: {}", found.element, found.reason))
        .collect()
}

#[test]
fn a_task_is_done_by_whoever_it_is_bound_to() {
    let user = || ActivityKind::UserTask(UserTask::default());
    let worker = |text: &str| waiting(WaitReason::Worker { task_type: text.to_owned() });
    check(
        "nothing does a task that nothing is bound to",
        activity(ActivityKind::AbstractTask, Binding::None),
        json!({}),
        &done(json!({})),
    );
    check("nor a service task", activity(ActivityKind::ServiceTask, Binding::None), json!({}), &done(json!({})));
    check("a user task waits for its form", activity(user(), Binding::None), json!({}), &waiting(WaitReason::Form));
    check(
        "a manual task waits for a person",
        activity(ActivityKind::ManualTask, Binding::None),
        json!({}),
        &waiting(WaitReason::ManualWork),
    );
    check(
        "any other task type is work for a worker",
        activity(ActivityKind::ServiceTask, task_type("charge-card", &[])),
        json!({}),
        &worker("charge-card"),
    );
    check(
        "a task type may be computed",
        activity(ActivityKind::ServiceTask, task_type("=\"charge-\" + method", &[])),
        json!({ "method": "card" }),
        &worker("charge-card"),
    );
    let script = task_type("routine:script", &[("script", "return input.a + 1;"), ("resultVariable", "b")]);
    check(
        "a script in the task's headers runs",
        activity(ActivityKind::ServiceTask, script),
        json!({ "a": 1 }),
        &done(json!({ "b": 2 })),
    );
}

#[test]
fn a_result_variable_takes_whatever_a_script_returns() {
    for (source, value) in [("return [1];", json!([1])), ("return { a: 1 };", json!({ "a": 1 })), ("", Value::Null)] {
        let source = format!("{source} // one");
        let binding =
            Binding::Script { language: "JavaScript".to_owned(), source, result_variable: Some("r".to_owned()) };
        check(
            "the value goes there as it is",
            activity(ActivityKind::ScriptTask, binding),
            json!({}),
            &done(json!({ "r": value })),
        );
    }
}

#[test]
fn a_task_type_that_is_no_text_is_a_failure() {
    let computed = |text: &str| {
        request(
            routine(Process::default(), activity(ActivityKind::ServiceTask, task_type(text, &[]))),
            json!({ "n": 7 }),
        )
    };
    check_failure("a number is no task type", computed("=n"), "task-type", "is 7, and has to be a text");
    check_failure("a missing variable is named", computed("=kind"), "expression", "no variable “kind”");
    check_failure("our own types are not computed", computed("=\"routine:\" + \"http\""), "task-type", "written down");
}

#[test]
fn a_token_game_does_nothing() {
    let mut request =
        request(routine(Process::default(), activity(ActivityKind::ManualTask, Binding::None)), json!({}));
    request.mode = RunMode::TokenGame;
    assert_eq!(support::execute(ScriptPlace::Thread, request).0, done(json!({})), "only tokens move");
}

#[test]
fn a_step_for_a_model_waits_for_a_person_where_there_is_none() {
    let with = |own: Option<StrategySetting>,
                listed: Option<StrategySetting>,
                routine_wide: Option<StrategySetting>| {
        let mut activity = activity(ActivityKind::ServiceTask, Binding::None);
        activity.settings.strategy = own;
        let subroutine_strategies = listed.map(|setting| (ElementId::from("Step"), setting)).into_iter().collect();
        let settings =
            RoutineSettings { execution_strategy: routine_wide, subroutine_strategies, ..RoutineSettings::default() };
        routine(Process { settings, ..Process::default() }, activity)
    };
    use StrategySetting::{Auto, Conversational, Deterministic, Inherit, Reasoning};
    for (rule, graph, asked) in [
        ("the step's own setting counts first", with(Some(Reasoning), Some(Deterministic), Some(Deterministic)), true),
        ("then that of the list", with(Some(Inherit), Some(Conversational), Some(Deterministic)), true),
        ("then that of the routine", with(None, None, Some(Reasoning)), true),
        ("a nearer one overrides it", with(Some(Deterministic), None, Some(Reasoning)), false),
        ("without a setting there is one strategy", with(None, None, Some(Auto)), false),
    ] {
        assert_eq!(reasons(&graph), Vec::<String>::new(), "{rule}");
        let expected = if asked { waiting(WaitReason::Conversation) } else { done(json!({})) };
        assert_eq!(support::execute(ScriptPlace::Thread, request(graph, json!({}))).0, expected, "{rule}");
    }
}

#[test]
fn every_binding_that_would_fail_is_reported_with_its_reason() {
    let mut budget = javascript("return {};", &[("maxTime", "soon"), ("maxMemory", "0")]);
    budget.settings.output_schema = Some(json!({ "type": "nonsense" }));
    let script = |language: &str, source: &str| Binding::Script {
        language: language.to_owned(),
        source: source.to_owned(),
        result_variable: None,
    };
    let mut prompted = activity(ActivityKind::AbstractTask, Binding::None);
    prompted.settings.prompt = Some("Summarise {{contract".to_owned());
    for (activity, said) in [
        (prompted, vec!["routine:prompt: the template has"]),
        (activity(ActivityKind::ScriptTask, Binding::None), vec!["the script is missing"]),
        (activity(ActivityKind::ScriptTask, script("groovy", "1")), vec!["scripts in \"groovy\" are not executed"]),
        (activity(ActivityKind::ScriptTask, script("javascript", "return {")), vec!["SyntaxError: "]),
        (activity(ActivityKind::ServiceTask, task_type("routine:script", &[])), vec!["the script is missing"]),
        (
            activity(ActivityKind::ServiceTask, task_type("routine:data", &[])),
            vec!["what routine:data makes goes nowhere"],
        ),
        (
            activity(ActivityKind::ServiceTask, task_type("routine:contract", &[])),
            vec!["smart contracts are not called"],
        ),
        (activity(ActivityKind::ServiceTask, task_type("routine:generate", &[])), vec![]),
        (budget, vec!["maxTime=\"soon\" is no limit: milliseconds, or a duration", "is no JSON Schema"]),
        (activity(ActivityKind::ServiceTask, task_type("anything", &[])), vec![]),
    ] {
        let found = reasons(&routine(Process::default(), activity));
        assert_eq!(found.len(), said.len(), "one report a reason: {found:?}");
        for (found, said) in found.iter().zip(said) {
            assert!(found.starts_with("Step: ") && found.contains(said), "{found:?} must hold {said:?}");
        }
    }
}

#[test]
fn outputs_are_checked_against_the_schema() {
    let graph = |source: &str| {
        let mut activity = javascript(source, &[]);
        activity.settings.output_schema = Some(json!({
            "type": "object",
            "properties": { "total": { "type": "number", "minimum": 0 }, "currency": { "enum": ["EUR", "USD"] } },
            "required": ["total", "currency"],
        }));
        routine(Process::default(), activity)
    };
    let fitting = request(graph("return { total: 0, currency: 'EUR' };"), json!({}));
    assert_eq!(
        support::execute(ScriptPlace::Thread, fitting).0,
        done(json!({ "total": 0, "currency": "EUR" })),
        "a fit passes"
    );
    let wrong = || request(graph("return { total: -1, currency: 'XAU' };"), json!({}));
    check_failure("every fault is told", wrong(), "output-schema", "/total: -1 is less than the minimum");
    check_failure("every fault is told", wrong(), "output-schema", "/currency: \"XAU\" is not one of");
    check_failure(
        "what is missing is told",
        request(graph("return {};"), json!({})),
        "output-schema",
        "\"total\" is a required property",
    );
}

#[test]
fn a_step_can_be_given_up_by_its_token_and_by_its_name() {
    let executor = UnifiedSubroutineExecutor::new(support::in_processes(), ExecutionResources::default());
    let endless = || request(routine(Process::default(), javascript("for (;;) {}", &[])), json!({}));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(async {
        let abort = CancellationToken::new();
        let step = executor.execute(endless(), ProgressSink::ignore(), abort.clone());
        let (outcome, ()) = tokio::join!(step, async { abort.cancel() });
        outcome
    });
    assert_eq!(outcome, StepOutcome::Cancelled, "the token ends it");
    let outcome = runtime.block_on(async {
        let request = endless();
        let run = request.run.clone();
        let step = executor.execute(request, ProgressSink::ignore(), CancellationToken::new());
        let (outcome, found) = tokio::join!(step, async { executor.cancel(&run, StepId(1)) });
        assert!(found, "the step is under way");
        outcome
    });
    assert_eq!(outcome, StepOutcome::Cancelled, "its name ends it");
    assert!(!executor.cancel(&endless().run, StepId(1)), "nothing is under way any more");
    let stats = executor.stats();
    assert_eq!(
        (stats.cancelled, stats.succeeded, stats.scripts_running),
        (2, 0, 0),
        "it is accounted for, and nothing runs on"
    );
}

#[test]
fn a_process_that_dies_takes_only_its_step_with_it() {
    let place = ScriptPlace::Process { program: "no-such-program".into(), arguments: Vec::new() };
    let request = request(routine(Process::default(), javascript("return {};", &[])), json!({}));
    let (outcome, _) = support::execute(place, request);
    let StepOutcome::Failed { failure } = outcome else { panic!("nothing can run: {outcome:?}") };
    assert_eq!((failure.code.as_str(), failure.retryable), ("script-engine", true), "{}", failure.message);
}

#[test]
fn many_steps_are_done_side_by_side() {
    let executor = UnifiedSubroutineExecutor::new(support::in_processes(), ExecutionResources::default());
    let graph = routine(Process::default(), javascript("return { twice: input.n * 2 };", &[("maxTime", "PT60S")]));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcomes = runtime.block_on(async {
        let mut steps = Vec::new();
        for n in 0..60_u64 {
            let mut request = request(Arc::clone(&graph), json!({ "n": n }));
            request.step = StepId(n);
            steps.push(executor.execute(request, ProgressSink::ignore(), CancellationToken::new()));
        }
        tokio::time::timeout(Duration::from_secs(60), all(steps)).await.unwrap()
    });
    for (n, outcome) in outcomes.into_iter().enumerate() {
        assert_eq!(outcome, done(json!({ "twice": n * 2 })), "each step has its own result");
    }
    assert_eq!(executor.stats().succeeded, 60, "each one is counted");
}

async fn all(steps: Vec<step_execution::StepFuture<'_>>) -> Vec<StepOutcome> {
    let mut outcomes = Vec::new();
    let mut steps: Vec<_> = steps.into_iter().map(Some).collect();
    std::future::poll_fn(|context| {
        outcomes.resize_with(steps.len(), || None);
        for (step, outcome) in steps.iter_mut().zip(&mut outcomes) {
            if let Some(future) = step
                && let std::task::Poll::Ready(ended) = future.as_mut().poll(context)
            {
                *outcome = Some(ended);
                *step = None;
            }
        }
        if steps.iter().all(Option::is_none) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    outcomes.into_iter().flatten().collect()
}

#[test]
fn what_is_deterministic_costs_nothing() {
    let executor = UnifiedSubroutineExecutor::default();
    let request = request(routine(Process::default(), javascript("return {};", &[])), json!({}));
    assert_eq!(executor.estimate_cost(&request), CostEstimate::FREE, "no model, no credits");
    let unknown = StepRequest { element: ElementId::from("Nowhere"), ..request };
    assert_eq!(executor.estimate_cost(&unknown), CostEstimate::FREE, "what cannot be done costs nothing");
    check_failure("an element that is not there is a failure", unknown, "unknown-element", "Nowhere is no activity");
}
