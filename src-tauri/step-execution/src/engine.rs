//! Picks the strategy of a step, runs it within its limits and accounts for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use routine_model::graph::activity::{Activity, ActivityKind};
use run_engine::{RunId, RunMode, StepId, StepOutcome, StepRecord, StepRequest, VariableMap};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::context::{ExecutionContext, ExecutionDependencies, ExecutionResources};
use crate::estimate::CostEstimate;
use crate::inputs::{self, Inputs};
use crate::script::ScriptPlace;
use crate::stats::{Counters, ExecutionStats};
use crate::step_book::StepBook;
use crate::strategy::asking::{self, Asking};
use crate::strategy::choice::{Chosen, Doer, choose};
use crate::strategy::expected::Expected;
use crate::strategy::fill_inputs::fill;
use crate::strategy::{Strategy, StrategyFactory, failure, person, strategy_of};
use crate::tool::confirmed;

/// One for all runs of the program.
#[derive(Debug)]
pub struct UnifiedExecutionEngine {
    strategies: StrategyFactory,
    under_way: Mutex<HashMap<(RunId, StepId), CancellationToken>>,
    counters: Counters,
}

impl UnifiedExecutionEngine {
    /// With scripts run there.
    #[must_use]
    pub fn new(place: ScriptPlace) -> Self {
        Self { strategies: StrategyFactory::new(place), under_way: Mutex::default(), counters: Counters::default() }
    }

    /// The outcome of a step that is decided at once; none when it takes [`Self::execute`].
    #[must_use]
    pub fn execute_pure(&self, context: &ExecutionContext<'_>) -> Option<StepOutcome> {
        let outcome = if context.request.mode == RunMode::TokenGame {
            Some(StepOutcome::Succeeded { outputs: VariableMap::new() })
        } else if context.activity.settings.input_schema.is_some()
            || context.activity.settings.approval.is_some()
            || !context.request.record.is_empty()
        {
            None
        } else {
            let falls_back = !context.activity.settings.fallback.is_empty();
            let outcome = self.strategies.make(strategy_of(context)).execute_pure(context);
            outcome.filter(|outcome| !falls_back || !matches!(outcome, StepOutcome::Failed { .. }))
        };
        if let Some(outcome) = &outcome {
            self.counters.count(outcome);
        }
        outcome
    }

    /// Does a step. Whatever happens, it ends within the step's time limit.
    pub async fn execute(&self, context: &ExecutionContext<'_>, dependencies: ExecutionDependencies) -> StepOutcome {
        if let Some(outcome) = self.execute_pure(context) {
            return outcome;
        }
        let key = (context.request.run.clone(), context.request.step);
        let abort = dependencies.abort.child_token();
        self.lock().insert(key.clone(), abort.clone());
        let started = Instant::now();
        let outcome = self.run(context, ExecutionDependencies { abort: abort.clone(), ..dependencies }).await;
        abort.cancel();
        self.lock().remove(&key);
        self.counters.add_time(started.elapsed());
        self.counters.count(&outcome);
        outcome
    }

    /// Looks at the inputs before anything is done with them. All that is put on record on the way is kept beside what was on
    /// record before, for those who go on behind it.
    async fn run(&self, context: &ExecutionContext<'_>, dependencies: ExecutionDependencies) -> StepOutcome {
        let kept = Arc::new(Mutex::default());
        let progress = dependencies.progress.keeping(Arc::clone(&kept));
        let dependencies = ExecutionDependencies { progress, ..dependencies };
        let abort = dependencies.abort.clone();
        tokio::select! {
            biased;
            () = abort.cancelled() => StepOutcome::Cancelled,
            outcome = self.confirm(context, &dependencies, &kept) => outcome,
        }
    }

    /// Has the step confirmed by a person where it asks for that.
    async fn confirm(
        &self,
        context: &ExecutionContext<'_>,
        dependencies: &ExecutionDependencies,
        kept: &Kept,
    ) -> StepOutcome {
        let mut book = StepBook::of(context, &dependencies.progress);
        match confirmed(context, &mut book, &dependencies.resources.tools).await {
            // Its scope opens as soon as it may.
            Ok(_) if opens_scope(context.activity) => StepOutcome::Succeeded { outputs: VariableMap::new() },
            Ok(None) => self.prepare(context, dependencies, kept).await,
            Ok(Some(inputs)) => {
                let changed = inputs::with(context.request, inputs);
                self.prepare(&ExecutionContext { request: &changed, ..*context }, dependencies, kept).await
            }
            Err(outcome) => outcome,
        }
    }

