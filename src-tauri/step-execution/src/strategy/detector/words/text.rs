//! A text as words.

/// A word, and in which clause it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    word: String,
    clause: usize,
}

impl Token {
    /// In small letters; umlauts and ß written out.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    pub(crate) fn is_number(&self) -> bool {
        self.word.chars().all(|letter| letter.is_ascii_digit())
    }
}

/// The words of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    tokens: Vec<Token>,
}

/// Words that turn what follows in their clause round.
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "nobody", "none", "nothing", "without", "dont", "doesnt", "isnt", "arent", "wont", "cannot",
    "cant", "instead", "neither", "nicht", "nie", "niemals", "niemand", "kein", "keine", "keinen", "keinem", "keiner",
    "keines", "nichts", "ohne", "statt", "weder",
];

/// How far a negation reaches.
const REACH: usize = 3;

impl Text {
    /// Takes a text apart. Apostrophes inside a word vanish: “don’t” is one word.
    pub(crate) fn read(text: &str) -> Self {
        let mut tokens = Vec::new();
        let mut word = String::new();
        let mut clause = 0;
        for letter in text.chars().chain([' ']) {
            match letter {
                '\'' | '’' if !word.is_empty() => {}
                letter if letter.is_alphanumeric() => word.extend(plain(letter)),
                letter => {
                    if !word.is_empty() {
                        tokens.push(Token { word: std::mem::take(&mut word), clause });
                    }
                    if matches!(letter, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\n') {
                        clause += 1;
                    }
                }
            }
        }
        Self { tokens }
    }

    pub(crate) fn tokens(&self) -> impl ExactSizeIterator<Item = &Token> + Clone {
        self.tokens.iter()
    }

    pub(crate) fn from(&self, at: usize) -> &[Token] {
        self.tokens.get(at..).unwrap_or_default()
    }

    /// Whether a negation stands before the word in its clause, or a German one right behind it.
    pub(crate) fn is_negated(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let is_negation = |other: &Token| other.clause == token.clause && NEGATIONS.contains(&other.word());
        let before = &self.tokens[at.saturating_sub(REACH)..at];
        before.iter().any(is_negation)
            || self.tokens.get(at + 1).is_some_and(|next| next.word == "nicht" && is_negation(next))
    }
}

fn plain(letter: char) -> Vec<char> {
    match letter {
        'ä' | 'Ä' => vec!['a', 'e'],
        'ö' | 'Ö' => vec!['o', 'e'],
        'ü' | 'Ü' => vec!['u', 'e'],
        'ß' => vec!['s', 's'],
        'é' | 'è' => vec!['e'],
        other => other.to_lowercase().collect(),
    }
}
