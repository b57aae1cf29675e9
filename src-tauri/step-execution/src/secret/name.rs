//! What a secret may be called.

/// Most characters of a name.
const LONGEST: usize = 100;

/// Whether a secret may be called that: letters and digits of ASCII, and between them `-`, `_` and `.`. So a name is the same
/// in every place, and can be an environment variable's.
pub(super) fn is_name(name: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !name.is_empty()
        && name.len() <= LONGEST
        && name.chars().all(fits)
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
}

/// The environment variable of a secret.
#[must_use]
pub fn variable(name: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    std::iter::once(PREFIX).map(str::to_owned).chain([name.chars().map(letter).collect()]).collect()
}

/// What all such variables begin with.
pub(super) const PREFIX: &str = "ROUTINE_SECRET_";

#[cfg(test)]
mod tests {
    use super::{is_name, variable};

    #[test]
    fn names_fit_every_place() {
        for name in ["openai", "office-server.key", "A1_b"] {
            assert!(is_name(name), "{name:?} is a name");
        }
        for name in ["", "-x", "two words", "schlüssel", "a/b", "a=b", &"x".repeat(101)] {
            assert!(!is_name(name), "{name:?} is no name");
        }
    }

    #[test]
    fn a_variable_is_the_name_in_capitals() {
        assert_eq!(variable("office-server.key"), "ROUTINE_SECRET_OFFICE_SERVER_KEY");
    }
}
