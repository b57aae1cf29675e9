//! The letters that branches bear.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ids::BranchLetter;

/// Which letters are taken, so that a new branch gets the smallest free one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letters {
    /// Every letter from here on is free.
    next: u32,
    /// Free ones before that.
    returned: BTreeSet<u32>,
}

impl Letters {
    /// The smallest free letter.
    #[must_use]
    pub fn smallest_free(&self) -> BranchLetter {
        BranchLetter(self.returned.first().copied().unwrap_or(self.next))
    }

    /// A branch bears this letter from now on.
    pub fn take(&mut self, letter: BranchLetter) {
        while self.next <= letter.0 {
            self.returned.insert(self.next);
            self.next += 1;
        }
        self.returned.remove(&letter.0);
    }

    /// A branch bears this letter no more.
    pub fn give_back(&mut self, letter: BranchLetter) {
        self.returned.insert(letter.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_branch_gets_the_smallest_letter_that_no_living_branch_bears() {
        let mut letters = Letters::default();
        for expected in 0..3 {
            assert_eq!(letters.smallest_free(), BranchLetter(expected));
            letters.take(BranchLetter(expected));
        }
        letters.give_back(BranchLetter(1));
        assert_eq!(letters.smallest_free(), BranchLetter(1), "B has ended, so the next branch is B again");
        letters.take(BranchLetter(1));
        assert_eq!(letters.smallest_free(), BranchLetter(3));
    }
}
