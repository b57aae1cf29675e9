//! The levels at which a strategy can be set, and what each of them said.

use routine_model::graph::settings::StrategySetting;
use serde::{Deserialize, Serialize};

/// A level, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StrategySource {
    /// Run-time override for this one step.
    StepOverride,
    /// Run-time override for this element, in all of the run.
    ElementOverride,
    /// `routine:strategy` of the activity.
    Step,
    /// `routine:subroutineStrategy` of its own routine, for the activity or a sub-process around it.
    SubroutineStrategies,
    /// `routine:subroutineStrategy` of the calling routine, for the call.
    CallerSubroutineStrategies,
    /// `executionStrategy` of the routine.
    Routine,
    /// The swarm's default, or that of the run.
    SwarmDefault,
    /// Nothing was set, or `auto`: the detector chose.
    Detector,
    /// What the BPMN element is leaves no choice.
    Element,
}

impl StrategySource {
    /// Whether it lies outside of the routine, so that `allowStrategyOverride="false"` refuses it.
    #[must_use]
    pub fn is_outside(self) -> bool {
        match self {
            Self::StepOverride | Self::ElementOverride | Self::CallerSubroutineStrategies | Self::SwarmDefault => true,
            Self::Step | Self::SubroutineStrategies | Self::Routine | Self::Detector | Self::Element => false,
        }
    }
}

/// One level that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChainLink {
    /// The level.
    pub source: StrategySource,
    /// What it says; none when it says nothing.
    pub setting: Option<StrategySetting>,
    /// What came of that.
    pub result: LinkResult,
}

/// What came of what a level says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LinkResult {
    /// It decided.
    Decided,
    /// It says nothing, or `inherit`.
    Passed,
    /// A nearer level had decided.
    Overridden,
    /// `allowStrategyOverride="false"` refuses it.
    Refused,
    /// It does not fit the BPMN element: a model never stands in for the person of a user task.
    DoesNotFit,
}
