//! What the doing of a step has put on record, for the tabs *Strategy* and *Calls* and for conversations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ActivityStrategy, ModelCharge, Strategy, ToolRisk, ValueView};

/// One thing that was done, decided or said in a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepRecordView {
    /// Where it stands in the run's journal.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// The attempt that it belongs to, from 1.
    pub attempt: u32,
    /// What.
    pub what: StepRecordKind,
}

/// What was done, decided or said. Large values are cut; their references are taken by `readValue`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum StepRecordKind {
    /// How the step is done from here on.
    StrategyChosen {
        /// The strategy.
        strategy: Strategy,
        /// Who decided and why; none where the record does not say.
        reasons: Option<Box<ActivityStrategy>>,
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
    /// A model is asked.
    ModelAsked {
        /// Names the request within its step.
        call: u32,
        /// The model, as its provider names it.
        model: String,
        /// The answer stands in the routine's own file.
        scripted: bool,
        /// A person answers in a model's place.
        person: bool,
        /// What the answer is for; empty where the record does not say.
        purpose: String,
        /// All that is said to it, oldest first.
        messages: Vec<PromptMessage>,
        /// It costs at most this, a decimal number of credits.
        reserved: String,
    },
    /// It has answered.
    ModelAnswered {
        /// Which request.
        call: u32,
        /// What it said.
        text: ValueView,
        /// Tools that it asks for.
        tools: Vec<AskedTool>,
        /// What it took; none when the provider did not say.
        used: Option<LlmTokenCounts>,
        /// How the cost was computed; none where the record does not say.
        charge: Option<ModelCharge>,
        /// What it cost, a decimal number of credits.
        credits: String,
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
        credits: String,
    },
    /// The program ended before the answer came: it counts in full, since nobody knows whether it is on a bill.
    ModelLost {
        /// Which request.
        call: u32,
        /// What was kept back for it.
        credits: String,
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
        arguments: ValueView,
        /// How much harm it may do.
        risk: ToolRisk,
        /// Somebody has to approve.
        approval: bool,
    },
    /// Somebody, or a rule, has allowed a call.
    CallApproved {
        /// Which call.
        call: String,
        /// With these arguments in place of those that were asked for.
        arguments: Option<ValueView>,
        /// It was a person.
        by_person: bool,
    },
    /// Somebody, or a rule, has refused a call.
    CallRejected {
        /// Which call.
        call: String,
        /// Why.
        reason: Option<String>,
        /// It was a person.
        by_person: bool,
    },
    /// An approved call waits for its time.
    CallScheduled {
        /// Which call.
        call: String,
        /// When it begins, in milliseconds since 1970.
        due_at: u64,
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
        result: ValueView,
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
        text: ValueView,
    },
    /// A person has confirmed what a conversation led to.
    OutputsConfirmed {
        /// What they made of it.
        outputs: BTreeMap<String, ValueView>,
    },
    /// What the step waited for did not come in time.
    WaitExpired,
    /// What a model was shown of the swarm that the step works for.
    SwarmSeen {
        /// The swarm's version.
        version: u64,
        /// Goal, subtask, team, credits and entries.
        view: ValueView,
    },
    /// Not all that could have been said fitted.
    ContextTrimmed {
        /// What was left out, one line each.
        left_out: Vec<String>,
    },
}

/// Something that was said to a model, or by it before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromptMessage {
    /// Whose words.
    pub from: PromptSpeaker,
    /// The words, or what came of a tool.
    pub text: ValueView,
}

/// Whose words stand in a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PromptSpeaker {
    /// The program's, laid down for the model.
    System,
    /// A person's, or the program's in their place.
    User,
    /// The model's own.
    Model,
    /// A tool's.
    Tool,
}

/// A tool that a model asks for, with what it said: neither name nor arguments are to be trusted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AskedTool {
    /// Which tool.
    pub tool: String,
    /// With what.
    pub arguments: ValueView,
}

/// Counts of LLM tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LlmTokenCounts {
    /// All that was read, cached ones included.
    pub input: u64,
    /// Of these, read from the provider's cache.
    pub cached_input: u64,
    /// All that was written.
    pub output: u64,
}
