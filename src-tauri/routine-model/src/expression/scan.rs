//! The words and signs of an expression, with their places.
//!
//! FEEL's grammar is decided by the parser crate; this first look finds what that crate says badly or not at all: where a
//! string stays open, signs of other languages, brackets that do not match, nesting without end.

use super::error::ExpressionError;

/// One word or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// First byte in the source.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Token {
    pub(super) fn text<'s>(&self, source: &'s str) -> &'s str {
        source.get(self.start..self.end).unwrap_or_default()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, a part of one, or a keyword.
    Word,
    /// A name between back-ticks, without them.
    Quoted(String),
    Number,
    /// A string literal as written, quotes included.
    String,
    /// Operators, brackets, commas.
    Sign,
}

const MAX_TOKENS: usize = 10_000;
const MAX_BRACKETS: usize = 100;

/// What begins a FEEL name (DMN 1.5, grammar rule 28).
pub(super) fn starts_word(character: char) -> bool {
    matches!(character, '?' | 'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

pub(super) fn continues_word(character: char) -> bool {
    starts_word(character)
        || character.is_ascii_digit()
        || matches!(character, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The tokens of `source` from byte `from` on, comments left out.
pub(super) fn scan(source: &str, from: usize) -> Result<Vec<Token>, ExpressionError> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = from;
    while let Some(character) = source.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = source.get(at..).unwrap_or_default();
        if character.is_whitespace() || matches!(character, '\u{180E}' | '\u{200B}' | '\u{FEFF}') {
            at += character.len_utf8();
            continue;
        }
        let (kind, length) = if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").ok_or_else(|| ExpressionError::new(at, "A comment is never closed by “*/”."))?;
            at += end + 2;
            continue;
        } else if character == '"' {
            (TokenKind::String, string_length(rest, at)?)
        } else if character == '`' {
            let inner = rest.get(1..).unwrap_or_default();
            let end =
                inner.find('`').ok_or_else(|| ExpressionError::new(at, "A name in back-ticks is never closed."))?;
            (TokenKind::Quoted(inner.get(..end).unwrap_or_default().trim().to_owned()), end + 2)
        } else if starts_word(character) {
            (TokenKind::Word, rest.find(|character| !continues_word(character)).unwrap_or(rest.len()))
        } else if character.is_ascii_digit()
            || (character == '.' && rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit()))
        {
            (TokenKind::Number, number_length(rest))
        } else {
            let in_type = tokens.last().is_some_and(|token| token.text(source) == "function");
            (TokenKind::Sign, if in_type && character == '<' { 1 } else { sign_length(rest, character, at)? })
        };
        if tokens.len() >= MAX_TOKENS {
            return Err(ExpressionError::new(
                at,
                format!("The expression has more than {MAX_TOKENS} words and signs."),
            ));
        }
        tokens.push(Token { kind, start: at, end: at + length });
        at += length;
    }
    check_brackets(source, &tokens)?;
    Ok(tokens)
}

/// Whether brackets match. Intervals mix them (`[1..2)`, `]1..2[`), so next to one only their number is limited.
fn check_brackets(source: &str, tokens: &[Token]) -> Result<(), ExpressionError> {
    let signs =
        || tokens.iter().filter(|token| token.kind == TokenKind::Sign).map(|token| (token.text(source), token.start));
    let has_interval = signs().any(|(sign, _)| sign == "..");
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (sign, at) in signs() {
        match sign {
            "(" | "[" | "{" => open.push((sign, at)),
            ")" | "]" | "}" => {
                let partner = open.pop().map(|(opening, _)| opening);
                let fits = matches!((partner, sign), (Some("("), ")") | (Some("["), "]") | (Some("{"), "}"));
                if !fits && !has_interval {
                    return Err(ExpressionError::new(at, format!("“{sign}” closes nothing.")));
                }
            }
            _ => {}
        }
        if open.len() > MAX_BRACKETS {
            return Err(ExpressionError::new(at, format!("Brackets are nested more than {MAX_BRACKETS} deep.")));
        }
    }
    match open.last() {
        Some((sign, at)) if !has_interval => Err(ExpressionError::new(*at, format!("“{sign}” is never closed."))),
        _ => Ok(()),
    }
}

fn string_length(rest: &str, at: usize) -> Result<usize, ExpressionError> {
    let mut escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Ok(index + 1),
            _ => {}
        }
    }
    Err(ExpressionError::new(at, "A text is never closed by a quote."))
}

fn number_length(rest: &str) -> usize {
    let digits = |from: usize| {
        let rest = rest.get(from..).unwrap_or_default();
        rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len())
    };
    let mut length = digits(0);
    // `1..3` is an interval, so a point counts only before a digit.
    if rest.get(length..).is_some_and(|rest| rest.starts_with('.')) && digits(length + 1) > 0 {
        length += 1 + digits(length + 1);
    }
    if rest.get(length..).is_some_and(|rest| rest.starts_with(['e', 'E'])) {
        let sign = usize::from(rest.get(length + 1..).is_some_and(|rest| rest.starts_with(['+', '-'])));
        let exponent = digits(length + 1 + sign);
        if exponent > 0 {
            length += 1 + sign + exponent;
        }
    }
    length
}

fn sign_length(rest: &str, character: char, at: usize) -> Result<usize, ExpressionError> {
    let foreign = [
        ("==", "Equality is written “=”."),
        ("&&", "“and” joins conditions."),
        ("||", "“or” joins conditions."),
        ("<>", "Inequality is written “!=”."),
    ];
    if let Some((sign, hint)) = foreign.iter().find(|(sign, _)| rest.starts_with(sign)) {
        return Err(ExpressionError::new(at, format!("FEEL does not know “{sign}”.")).hint(*hint));
    }
    if ["..", "**", "!=", "<=", ">=", "->"].iter().any(|sign| rest.starts_with(sign)) {
        return Ok(2);
    }
    match character {
        '.' | ',' | ':' | '+' | '-' | '*' | '/' | '=' | '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '@' => Ok(1),
        '\'' => {
            Err(ExpressionError::new(at, "FEEL does not know single quotes.").hint("Texts stand in double quotes."))
        }
        '!' => Err(ExpressionError::new(at, "FEEL does not know “!”.").hint("Negation is written “not(…)”.")),
        '%' => Err(ExpressionError::new(at, "FEEL does not know “%”.").hint("Use “modulo(a, b)”.")),
        _ => Err(ExpressionError::new(at, format!("“{character}” has no meaning in FEEL."))),
    }
}
