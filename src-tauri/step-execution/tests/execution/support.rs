//! One step of a routine of one activity, done for real.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use routine_model::ElementId;
use routine_model::Position;
use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;
use routine_model::graph::container::{Container, Process};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::settings::StepSettings;
use routine_model::graph::{GraphBuilder, RoutineGraph};
use run_engine::{
    BranchId, HardLimits, OutsideStrategies, RunId, RunMode, StepId, StepOutcome, StepRequest, Timestamp, VariableMap,
};
use serde_json::Value;
use step_execution::{
    ExecutionResources, Progress, ProgressSink, ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor,
};
use tokio_util::sync::CancellationToken;

/// An activity with nothing but a kind and a binding.
pub fn activity(kind: ActivityKind, binding: Binding) -> Activity {
    Activity {
        kind,
        binding,
        loop_characteristics: None,
        is_for_compensation: false,
        start_quantity: 1,
        completion_quantity: 1,
        inputs: Vec::new(),
        outputs: Vec::new(),
        settings: StepSettings::default(),
        properties: Vec::new(),
        io_specification: None,
        data_inputs: Vec::new(),
        data_outputs: Vec::new(),
        extension_properties: BTreeMap::new(),
    }
}

/// A JavaScript task with attributes of `routine:budget`.
pub fn javascript(source: &str, budget: &[(&str, &str)]) -> Activity {
    let source = source.to_owned();
    let binding = Binding::Script { language: "javascript".to_owned(), source, result_variable: None };
    let mut activity = activity(ActivityKind::ScriptTask, binding);
    activity.settings.budget = budget.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    activity
}

/// A routine with this process definition and one activity, `Step`.
pub fn routine(process: Process, activity: Activity) -> Arc<RoutineGraph> {
    let container = ElementId::from("Process");
    let mut builder = GraphBuilder::default();
    let process = Some(process);
    let (nodes, flows, data) = (Vec::new(), Vec::new(), Vec::new());
    builder.add_container(Container { id: container.clone(), parent: None, nodes, flows, data, process }).unwrap();
    let node = FlowNode {
        id: ElementId::from("Step"),
        name: None,
        container,
        kind: FlowNodeKind::Activity(Box::new(activity)),
        default_flow: None,
        documentation: None,
        lane: None,
        demo: Vec::new(),
        position: Position::default(),
    };
    builder.add_node(node).unwrap();
    Arc::new(builder.build())
}

/// The request to do `Step` with these variables.
pub fn request(graph: Arc<RoutineGraph>, variables: Value) -> StepRequest {
    let variables: VariableMap = serde_json::from_value(variables).unwrap();
    StepRequest {
        run: RunId::from("run-1"),
        step: StepId(1),
        attempt: 1,
        branch: BranchId(1),
        element: ElementId::from("Step"),
        routine_path: "test.bpmn".to_owned(),
        graph,
        mode: RunMode::Data,
        inputs: VariableMap::new(),
        variables,
        started_at: Timestamp(0),
        worked_ms: 0,
        record_since: 1,
        time_zone: "UTC".to_owned(),
        strategies: OutsideStrategies::default(),
        record: Vec::new(),
        credits_left: None,
        deadline: None,
        hard_limits: HardLimits::default(),
        marks: BTreeMap::new(),
        test_mode: false,
        member: None,
        swarm: None,
    }
}

/// Scripts in processes, as in the shipped programs.
pub fn in_processes() -> ScriptPlace {
    ScriptPlace::Process {
        program: env!("CARGO_BIN_EXE_run-scripts").into(),
        arguments: vec!["run-scripts-for-another-process".into()],
    }
}

/// Does the step; answers its outcome and the notes that were taken on the way.
pub fn execute(place: ScriptPlace, request: StepRequest) -> (StepOutcome, Vec<Value>) {
    let notes = Arc::new(Mutex::new(Vec::new()));
    let taken = Arc::clone(&notes);
    let progress = ProgressSink::new(move |progress| match progress {
        Progress::Note(note) => taken.lock().unwrap().push(note),
        other => other.count_as_stored(),
    });
    let executor = UnifiedSubroutineExecutor::new(place, ExecutionResources::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(executor.execute(request, progress, CancellationToken::new()));
    let notes = notes.lock().unwrap().clone();
    (outcome, notes)
}
