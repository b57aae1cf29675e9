//! How steps went before, at hand for every choice of a strategy.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use routine_model::ElementId;

use super::Strategy;
use super::evolution::{StepFigures, StrategyFigures};

/// Figures of all routines, by path and activity. Cheap to clone; the clones are one.
#[derive(Clone, Debug, Default)]
pub struct PastFigures(Arc<RwLock<HashMap<String, HashMap<ElementId, StepFigures>>>>);

impl PastFigures {
    /// How a step of a routine went; empty where nobody kept that.
    #[must_use]
    pub fn of(&self, routine: &str, element: &ElementId) -> StepFigures {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(routine).and_then(|steps| steps.get(element)).cloned().unwrap_or_default()
    }

    /// Adds to what is known.
    pub fn add(&self, routine: &str, element: &ElementId, strategy: Strategy, figures: StrategyFigures) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let steps = known.entry(routine.to_owned()).or_default();
        let kept = steps.entry(element.clone()).or_default().entry(strategy).or_default();
        *kept = kept.and(figures);
    }
}