    async fn prepare(
        &self,
        context: &ExecutionContext<'_>,
        dependencies: &ExecutionDependencies,
        kept: &Kept,
    ) -> StepOutcome {
        let completed = match inputs::look(context.activity, context.request) {
            Inputs::Ready => return self.try_all(context, dependencies, kept, false).await,
            Inputs::Completed(inputs) => inputs::with(context.request, inputs),
            Inputs::Missing { from, fields, mut inputs } => {
                match fill(context, dependencies, from, &fields).await {
                    Ok(filled) => inputs.extend(filled),
                    Err(stop) => return asking::outcome(Err(stop)),
                }
                let request = inputs::with(context.request, inputs);
                // A schema may say more about the inputs together than about each of them.
                match inputs::look(context.activity, &request) {
                    Inputs::Ready => {}
                    Inputs::Completed(_) | Inputs::Missing { .. } | Inputs::Unusable(_) => {
                        let message = "the inputs that were filled in do not fit routine:inputSchema".to_owned();
                        return StepOutcome::Failed { failure: failure("input-schema", message) };
                    }
                }
                let context = ExecutionContext { request: &request, ..*context };
                return self.try_all(&context, dependencies, kept, true).await;
            }
            Inputs::Unusable(failure) => return StepOutcome::Failed { failure },
        };
        let context = ExecutionContext { request: &completed, ..*context };
        self.try_all(&context, dependencies, kept, false).await
    }

    /// Whoever is chosen does the step; when they cannot, whoever the step allows next. `filled`: inputs were made before, so
    /// that the record has to say where that ended.
    async fn try_all(
        &self,
        context: &ExecutionContext<'_>,
        dependencies: &ExecutionDependencies,
        kept: &Kept,
        filled: bool,
    ) -> StepOutcome {
        let progress = &dependencies.progress;
        let (mut request, mut refused) = (None, None);
        let mut doer = match Doer::on_record(context) {
            Some(doer) => {
                // The program ended before what a rule refused had been said.
                if doer == Doer::Strategy(Strategy::Deterministic) {
                    refused = choose(context, &dependencies.resources).refused;
                }
                doer
            }
            None => {
                let Chosen { strategy: chosen, refused: by_rule } = choose(context, &dependencies.resources);
                let strategy = chosen.strategy;
                refused = by_rule;
                // What is plainly deterministic needs no word.
                if strategy != Strategy::Deterministic || chosen.forced.is_some() || filled {
                    let record = StepRecord::StrategyChosen { strategy, reasons: json!(chosen) };
                    if progress.record(record).await.is_err() {
                        return StepOutcome::Cancelled;
                    }
                }
                request = Some(with_record(context.request, kept));
                Doer::Strategy(strategy)
            }
        };
        loop {
            let now = ExecutionContext { request: request.as_ref().unwrap_or(context.request), ..*context };
            let outcome = match refused.take() {
                Some(failure) => StepOutcome::Failed { failure },
                None => self.attempt(doer, &now, dependencies).await,
            };
            let StepOutcome::Failed { failure } = &outcome else { return outcome };
            let Some(next) = doer.next(context, &dependencies.resources, failure) else { return outcome };
            let from = doer.strategy().unwrap_or(Strategy::Conversational);
            let record = StepRecord::FellBack { from, to: next.strategy(), because: failure.message.clone() };
            if progress.record(record).await.is_err() {
                return StepOutcome::Cancelled;
            }
            doer = next;
            request = Some(with_record(context.request, kept));
        }
    }

    async fn attempt(
        &self,
        doer: Doer,
        context: &ExecutionContext<'_>,
        dependencies: &ExecutionDependencies,
    ) -> StepOutcome {
        let Doer::Strategy(strategy) = doer else {
            let expected = match Expected::of(context.activity) {
                Ok(expected) => expected,
                Err(failure) => return StepOutcome::Failed { failure },
            };
            let mut asking = Asking::of_person(context, dependencies);
            return asking::outcome(person::answer(&mut asking, &expected).await);
        };
        let strategy = self.strategies.make(strategy);
        let execution = strategy.execute(context, dependencies);
        // Strategies with models keep to the time limit themselves, so that what a request may have cost is on record.
        let limit = match strategy.strategy() {
            Strategy::Deterministic => context.limits.time.or(strategy.default_time(context)),
            Strategy::Reasoning | Strategy::Conversational => None,
        };
        match limit {
            None => execution.await,
            Some(limit) => tokio::time::timeout(limit, execution).await.unwrap_or_else(|_| StepOutcome::TimedOut {
                limit_ms: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX),
            }),
        }
    }

    /// What doing a step would cost.
    #[must_use]
    pub fn estimate_cost(&self, context: &ExecutionContext<'_>, resources: &ExecutionResources) -> CostEstimate {
        let chosen = choose(context, resources);
        if chosen.refused.is_some() {
            return CostEstimate::FREE;
        }
        self.strategies.make(chosen.strategy.strategy).estimate_cost(context, resources)
    }

    /// Gives up a step that is under way; false when it is not (any more).
    pub fn cancel(&self, run: &RunId, step: StepId) -> bool {
        let found = self.lock().get(&(run.clone(), step)).cloned();
        found.inspect(CancellationToken::cancel).is_some()
    }

    /// How many steps were done, and how they ended.
    #[must_use]
    pub fn stats(&self) -> ExecutionStats {
        self.counters.read(self.strategies.scripts_running())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(RunId, StepId), CancellationToken>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn opens_scope(activity: &Activity) -> bool {
    matches!(activity.kind, ActivityKind::SubProcess(_) | ActivityKind::CallActivity(_))
}

/// What is put on record on the way.
type Kept = Arc<Mutex<Vec<Arc<StepRecord>>>>;

fn with_record(request: &StepRequest, kept: &Kept) -> StepRequest {
    let mut request = request.clone();
    request.record.extend(kept.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned());
    request
}
