//! What of a diagram is the swarm's: entries of its blackboard, and the members of its team.

use crate::EntryOperation;
use crate::expression::Expression;

/// `routine:entry`: how a data association, data store or conditional event is bound to the blackboard.
#[derive(Clone, Debug, Default)]
pub struct EntryBinding {
    /// The entry's key: a text, an expression, or a text with expressions in double braces. None where a binding leaves it
    /// to that of the data store.
    pub key: Option<Expression>,
    /// Whose entry it is.
    pub scope: EntryScope,
    /// How it is written.
    pub operation: EntryOperation,
    /// Which version it must have to be written; none takes any.
    pub expected: Option<ExpectedVersion>,
    /// The variable that the value is seen as where no data input names one.
    pub variable: Option<String>,
}

/// Whose entry it is: what stands before its key on the blackboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntryScope {
    /// Everybody's in the swarm; the key as it is.
    #[default]
    Swarm,
    /// That of the subtask that the run works on: `subtask/<id>/<key>`. In a run without a subtask as `run`.
    Subtask,
    /// That of this run: `run/<id>/<key>`.
    Run,
}

impl EntryScope {
    /// The scope of this word; none when nothing is called so.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "swarm" => Some(Self::Swarm),
            "subtask" => Some(Self::Subtask),
            "run" => Some(Self::Run),
            _ => None,
        }
    }
}

/// Which version an entry must have to be written.
#[derive(Clone, Debug)]
pub enum ExpectedVersion {
    /// That which the same flow node has read before; it must not exist when it was not there then.
    AsRead,
    /// It must not exist.
    Absent,
    /// A number, or what an expression gives.
    Number(Expression),
}

impl EntryBinding {
    /// This binding, with what it leaves open taken from another one.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        Self {
            key: self.key.clone().or_else(|| other.key.clone()),
            scope: if self.key.is_some() { self.scope } else { other.scope },
            operation: self.operation,
            expected: self.expected.clone().or_else(|| other.expected.clone()),
            variable: self.variable.clone().or_else(|| other.variable.clone()),
        }
    }
}
