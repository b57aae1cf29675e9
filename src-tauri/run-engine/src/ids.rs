//! Ids inside a run. All come from counters in the run's state, so a replay gives the same ones.

use std::fmt;
use std::sync::Arc;

pub use routine_model::{RunId, StepId, SwarmAskId, Timestamp};
use serde::{Deserialize, Serialize};

/// A version of a routine: the hash of the file that it was read from, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoutineVersion(pub Arc<str>);

macro_rules! counter_id {
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

counter_id!(
    /// A thread of progress.
    BranchId
);
counter_id!(
    /// A scope: variables, and what runs inside.
    ScopeId
);
counter_id!(
    /// Something that listens: a catch event, a boundary event, an event sub-process.
    SubscriptionId
);
counter_id!(
    /// Something that a person must resolve.
    IncidentId
);
counter_id!(
    /// A place or moment at which a run pauses.
    BreakpointId
);
counter_id!(
    /// A path decision that is asked for.
    DecisionId
);

/// The letter that a branch is shown by: A, B, …, Z, AA, AB, …
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BranchLetter(pub u32);

impl fmt::Display for BranchLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0 + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        write!(f, "{}", letters.iter().rev().collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        for (index, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(BranchLetter(index).to_string(), letter);
        }
    }
}
