//! What a signal has seen: a code and what it is about, for screens in any language, and a sentence for the terminal.

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) code: &'static str,
    pub(super) said: Vec<String>,
    pub(super) because: String,
}

/// Something that is always said the same way.
pub(super) fn plain(code: &'static str, because: &str) -> Seen {
    Seen { code, said: Vec::new(), because: because.to_owned() }
}

/// Something about names, numbers or words.
pub(super) fn about<Said: ToString>(
    code: &'static str,
    said: impl IntoIterator<Item = Said>,
    because: impl Into<String>,
) -> Seen {
    Seen { code, said: said.into_iter().map(|one| one.to_string()).collect(), because: because.into() }
}
