//! The bound action of a step and nothing else.

mod cache;
mod credentials;
mod data;
mod decision;
mod feel;
mod given;
mod http;
mod inform;
mod javascript;
mod once;
mod outputs;
mod scripted;
mod task_type;
mod tool;
mod web;
mod work;

use std::time::Duration;

pub(crate) use decision::obstacle as decision_obstacle;
use run_engine::{StepOutcome, VariableMap};
use serde_json::json;
pub use work::does_itself;
pub(crate) use work::{OwnTask, Work, work_of};

use self::cache::{CacheKey, ResultCache};
use self::given::Given;

use super::{ExecutionStrategy, Strategy, failure};
use crate::context::{ExecutionContext, ExecutionDependencies, ExecutionResources};
use crate::estimate::CostEstimate;
use crate::executor::StepFuture;
use crate::outside::Outside;
use crate::script::{ScriptPlace, Scripts};

/// Time that a script may take where its step says nothing.
const SCRIPT_TIME: Duration = Duration::from_secs(5);

/// Time that calls of servers may take in all, where their step says nothing.
const CALL_TIME: Duration = Duration::from_secs(120);

/// Same inputs, same result; never a model call.
#[derive(Debug)]
pub struct DeterministicStrategy {
    scripts: Scripts,
    cache: ResultCache,
}

impl DeterministicStrategy {
    /// With scripts run there.
    #[must_use]
    pub fn new(place: ScriptPlace) -> Self {
        Self { scripts: Scripts::new(place), cache: ResultCache::default() }
    }

    /// Scripts that run now.
    pub(crate) fn scripts_running(&self) -> usize {
        self.scripts.running()
    }
}

impl ExecutionStrategy for DeterministicStrategy {
    fn strategy(&self) -> Strategy {
        Strategy::Deterministic
    }

    fn execute_pure(&self, context: &ExecutionContext<'_>) -> Option<StepOutcome> {
        match work_of(context.activity) {
            Work::Nothing => Some(StepOutcome::Succeeded { outputs: VariableMap::new() }),
            Work::Person(on) => Some(StepOutcome::Waiting { on, until_ms: None }),
            Work::Worker(task_type) => Some(task_type::hand_over(context, task_type)),
            Work::Feel { expression, result_variable } => feel::in_place(context, expression, result_variable),
            Work::Unavailable(reason) => Some(unsupported(reason)),
            Work::Own { task: OwnTask::Data, headers } => Some(data::transform(Given { context, headers })),
            Work::JavaScript { .. }
            | Work::Decision { .. }
            | Work::Own { task: OwnTask::Http | OwnTask::Web | OwnTask::Inform | OwnTask::Tool, .. } => None,
        }
    }

    fn execute<'a>(
        &'a self,
        context: &'a ExecutionContext<'a>,
        dependencies: &'a ExecutionDependencies,
    ) -> StepFuture<'a> {
        Box::pin(async move {
            let Some(oldest) = context.activity.settings.cache_ms.map(Duration::from_millis) else {
                return self.work(context, dependencies).await;
            };
            let Some(key) = CacheKey::of(context) else { return self.work(context, dependencies).await };
            if let Some((outputs, age)) = self.cache.find(key, oldest) {
                dependencies
                    .progress
                    .note(json!({ "cached": { "ageMs": u64::try_from(age.as_millis()).unwrap_or(u64::MAX) } }));
                return StepOutcome::Succeeded { outputs };
            }
            let outcome = self.work(context, dependencies).await;
            if let StepOutcome::Succeeded { outputs } = &outcome {
                self.cache.keep(key, outputs);
            }
            outcome
        })
    }

    fn default_time(&self, context: &ExecutionContext<'_>) -> Option<Duration> {
        match work_of(context.activity) {
            Work::Feel { .. } | Work::JavaScript { .. } | Work::Decision { .. } => Some(SCRIPT_TIME),
            Work::Own { task: OwnTask::Http | OwnTask::Web, .. } => Some(CALL_TIME),
            Work::Own { task: OwnTask::Data | OwnTask::Inform | OwnTask::Tool, .. }
            | Work::Nothing
            | Work::Person(_)
            | Work::Worker(_)
            | Work::Unavailable(_) => None,
        }
    }

    fn estimate_cost(&self, _context: &ExecutionContext<'_>, _resources: &ExecutionResources) -> CostEstimate {
        CostEstimate::FREE
    }
}

impl DeterministicStrategy {
    async fn work(&self, context: &ExecutionContext<'_>, dependencies: &ExecutionDependencies) -> StepOutcome {
        let scripted = match work_of(context.activity) {
            Work::JavaScript { source, result_variable } => javascript::scripted(context, source, result_variable),
            Work::Feel { expression, result_variable } => feel::scripted(context, expression, result_variable),
            Work::Decision { decision, result_variable } => {
                let find = &dependencies.resources.outside.find_decision;
                return decision::decide(context, (decision, result_variable), find, dependencies).await;
            }
            Work::Own { task, headers } => {
                let given = Given { context, headers };
                return match task {
                    OwnTask::Http => http::fetch(given, dependencies).await,
                    OwnTask::Web => web::search(given, dependencies).await,
                    OwnTask::Data => data::transform(given),
                    OwnTask::Tool => tool::call(given, dependencies).await,
                    OwnTask::Inform => inform::tell(given, &dependencies.progress),
                };
            }
            Work::Nothing | Work::Person(_) | Work::Worker(_) | Work::Unavailable(_) => {
                return self.execute_pure(context).unwrap_or(StepOutcome::Cancelled);
            }
        };
        scripted.run(&self.scripts, context, dependencies).await
    }
}

/// Why a step would fail for what is missing outside, if that is so.
pub(crate) fn obstacle(work: &Work<'_>, outside: &Outside) -> Option<String> {
    match work {
        Work::Decision { decision, .. } => decision::obstacle(decision, &outside.find_decision),
        Work::Own { task: OwnTask::Web, .. } => web::obstacle(outside),
        Work::Own { task: OwnTask::Http | OwnTask::Data | OwnTask::Inform | OwnTask::Tool, .. }
        | Work::Nothing
        | Work::Person(_)
        | Work::Worker(_)
        | Work::Feel { .. }
        | Work::JavaScript { .. }
        | Work::Unavailable(_) => None,
    }
}

fn unsupported(reason: String) -> StepOutcome {
    StepOutcome::Failed { failure: failure("unsupported", reason) }
}
