//! The sequential format, and the navigators of both formats.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

use routine_model::expression::Expression;
use routine_model::graph::activity::ActivityKind;
use routine_model::graph::binding::{Binding, Form};
use routine_model::graph::settings::{RecoveryPolicy, StrategySetting};
use routine_model::navigator::{Format, Navigator, NavigatorFactory};
use routine_model::{ElementId, Reading, read_routine};
use serde_json::{Map, json};

const REPORT: &str = r#"{
  "format": "routine-studio/sequential", "version": 1,
  "id": "weekly-report", "name": "Weekly report",
  "settings": { "executionStrategy": "auto", "allowStrategyOverride": false, "maxSteps": 50 },
  "steps": [
    { "id": "figures", "name": "Fetch figures", "type": "routine:http", "headers": { "resultVariable": "figures" },
      "inputs": { "method": "GET", "url": "=base + \"/figures\"", "limit": 5 }, "outputs": { "rows": "figures.rows" },
      "skip": "=is defined(rows)", "retry": { "attempts": 3, "backoff": "PT10S" }, "recovery": "retry" },
    { "id": "total", "script": { "language": "feel", "source": "sum(rows)", "resultVariable": "total" } },
    { "id": "text", "type": "routine:generate", "strategy": "reasoning", "prompt": "Say what changed.",
      "outputSchema": { "type": "object" } },
    { "id": "approve", "form": "approval", "assignee": "=boss" },
    { "id": "send", "call": "send-mail", "inputs": { "body": "=text" } }
  ]
}"#;

fn ids<'a>(nodes: impl IntoIterator<Item = &'a ElementId>) -> Vec<String> {
    nodes.into_iter().map(ToString::to_string).collect()
}

#[test]
fn steps_become_a_chain_with_a_way_around_each_step_that_may_be_skipped() {
    let reading = read_routine(REPORT.as_bytes());
    assert_eq!(reading.diagnostics, []);
    let graph = &reading.graph;
    let flows: Vec<String> = graph.flows().map(|flow| flow.id.to_string()).collect();
    assert_eq!(
        flows,
        [
            "weekly-report-start-to-figures-skip",
            "figures-skip-to-figures",
            "figures-skip-to-figures-after",
            "figures-to-figures-after",
            "figures-after-to-total",
            "total-to-text",
            "text-to-approve",
            "approve-to-send",
            "send-to-weekly-report-end",
        ]
    );
    let gateway = graph.node(&"figures-skip".into()).unwrap();
    assert_eq!(gateway.default_flow, Some("figures-skip-to-figures".into()));
    let around = graph.flow(&"figures-skip-to-figures-after".into()).unwrap();
    assert_eq!(around.condition.as_ref().map(Expression::source), Some("=is defined(rows)"));
    let process = graph.container(&"weekly-report".into()).unwrap().process.as_ref().unwrap();
    assert_eq!(process.settings.execution_strategy, Some(StrategySetting::Auto));
    assert!(process.is_executable && process.settings.forbid_strategy_override);
}

#[test]
fn a_step_is_bound_like_an_activity_of_a_diagram() {
    let reading = read_routine(REPORT.as_bytes());
    let step = |id: &str| reading.graph.node(&id.into()).unwrap().activity().unwrap();

    let figures = step("figures");
    let Binding::TaskType { task_type, retries, headers } = &figures.binding else { panic!("{:?}", figures.binding) };
    assert_eq!((task_type.source(), headers["resultVariable"].as_str()), ("routine:http", "figures"));
    assert_eq!(retries.as_ref().unwrap().evaluate(&Map::new()).unwrap(), json!(3));
    let sources: Vec<_> = figures.inputs.iter().map(|input| (input.target.as_str(), input.source.source())).collect();
    assert_eq!(
        sources,
        [("method", "GET"), ("url", "=base + \"/figures\""), ("limit", "=5")],
        "in the order of the file"
    );
    assert_eq!(figures.outputs[0].source.source(), "=figures.rows");
    assert_eq!(figures.settings.retry["backoff"], "PT10S");
    assert_eq!(figures.settings.recovery, Some(RecoveryPolicy::Retry));
    assert_eq!(reading.graph.node(&"figures".into()).unwrap().position.line, 6);

    assert!(
        matches!(&step("total").binding, Binding::FeelScript { expression, .. } if expression.source() == "=sum(rows)")
    );
    assert_eq!(step("text").settings.strategy, Some(StrategySetting::Reasoning));
    assert_eq!(step("text").settings.output_schema, Some(json!({"type": "object"})));
    assert!(matches!(&step("approve").binding, Binding::Form(Form::Id(form)) if form == "approval"));
    assert!(matches!(&step("approve").kind, ActivityKind::UserTask(task) if task.assignee.is_some()));
    let ActivityKind::CallActivity(call) = &step("send").kind else { panic!() };
    assert_eq!(call.called.as_ref().map(Expression::source), Some("send-mail"));
    assert!(!call.propagate_all_parent_variables && call.propagate_all_child_variables);
}

/// The findings of a file, as `line:column rule`.
fn check(source: &str, expected: &[&str]) -> Reading {
    let reading = read_routine(source.as_bytes());
    let found: Vec<String> = reading
        .diagnostics
        .iter()
        .map(|finding| format!("{}:{} {}", finding.position.line, finding.position.column, finding.rule))
        .collect();
    assert_eq!(found, expected, "{source}\n{:#?}", reading.diagnostics);
    reading
}

