//! A text that comes in pieces, without a secret that it may repeat.

use super::Secret;

/// Hides a secret in a text that comes in pieces, also where it lies across two of them. Holds back no more than could be
/// the beginning of the secret.
#[derive(Debug)]
pub(crate) struct HidingStream<'a> {
    secret: Option<&'a Secret>,
    held: String,
}

impl<'a> HidingStream<'a> {
    pub(crate) fn new(secret: Option<&'a Secret>) -> Self {
        Self { secret: secret.filter(|secret| !secret.reveal().is_empty()), held: String::new() }
    }

    /// What can be shown after this piece.
    pub(crate) fn push(&mut self, piece: &str) -> String {
        let Some(secret) = self.secret else { return piece.to_owned() };
        self.held.push_str(piece);
        let text = secret.hidden_in(&self.held);
        let kept = begun(&text, secret.reveal());
        let shown = text[..text.len() - kept].to_owned();
        self.held = text[text.len() - kept..].to_owned();
        shown
    }

    /// What was held back, once nothing more comes.
    pub(crate) fn end(self) -> String {
        self.held
    }
}

/// Bytes at the end of a text that could be the beginning of a secret.
fn begun(text: &str, secret: &str) -> usize {
    let lengths = (1..secret.len()).rev().filter(|&length| secret.is_char_boundary(length));
    lengths.into_iter().find(|&length| text.ends_with(&secret[..length])).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&str]) -> String {
        let secret = Secret::new("sk-abcsk-d");
        let mut stream = HidingStream::new(Some(&secret));
        let mut text: String = pieces.iter().map(|piece| stream.push(piece)).collect();
        text.push_str(&stream.end());
        text
    }

    #[test]
    fn a_secret_across_pieces_is_hidden_and_nothing_else_is_lost() {
        assert_eq!(shown(&["the key is sk-abcsk-d."]), "the key is ….");
        assert_eq!(shown(&["the key is sk-", "abc", "sk-d", " and so on"]), "the key is … and so on");
        assert_eq!(shown(&["sk-abcsk-ab", "csk-d"]), "sk-abc…", "it begins within what looked like it");
        assert_eq!(shown(&["sk-abc", "sk"]), "sk-abcsk", "what only began like it is told in the end");
        assert_eq!(shown(&["s", "k", "-", "a", "b", "c", "s", "k", "-", "d"]), "…");
    }

    #[test]
    fn without_a_secret_every_piece_is_told_at_once() {
        let mut stream = HidingStream::new(None);
        assert_eq!(stream.push("sk-"), "sk-");
    }
}
