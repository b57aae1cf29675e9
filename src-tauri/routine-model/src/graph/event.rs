//! Events and what defines them (BPMN 2.0.2, 10.5).

use crate::expression::Expression;
use crate::graph::data::{DataAssociation, IoSpecification, Mapping};
use crate::graph::entry::EntryBinding;
use crate::ids::ElementId;

/// A start event; in an event sub-process it may leave the scope running.
#[derive(Clone, Debug, Default)]
pub struct StartEvent {
    /// None for a plain start.
    pub definitions: Vec<EventDefinition>,
    /// All definitions have to happen, not only one of them.
    pub parallel_multiple: bool,
    /// Of an event sub-process: starting it cancels the scope around it. True by default.
    pub interrupting: bool,
    /// From the event's payload to variables.
    pub outputs: Vec<Mapping>,
    /// `dataOutput`s and their sets.
    pub io_specification: IoSpecification,
    /// `dataOutputAssociation`s.
    pub data_outputs: Vec<DataAssociation>,
}

/// An intermediate event that waits.
#[derive(Clone, Debug, Default)]
pub struct CatchEvent {
    /// At least one in a valid file.
    pub definitions: Vec<EventDefinition>,
    /// All definitions have to happen, not only one of them.
    pub parallel_multiple: bool,
    /// From the event's payload to variables.
    pub outputs: Vec<Mapping>,
    /// `dataOutput`s and their sets.
    pub io_specification: IoSpecification,
    /// `dataOutputAssociation`s.
    pub data_outputs: Vec<DataAssociation>,
}

/// An intermediate or end event that throws; without definitions it only passes.
#[derive(Clone, Debug, Default)]
pub struct ThrowEvent {
    /// All of them are thrown, in the order of the file.
    pub definitions: Vec<EventDefinition>,
    /// Becomes the payload.
    pub inputs: Vec<Mapping>,
    /// `dataInput`s and their sets.
    pub io_specification: IoSpecification,
    /// `dataInputAssociation`s.
    pub data_inputs: Vec<DataAssociation>,
}

/// An event at the border of an activity.
#[derive(Clone, Debug)]
pub struct BoundaryEvent {
    /// The activity that it is attached to.
    pub attached_to: ElementId,
    /// `cancelActivity`; true by default.
    pub interrupting: bool,
    /// What it listens for.
    pub catch: CatchEvent,
}

/// What happens at an event.
#[derive(Clone, Debug)]
pub enum EventDefinition {
    /// A message arrives or leaves.
    Message(MessageDefinition),
    /// Time passes.
    Timer(TimerDefinition),
    /// A signal is heard by everyone who listens.
    Signal {
        /// `signalRef`; its name is in [`crate::graph::RoutineGraph::signal_name`].
        signal: Option<ElementId>,
    },
    /// An error ends the scope that it is thrown in.
    Error {
        /// `errorRef`; none catches every error.
        error: Option<ElementId>,
        /// Variable for the code (`zeebe`/`camunda` extensions), when asked for.
        code_variable: Option<String>,
        /// Variable for the message, when asked for.
        message_variable: Option<String>,
    },
    /// An escalation tells the scopes around.
    Escalation {
        /// `escalationRef`; none catches every escalation.
        escalation: Option<ElementId>,
    },
    /// Something becomes true.
    Conditional {
        /// None only in broken files and token games.
        condition: Option<Expression>,
        /// `routine:entry`s: entries of the blackboard that it is about, each seen as a variable.
        entries: Vec<EntryBinding>,
    },
    /// Undo what has been completed.
    Compensation {
        /// `activityRef`; none means everything completed in the scope.
        activity: Option<ElementId>,
        /// `waitForCompletion`; true by default.
        wait_for_completion: bool,
    },
    /// Continue at the link event of the same name in the same container.
    Link {
        /// `name` of the definition.
        name: String,
    },
    /// End the scope at once.
    Terminate,
    /// Cancel the transaction around.
    Cancel,
}

impl EventDefinition {
    /// The name of a link; none of what is no link.
    #[must_use]
    pub fn link_name(&self) -> Option<&str> {
        match self {
            Self::Link { name } => Some(name),
            Self::Message(_)
            | Self::Timer(_)
            | Self::Signal { .. }
            | Self::Error { .. }
            | Self::Escalation { .. }
            | Self::Conditional { .. }
            | Self::Compensation { .. }
            | Self::Terminate
            | Self::Cancel => None,
        }
    }
}

/// A message event's or send/receive task's message.
#[derive(Clone, Debug, Default)]
pub struct MessageDefinition {
    /// `messageRef`; name and correlation key are in [`crate::graph::RoutineGraph::message`].
    pub message: Option<ElementId>,
    /// `operationRef`, kept and not used.
    pub operation: Option<ElementId>,
}

/// When a timer is due.
#[derive(Clone, Debug)]
pub struct TimerDefinition {
    /// Which of the three children the file has.
    pub kind: TimerKind,
    /// ISO 8601 text or FEEL; none only in broken files and token games.
    pub expression: Option<Expression>,
}

/// The three forms of a timer (BPMN 2.0.2, table 10.101).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerKind {
    /// `timeDate`: once, at a moment.
    Date,
    /// `timeDuration`: once, after a while.
    Duration,
    /// `timeCycle`: again and again (ISO 8601 repeating interval or cron).
    Cycle,
}

/// A `message` of the file.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id.
    pub id: ElementId,
    /// The name by which senders and receivers find each other.
    pub name: Option<String>,
    /// `zeebe:subscription`'s correlation key.
    pub correlation_key: Option<Expression>,
    /// `routine:delivery timeToLive`, milliseconds: how long it is kept when nobody listens.
    pub time_to_live_ms: Option<u64>,
}

/// A `signal`, `error` or `escalation` of the file: a name and, for the latter two, a code.
#[derive(Clone, Debug)]
pub struct EventName {
    /// Its id.
    pub id: ElementId,
    /// `name`.
    pub name: Option<String>,
    /// `errorCode` or `escalationCode`.
    pub code: Option<String>,
}
