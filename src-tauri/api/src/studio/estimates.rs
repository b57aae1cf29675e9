//! What a run would cost, before it is started.

use std::sync::Arc;

use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::sensitivity::Marks;
use routine_model::{Credits, ElementId, RoutineGraph};
use run_engine::{BranchId, HardLimits, OutsideStrategies, RunId, RunMode, StepId, StepRequest, Timestamp};
use step_execution::strategy::{StrategyInputs, chosen_strategy};
use step_execution::{ScriptPlace, SubroutineExecutor, UnifiedSubroutineExecutor};

use super::Client;
use super::blocking::blocking;
use super::move_runs::text_of;
use super::run_host::estimating;
use super::time_zone::time_zone;
use crate::contract::params::EstimateRun;
use crate::contract::{ActivityEstimate, ApiError, RunEstimate};
use crate::reading::read;

impl Client {
    pub(super) async fn estimate_run(&self, params: EstimateRun) -> Result<RunEstimate, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let (_, _, bytes) = text_of(&shared, params.routine.clone())?;
            let reading = read(&bytes).if_xml()?;
            let process = params.process_id.clone().or_else(|| {
                let processes = reading.processes();
                let executable = processes.iter().find(|process| process.executable);
                executable.or_else(|| processes.first()).map(|process| process.id.clone())
            });
            let executor = UnifiedSubroutineExecutor::new(ScriptPlace::default(), estimating(&shared));
            let process = process.map(ElementId::from);
            Ok(estimate(&executor, &Arc::new(reading.graph), process.as_ref(), &params))
        })
        .await
    }
}

fn estimate(
    executor: &UnifiedSubroutineExecutor,
    graph: &Arc<RoutineGraph>,
    process: Option<&ElementId>,
    params: &EstimateRun,
) -> RunEstimate {
    let (mut lowest, mut highest) = (Credits::ZERO, Credits::ZERO);
    let mut activities = Vec::new();
    let inside = |node: &&FlowNode| graph.process_of(&node.container).map(|found| &found.id) == process;
    for (node, activity) in graph.nodes().filter(inside).filter_map(|node| Some((node, node.activity()?))) {
        let request = request_of(graph, node, params);
        let found = executor.estimate_cost(&request);
        lowest = lowest.checked_add(found.lowest).unwrap_or(lowest);
        highest = highest.checked_add(found.highest).unwrap_or(highest);
        if !found.highest.is_zero() || found.unpriced {
            let given = StrategyInputs::of_request(request.strategies);
            activities.push(ActivityEstimate {
                element: node.id.to_string(),
                name: node.name.clone(),
                strategy: chosen_strategy(graph, node, activity, &given).strategy.into(),
                lowest: found.lowest.to_string(),
                highest: found.highest.to_string(),
                unpriced: found.unpriced,
            });
        }
    }
    RunEstimate { lowest: lowest.to_string(), highest: highest.to_string(), activities }
}

/// The first attempt at an activity, with what is known before the run has begun.
fn request_of(graph: &Arc<RoutineGraph>, node: &FlowNode, params: &EstimateRun) -> StepRequest {
    let process =
        graph.process_of(&node.container).map(|process| process.id.clone()).unwrap_or_else(|| node.container.clone());
    let marks = graph.marks_at(node, &graph.marks(&process, &Marks::new()));
    StepRequest {
        run: RunId::from(""),
        step: StepId(0),
        attempt: 1,
        branch: BranchId(0),
        element: node.id.clone(),
        // An estimate does not look at how steps went before.
        routine_path: String::new(),
        graph: Arc::clone(graph),
        mode: RunMode::Data,
        inputs: Default::default(),
        variables: params.inputs.clone(),
        started_at: Timestamp(0),
        worked_ms: 0,
        record_since: 1,
        time_zone: time_zone(),
        strategies: OutsideStrategies {
            run_default: params.default_strategy.map(Into::into),
            ..OutsideStrategies::default()
        },
        record: Vec::new(),
        credits_left: None,
        hard_limits: HardLimits::default(),
        marks,
        deadline: None,
        test_mode: params.test_mode,
        member: None,
        swarm: None,
    }
}
