//! What soundness says about a process.

use serde::Serialize;

use crate::ids::ElementId;

/// The verdict on one process. Nothing where it could not be decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Soundness {
    /// The process.
    pub process: ElementId,
    /// Two tokens are never on one sequence flow at once.
    pub safe: Option<bool>,
    /// Wherever it gets, it can still end.
    pub option_to_complete: Option<bool>,
    /// No token is left behind when others have come to an end.
    pub proper_completion: Option<bool>,
    /// Activities that no token ever enters.
    pub dead_activities: Vec<ElementId>,
    /// All flow nodes that no token ever enters, the activities among them.
    pub dead_flow_nodes: Vec<ElementId>,
    /// Whether everything that can happen was looked at. What was found holds either way.
    pub decided: bool,
    /// Why not, in a sentence's end: “because …”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecided_because: Option<String>,
    /// How each of the problems comes about.
    pub counterexamples: Vec<Counterexample>,
    /// How many states were looked at.
    pub states: usize,
}

/// A kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Problem {
    /// Two tokens on one flow.
    Unsafe,
    /// Tokens wait that can never go on, and none has come to an end.
    Deadlock,
    /// Tokens go round and round and can never come to an end.
    Livelock,
    /// Tokens wait that can never go on, while others have come to their end.
    ImproperCompletion,
}

/// How a problem comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counterexample {
    /// Which problem.
    pub problem: Problem,
    /// Where it shows: the flow with two tokens, or the flow nodes at which tokens are left.
    pub elements: Vec<ElementId>,
    /// Flows that a join waits for and that can bring no token any more.
    pub missing: Vec<ElementId>,
    /// What happens, one after the other.
    pub moves: Vec<TokenMove>,
    /// The same to be played as a token game.
    pub scenario: TokenGame,
}

/// One move of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenMove {
    /// What it does.
    pub kind: MoveKind,
    /// The flow node.
    pub element: ElementId,
    /// The flows that it leaves over.
    pub flows: Vec<ElementId>,
}

/// What a token does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum MoveKind {
    /// It begins here.
    Start,
    /// It goes into a sub-process.
    Enter,
    /// It passes.
    Pass,
    /// The activity completes.
    Complete,
    /// The event happens.
    Happen,
    /// The gateway takes these flows.
    Choose,
    /// The gateway joins tokens.
    Join,
    /// It comes to its end.
    End,
}

/// A token game that shows a problem: the parts of a scenario that bring it about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenGame {
    /// The process.
    pub process: Option<ElementId>,
    /// Always `token-game`.
    pub mode: &'static str,
    /// Activities that wait until the script lets them go on.
    pub wait_at: Vec<ElementId>,
    /// The script.
    pub steps: Vec<GameStep>,
    /// Whether playing it shows the problem. It does not where a gateway has to choose one way and then another before
    /// anything takes time, or gateways would send a token round without end: a script cannot come in between.
    #[serde(skip)]
    pub is_exact: bool,
}

/// A step of the script, as scenarios write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "op", rename_all = "camelCase")]
pub enum GameStep {
    /// The process starts, at one start event or at all plain ones.
    Start {
        /// The start event.
        #[serde(skip_serializing_if = "Option::is_none")]
        element: Option<ElementId>,
    },
    /// From now on the gateway takes these flows.
    Choose {
        /// The gateway.
        element: ElementId,
        /// The flows.
        flows: Vec<ElementId>,
    },
    /// The activity completes, the event happens.
    Trigger {
        /// The activity or event.
        element: ElementId,
    },
}

impl Soundness {
    /// Nothing is wrong, and everything was looked at.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.decided && !self.has_problem()
    }

    /// Something is wrong.
    #[must_use]
    pub fn has_problem(&self) -> bool {
        !self.counterexamples.is_empty() || !self.dead_flow_nodes.is_empty()
    }
}
