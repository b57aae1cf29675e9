//! What the detector has seen in the steps of loaded routines, so that each step is read once however often it is asked about.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use routine_model::{ElementId, RoutineGraph};

use super::detection::{Contribution, Detection};
use super::step::{ContextSummary, StepToDetect};
use super::{RoutineStrategyDetector, past};

/// Cheap to clone; the clones are one. Past figures are not kept: they are added anew each time, so they count at once.
#[derive(Clone, Debug, Default)]
pub struct Detections(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    routines: Mutex<HashMap<usize, OfRoutine>>,
    looks: AtomicU64,
}

#[derive(Debug)]
struct OfRoutine {
    /// Its address is taken as long as this is here, so it is the routine's name as well.
    graph: Weak<RoutineGraph>,
    steps: HashMap<(ElementId, ContextSummary), Arc<[Contribution]>>,
}

impl Detections {
    /// What the detector says about a step of `graph`, which is the step's own routine.
    #[must_use]
    pub fn of(&self, graph: &Arc<RoutineGraph>, step: &StepToDetect<'_>) -> Detection {
        let mut contributions = self.seen(graph, step).to_vec();
        contributions.extend(past(step));
        Detection::of(contributions)
    }

    /// How often a step was read.
    #[must_use]
    pub fn looks(&self) -> u64 {
        self.0.looks.load(Ordering::Relaxed)
    }

    fn seen(&self, graph: &Arc<RoutineGraph>, step: &StepToDetect<'_>) -> Arc<[Contribution]> {
        let (routine, step_key) = (Arc::as_ptr(graph).addr(), (step.node.id.clone(), step.context));
        let mut routines = self.0.routines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = routines.get(&routine).and_then(|known| known.steps.get(&step_key)) {
            return Arc::clone(seen);
        }
        self.0.looks.fetch_add(1, Ordering::Relaxed);
        let seen: Arc<[Contribution]> = RoutineStrategyDetector.seen_in(step).into();
        routines.retain(|_, known| known.graph.strong_count() > 0);
        let known = routines
            .entry(routine)
            .or_insert_with(|| OfRoutine { graph: Arc::downgrade(graph), steps: HashMap::new() });
        known.steps.insert(step_key, Arc::clone(&seen));
        seen
    }
}
