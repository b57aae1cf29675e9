//! The secret of one start of `routine serve`.

use std::fmt::{self, Write as _};

use crate::exit::Failure;

/// 128 random bits, in hex.
pub(super) struct Token(String);

impl Token {
    /// A token that nobody can guess.
    pub(super) fn random() -> Result<Self, Failure> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes)
            .map_err(|error| Failure::unusable(format!("The system gives no random numbers: {error}.")))?;
        Ok(Self(bytes.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })))
    }

    /// Whether this is the token; takes the same time wherever a wrong one differs.
    pub(super) fn is(&self, shown: &str) -> bool {
        let difference = self.0.bytes().zip(shown.bytes()).fold(0, |all, (one, other)| all | (one ^ other));
        shown.len() == self.0.len() && difference == 0
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]
    use super::Token;

    #[test]
    fn only_the_whole_token_is_the_token() {
        let token = Token::random().unwrap();
        let shown = token.to_string();
        assert!(token.is(&shown), "the token itself");
        for wrong in ["", &shown[1..], &format!("{shown}0"), &"0".repeat(32)] {
            assert!(!token.is(wrong), "{wrong:?} is not the token");
        }
        assert_ne!(shown, Token::random().unwrap().to_string(), "each start has its own");
    }
}
