//! Patterns of keys.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A pattern of keys. `?` is one character, `*` any number of them without `.` and `/`, `**` any number with them; everything
/// else is itself. So `notes.*` fits `notes.a` and not `notes.a.b`, and `**` fits every key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pattern(pub Arc<str>);

impl From<&str> for Pattern {
    fn from(pattern: &str) -> Self {
        Self(Arc::from(pattern))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Exactly(char),
    One,
    Segment,
    All,
}

impl Pattern {
    /// Whether a key is one of the pattern's. Time grows with the product of both lengths at most.
    #[must_use]
    pub fn fits(&self, key: &str) -> bool {
        if !self.0.contains(['*', '?']) {
            return &*self.0 == key;
        }
        let parts = self.parts();
        // `reached[n]`: the first n parts fit what was read so far.
        let mut reached = vec![false; parts.len() + 1];
        reached[0] = true;
        spread(&parts, &mut reached);
        for letter in key.chars() {
            let mut next = vec![false; parts.len() + 1];
            for (at, part) in parts.iter().enumerate().filter(|(at, _)| reached[*at]) {
                match part {
                    Part::Exactly(wanted) => next[at + 1] |= *wanted == letter,
                    Part::One => next[at + 1] = true,
                    Part::Segment => next[at] |= !['.', '/'].contains(&letter),
                    Part::All => next[at] = true,
                }
            }
            spread(&parts, &mut next);
            reached = next;
        }
        reached[parts.len()]
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for letter in self.0.chars() {
            match (letter, parts.last()) {
                ('*', Some(Part::Segment)) => {
                    parts.pop();
                    parts.push(Part::All);
                }
                ('*', Some(Part::All)) => {}
                ('*', _) => parts.push(Part::Segment),
                ('?', _) => parts.push(Part::One),
                (other, _) => parts.push(Part::Exactly(other)),
            }
        }
        parts
    }
}

/// Stars fit nothing, too.
fn spread(parts: &[Part], reached: &mut [bool]) {
    for (at, part) in parts.iter().enumerate() {
        if reached[at] && matches!(part, Part::Segment | Part::All) {
            reached[at + 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_star_stays_in_its_segment_and_two_do_not() {
        for (pattern, key, fits) in [
            ("goal", "goal", true),
            ("goal", "goals", false),
            ("notes.*", "notes.a", true),
            ("notes.*", "notes.a.b", false),
            ("notes.*", "notes.", true),
            ("notes.**", "notes.a.b/c", true),
            ("**", "", true),
            ("**.secret", "a.b.secret", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*a*b*", "xaybz", true),
            ("*a*b*", "xbya", false),
            ("ü*", "üml", true),
        ] {
            assert_eq!(Pattern::from(pattern).fits(key), fits, "{pattern} and {key}");
        }
    }

    #[test]
    fn many_stars_do_not_take_for_ever() {
        let pattern = Pattern::from(&*"*a".repeat(100));
        assert!(!pattern.fits(&"a".repeat(99)), "one letter is missing");
        assert!(pattern.fits(&"a".repeat(250)), "stars take the rest");
    }
}
