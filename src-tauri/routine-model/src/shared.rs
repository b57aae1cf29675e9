//! Ids, moments and operations that both runs and swarms speak of. Here because this is the lowest crate that both can see.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Arc<str>);

        impl $name {
            /// The id as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(Arc::from(id))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

text_id!(
    /// A run; unique in a store. Given by the host.
    RunId
);
text_id!(
    /// A swarm; unique in a store. Given by the host.
    SwarmId
);
text_id!(
    /// A subtask; unique in its swarm. Given by whoever adds it.
    SubtaskId
);
text_id!(
    /// A member of a swarm's team; unique in its swarm. What `routine:member` of a lane refers to.
    MemberId
);
number_id!(
    /// One execution of one flow node by one branch; counted up in its run.
    StepId
);
number_id!(
    /// Something that a run asks of its swarm; counted up in the run. With the run's id a key under which it is done once.
    SwarmAskId
);

/// A moment: milliseconds since 1970-01-01T00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// How a value is written to an entry of a blackboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EntryOperation {
    /// In place of what is there.
    #[default]
    Set,
    /// At the end of a list; a list appended to a list adds its members.
    Append,
    /// Added to a number.
    Increment,
    /// Fields over the fields of an object; `null` is a value and stays.
    Merge,
    /// The same, and objects inside of it field by field.
    DeepMerge,
    /// Takes the value away; the history stays.
    Delete,
}

impl EntryOperation {
    /// As it is written in files and journals.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Append => "append",
            Self::Increment => "increment",
            Self::Merge => "merge",
            Self::DeepMerge => "deepMerge",
            Self::Delete => "delete",
        }
    }

    /// The operation of this word; none when nothing is called so.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Set, Self::Append, Self::Increment, Self::Merge, Self::DeepMerge, Self::Delete]
            .into_iter()
            .find(|operation| operation.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain_text_and_plain_numbers_on_the_wire() {
        let id = SwarmId::from("s-1");
        assert_eq!(serde_json::to_string(&id).ok().as_deref(), Some("\"s-1\""), "no wrapping on the wire");
        assert_eq!(serde_json::from_str::<SwarmId>("\"s-1\"").ok(), Some(id), "what is written can be read back");
        assert_eq!(serde_json::to_string(&StepId(7)).ok().as_deref(), Some("7"), "counters are numbers");
    }

    #[test]
    fn the_word_of_an_operation_is_the_one_in_journals() {
        for operation in ["set", "append", "increment", "merge", "deepMerge", "delete"] {
            let read = EntryOperation::of_word(operation);
            assert_eq!(read.map(EntryOperation::word), Some(operation), "{operation} reads and writes as itself");
            let json = read.and_then(|read| serde_json::to_value(read).ok());
            assert_eq!(json, Some(operation.into()), "{operation} is the same word in journals");
        }
        assert_eq!(EntryOperation::of_word("Set"), None, "words count as they are written");
    }
}