#[test]
fn what_is_broken_is_told_with_its_place_and_the_rest_is_read() {
    let head = "{\"format\": \"routine-studio/sequential\", \"version\": 1, \"id\": \"r\", \"steps\": [\n";
    let file = |steps: &str| format!("{head}{steps}\n]}}");
    let reading =
        check(&file("{\"id\": \"a\"},\n  {\"id\": \"b\", \"colour\": 1},\n  {\"id\": \"c\"}"), &["3:22 json-content"]);
    assert!(reading.graph.node(&"a".into()).is_some() && reading.graph.node(&"c".into()).is_some());
    check(&file("{\"id\": \"a\"}, {\"id\": \"a\"}"), &["2:14 duplicate-id"]);
    check(&file("{\"id\": \"a\", \"skip\": \"=1 +\"}"), &["2:1 expression-syntax"]);
    check(&file("{\"id\": \"a\", \"type\": \"x\", \"call\": \"y\"}"), &["2:1 several-bindings"]);
    check(&file(""), &["1:1 no-steps"]);
    check(&file("{\"id\": }"), &["2:8 json-syntax"]);
    check(&head[..20], &["1:20 json-syntax"]);
    check("{\"format\": \"other\"}", &["1:1 unknown-format"]);
    check("{}", &["1:1 unknown-format"]);
    check("[]", &["1:1 unknown-format"]);
    check("{\"format\": \"routine-studio/sequential\"}", &["1:1 missing-version"]);
    let newer = check("{\"format\": \"routine-studio/sequential\", \"version\": 2}", &["1:1 newer-version"]);
    assert!(!newer.can_run(true));
    check("hello", &["1:1 xml-not-well-formed"]);
    check("", &["1:1 xml-empty"]);
}

#[test]
fn constants_are_feel_too() {
    let value = json!({"a b": [1, 2.5, true, null, "x\u{8}\u{c}\\b\"\n"], "c": {}});
    let constant = Expression::constant(&value);
    assert_eq!(constant.evaluate(&Map::new()).unwrap(), value);
    let parsed = Expression::parse(constant.source()).expect("its source is FEEL");
    assert_eq!(parsed.evaluate(&Map::new()).unwrap(), value);
}

const DIAGRAM: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <process id="P" isExecutable="true">
    <startEvent id="S"/> <startEvent id="T"><messageEventDefinition/></startEvent>
    <task id="A"/> <boundaryEvent id="B" attachedToRef="A"><timerEventDefinition/></boundaryEvent>
    <intermediateThrowEvent id="L1"><linkEventDefinition name="x"/></intermediateThrowEvent>
    <intermediateCatchEvent id="L2"><linkEventDefinition name="x"/></intermediateCatchEvent>
    <endEvent id="E"/> <endEvent id="F"/>
    <sequenceFlow id="f1" sourceRef="S" targetRef="A"/> <sequenceFlow id="f2" sourceRef="A" targetRef="E"/>
    <sequenceFlow id="f3" sourceRef="B" targetRef="L1"/> <sequenceFlow id="f4" sourceRef="L2" targetRef="F"/>
  </process>
  <process id="Q"><task id="X"/><task id="Y"/><task id="H" isForCompensation="true"/><sequenceFlow id="g" sourceRef="X" targetRef="Y"/></process>
</definitions>"#;

#[test]
fn navigators_answer_by_the_declared_format() {
    let of = |source: &str| NavigatorFactory::declared_format(source.as_bytes()).unwrap();
    assert_eq!(
        (of(DIAGRAM), of(REPORT), of(" \n{\"format\": \"routine-studio/sequential\", \"version\": 1}")),
        (Format::Bpmn, Format::Sequential, Format::Sequential)
    );

    let diagram = read_routine(DIAGRAM.as_bytes()).graph;
    let bpmn = NavigatorFactory::navigator(Format::Bpmn, &diagram);
    let starts = |navigator: &dyn Navigator, process: &str| {
        ids(navigator.starts(&process.into()).into_iter().map(|node| &node.id))
    };
    assert_eq!((bpmn.format(), bpmn.has_branches()), (Format::Bpmn, true));
    assert_eq!(starts(bpmn.as_ref(), "P"), ["S", "T"]);
    assert_eq!(
        starts(bpmn.as_ref(), "Q"),
        ["X"],
        "without start events, what no flow leads to; handlers are not started"
    );
    assert!(bpmn.can_reach(&"S".into(), &"F".into()), "over a boundary event and a link");
    assert!(!bpmn.can_reach(&"E".into(), &"S".into()));
    assert!(bpmn.is_end(&"E".into()) && !bpmn.is_end(&"L1".into()) && !bpmn.is_end(&"nothing".into()));
    assert_eq!(ids(bpmn.flows_from(&"A".into()).into_iter().map(|flow| &flow.id)), ["f2"]);

    let report = read_routine(REPORT.as_bytes()).graph;
    let sequential = NavigatorFactory::navigator(Format::Sequential, &report);
    assert_eq!((sequential.format(), sequential.has_branches()), (Format::Sequential, false));
    assert_eq!(starts(sequential.as_ref(), "weekly-report"), ["weekly-report-start"]);
    assert!(sequential.can_reach(&"figures-skip".into(), &"weekly-report-end".into()));
}
