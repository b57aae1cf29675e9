//! Results of steps that count again for the same inputs (`routine:cache`).
//!
//! In memory and for this program only: whoever starts it anew does the steps anew.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use routine_model::graph::binding::Binding;
use run_engine::VariableMap;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::context::ExecutionContext;

/// Results that are kept at most; the oldest goes first.
const MOST_RESULTS: usize = 256;
/// Bytes of a result that is kept.
const LARGEST_RESULT: usize = 256 * 1024;

/// What a step does, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CacheKey([u8; 32]);

impl CacheKey {
    /// None for a decision: its file is read each time, since it may have changed.
    pub(super) fn of(context: &ExecutionContext<'_>) -> Option<Self> {
        let (request, activity) = (context.request, context.activity);
        // Scripts see all variables; the program's own task types only what they are given.
        let sees = match activity.binding {
            Binding::Decision { .. } => return None,
            Binding::TaskType { .. } => &request.inputs,
            Binding::None | Binding::FeelScript { .. } | Binding::Script { .. } | Binding::Form(_) => {
                &request.variables
            }
        };
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(format!("{:?}", activity.binding));
        hash.update(json!([sees, activity.settings.output_schema]).to_string());
        Some(Self(hash.finalize().into()))
    }
}

#[derive(Debug)]
struct Kept {
    at: Instant,
    outputs: VariableMap,
}

/// Results by what they are results of.
#[derive(Debug, Default)]
pub(super) struct ResultCache(Mutex<HashMap<CacheKey, Kept>>);

impl ResultCache {
    /// A result that is no older, and its age.
    pub(super) fn find(&self, key: CacheKey, oldest: Duration) -> Option<(VariableMap, Duration)> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(&key)?;
        let age = found.at.elapsed();
        (age < oldest).then(|| (found.outputs.clone(), age))
    }

    pub(super) fn keep(&self, key: CacheKey, outputs: &VariableMap) {
        if json!(outputs).to_string().len() > LARGEST_RESULT {
            return;
        }
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_RESULTS && !kept.contains_key(&key) {
            let oldest = kept.iter().min_by_key(|(_, kept)| kept.at).map(|(key, _)| *key);
            oldest.map(|oldest| kept.remove(&oldest));
        }
        kept.insert(key, Kept { at: Instant::now(), outputs: outputs.clone() });
    }
}
