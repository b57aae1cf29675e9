//! Projections kept beside a run's journal, so that its past is shown without taking all of it.

use std::collections::{BTreeMap, VecDeque};

use run_engine::{RoutineVersion, ScopeId, StepId};
use serde::{Deserialize, Serialize};

use super::doing::Doing;
use super::{RoutineGraphs, RunProjection};
use crate::contract::RunView;

/// The format of what is kept: a fingerprint of the code that has written it. Whoever finds another one takes the journal.
pub(crate) const VIEW_FORMAT: u32 = match u32::from_str_radix(env!("VIEW_FORMAT"), 10) {
    Ok(format) => format,
    Err(_) => panic!("the build script writes a number"),
};

/// A projection without the graphs, which are the routines' own.
#[derive(Debug, Serialize, Deserialize)]
struct Kept<View, Scopes, Steps, Doings> {
    view: View,
    scopes: Scopes,
    ended_steps: Steps,
    doing: Doings,
}

type Read = Kept<RunView, BTreeMap<ScopeId, RoutineVersion>, VecDeque<String>, BTreeMap<StepId, Doing>>;

impl RunProjection {
    /// What `from_kept` reads.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub(crate) fn to_kept(&self) -> serde_json::Result<Vec<u8>> {
        let Self { view, graphs: _, scopes, ended_steps, doing } = self;
        serde_json::to_vec(&Kept { view, scopes, ended_steps, doing })
    }

    /// The projection that was kept.
    ///
    /// # Errors
    /// When it is damaged, or other code has written it.
    pub(crate) fn from_kept(kept: &[u8], graphs: RoutineGraphs) -> serde_json::Result<Self> {
        let Kept { view, scopes, ended_steps, doing }: Read = serde_json::from_slice(kept)?;
        Ok(Self { view, graphs, scopes, ended_steps, doing })
    }
}
