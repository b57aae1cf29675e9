//! What the doing of a step has put on record.
//!
//! A strategy is a fold over its step's record: it does the next thing that is not on record, and puts each thing there
//! before the one after it begins. Whoever continues the step after a restart, an answer or a timer reads the same record.
//! What only the execution understands (requests, replies, reasons) is plain JSON here.

use routine_model::Credits;
use routine_model::graph::settings::Strategy;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::Timestamp;
use crate::outcome::{Actor, VariableMap};

/// One thing that was done, decided or said in a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StepRecord {
    /// How the step is done from here on.
    StrategyChosen {
        /// The strategy.
        strategy: Strategy,
        /// Who decided, with the whole chain, the detector's scores and the rule that forced it.
        reasons: Value,
    },
    /// A strategy could not do the step; another one tries.
    FellBack {
        /// The strategy that gave up.
        from: Strategy,
        /// The one that tries; none leaves the step to a person.
        to: Option<Strategy>,
        /// A sentence that says why.
        because: String,
    },
    /// A phase has begun.
    PhaseBegun {
        /// `analyse`, `plan`, `execute`, `check`, `repair`.
        phase: String,
    },
    /// A model is asked. What it may cost is kept back until it is known what it did cost.
    ModelAsked {
        /// Names the request within its step, from 1.
        call: u32,
        /// The model, as its provider names it.
        model: String,
        /// The answer stands in the routine's own file.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        scripted: bool,
        /// What is asked.
        request: Value,
        /// It costs at most this.
        #[serde(default, skip_serializing_if = "Credits::is_zero")]
        reserved: Credits,
    },
    /// It has answered.
    ModelAnswered {
        /// Which request.
        call: u32,
        /// What it said, and what it took.
        reply: Value,
        /// How the cost was computed.
        charge: Value,
        /// What it cost.
        #[serde(default, skip_serializing_if = "Credits::is_zero")]
        credits: Credits,
    },
    /// It has not.
    ModelFailed {
        /// Which request.
        call: u32,
        /// A stable code.
        code: String,
        /// A sentence for people.
        message: String,
        /// What it cost all the same.
        #[serde(default, skip_serializing_if = "Credits::is_zero")]
        credits: Credits,
    },
    /// The program ended before the answer came. Whether it is on a bill is not known, so it counts in full.
    ModelLost {
        /// Which request.
        call: u32,
        /// What was kept back for it.
        #[serde(default, skip_serializing_if = "Credits::is_zero")]
        credits: Credits,
    },
    /// A tool is to be called.
    CallAsked {
        /// Names the call within its step.
        call: String,
        /// Which tool.
        tool: String,
        /// Whose tool; none for one of the program's own.
        server: Option<String>,
        /// With what.
        arguments: Value,
        /// `none`, `low`, `medium`, `high`, `critical`.
        risk: String,
        /// Somebody has to approve.
        approval: bool,
        /// It will not be made when nobody has decided by then; none waits for ever.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// Somebody, or a rule, has decided about a call.
    CallDecided {
        /// Which call.
        call: String,
        /// What was decided.
        decision: CallDecision,
        /// Who decided.
        by: Actor,
    },
    /// An approved call waits for its time.
    CallScheduled {
        /// Which call.
        call: String,
        /// When it begins.
        due: Timestamp,
    },
    /// The tool is at work.
    CallBegun {
        /// Which call.
        call: String,
    },
    /// The tool has ended.
    CallEnded {
        /// Which call.
        call: String,
        /// What it said.
        result: Value,
        /// It said that it failed.
        failed: bool,
    },
    /// The call will not be made.
    CallCancelled {
        /// Which call.
        call: String,
        /// A sentence that says why.
        reason: String,
    },
    /// A person has said something.
    PersonSaid {
        /// The text.
        text: String,
        /// Who.
        by: Actor,
    },
    /// A person has confirmed what a conversation led to.
    OutputsConfirmed {
        /// What they made of it.
        outputs: VariableMap,
        /// Who.
        by: Actor,
    },
    /// What the step waited for did not come in time.
    WaitExpired,
    /// What a model is shown of the swarm that the step works for.
    SwarmSeen {
        /// The swarm's version: the last entry of its journal that is contained.
        version: u64,
        /// Goal, subtask, team, credits, and the entries that the member may see.
        view: Value,
    },
    /// Not all that could have been said fitted.
    ContextTrimmed {
        /// What was left out, one line each.
        left_out: Vec<String>,
    },
}

/// The call that a step itself is, where it has to be approved as a whole: the first on its record.
pub const WHOLE_STEP: &str = "step";

/// What was decided about a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CallDecision {
    /// It may be made.
    Approved {
        /// With these arguments in place of those that were asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arguments: Option<Value>,
    },
    /// It may not.
    Rejected {
        /// What the person says about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// What somebody says to a step that waits for them.
#[derive(Clone, Debug, PartialEq)]
pub enum StepAnswer {
    /// The next turn of a conversation.
    Say {
        /// The text.
        text: String,
    },
    /// A pending call may be made.
    Approve {
        /// Which call.
        call: String,
        /// With these arguments in place of those that were asked for.
        arguments: Option<Value>,
    },
    /// A pending call may not be made.
    Reject {
        /// Which call.
        call: String,
        /// Why.
        reason: Option<String>,
    },
    /// What a conversation led to is right, or is now.
    Confirm {
        /// The outputs.
        outputs: VariableMap,
    },
}

/// What a record means for the credits of its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Money {
    /// Nothing.
    None,
    /// So much is kept back for a request.
    Reserve(u32, Credits),
    /// A request has cost this; what was kept back beyond it is free again.
    Settle(u32, Credits),
}

impl StepRecord {
    /// What it means for the credits of the run.
    pub(crate) fn money(&self) -> Money {
        match self {
            Self::ModelAsked { call, reserved, .. } => Money::Reserve(*call, *reserved),
            Self::ModelAnswered { call, credits, .. }
            | Self::ModelFailed { call, credits, .. }
            | Self::ModelLost { call, credits } => Money::Settle(*call, *credits),
            Self::StrategyChosen { .. }
            | Self::FellBack { .. }
            | Self::PhaseBegun { .. }
            | Self::CallAsked { .. }
            | Self::CallDecided { .. }
            | Self::CallScheduled { .. }
            | Self::CallBegun { .. }
            | Self::CallEnded { .. }
            | Self::CallCancelled { .. }
            | Self::PersonSaid { .. }
            | Self::OutputsConfirmed { .. }
            | Self::WaitExpired
            | Self::SwarmSeen { .. }
            | Self::ContextTrimmed { .. } => Money::None,
        }
    }

    /// What a request to a model has cost that is over with this; none for what costs nothing by its nature.
    #[must_use]
    pub fn spent(&self) -> Option<Credits> {
        match self.money() {
            Money::Settle(_, credits) => Some(credits),
            Money::None | Money::Reserve(..) => None,
        }
    }

    /// The strategy that does the step from here on, where this decides it.
    #[must_use]
    pub fn strategy(&self) -> Option<Strategy> {
        if let Self::StrategyChosen { strategy, .. } | Self::FellBack { to: Some(strategy), .. } = self {
            Some(*strategy)
        } else {
            None
        }
    }

    /// Something outside of the program follows at once, so that it has to survive the loss of power.
    #[must_use]
    pub fn goes_outside(&self) -> bool {
        matches!(self, Self::ModelAsked { .. } | Self::CallBegun { .. })
    }
}
