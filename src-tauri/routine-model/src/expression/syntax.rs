//! Which words belong together, and the text that the parser crate gets to see.
//!
//! That crate takes the longest run of words and signs that it can for a name unless it is told the names: `a - b` would be
//! one name, `x and y` another. Here names are decided first: a name is one word, words side by side, what stands between
//! back-ticks, or one of the names that the caller knows. Whatever is not one word gets a stand-in.

use super::error::ExpressionError;
use super::functions;
use super::scan::{Token, TokenKind, scan};

/// Begins a stand-in for a name; an unassigned character that no file uses.
const STAND_IN: char = '\u{E01F0}';

/// A text in which every name is one word.
#[derive(Debug)]
pub(super) struct Plain {
    pub text: String,
    /// The words of the text, which the parser crate has to know.
    pub words: Vec<String>,
    /// The names behind the stand-ins.
    names: Vec<String>,
    pub tokens: Vec<Token>,
}

impl Plain {
    /// No text: for trees whose names are spelled as the file spells them.
    pub(super) fn blank() -> Self {
        Self { text: String::new(), words: Vec::new(), names: Vec::new(), tokens: Vec::new() }
    }

    /// The name that a word of the text stands for.
    pub(super) fn name<'w>(&'w self, word: &'w str) -> &'w str {
        let index = word.strip_prefix(STAND_IN).and_then(|index| index.parse::<usize>().ok());
        index.and_then(|index| self.names.get(index)).map_or(word, String::as_str)
    }

    /// Where a name first stands in the text.
    pub(super) fn place_of(&self, name: &str, source: &str) -> Option<usize> {
        let first = name.split(' ').next()?;
        let stands = |token: &&Token| match &token.kind {
            TokenKind::Quoted(quoted) => quoted == name,
            TokenKind::Word => token.text(source) == first,
            TokenKind::Number | TokenKind::String | TokenKind::Sign => false,
        };
        self.tokens.iter().find(stands).map(|token| token.start)
    }

    fn stand_in(&mut self, name: String) -> String {
        let index = self.names.iter().position(|known| *known == name).unwrap_or(self.names.len());
        if index == self.names.len() {
            self.names.push(name);
        }
        format!("{STAND_IN}{index}")
    }

    fn word(&mut self, word: &str) {
        self.emit(word);
        if !self.words.iter().any(|known| known == word) {
            self.words.push(word.to_owned());
        }
    }

    fn emit(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }
}

const KEYWORDS: [&str; 18] = [
    "and",
    "or",
    "in",
    "between",
    "instance",
    "of",
    "satisfies",
    "return",
    "then",
    "else",
    "if",
    "for",
    "some",
    "every",
    "true",
    "false",
    "null",
    "external",
];

fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Names with keywords in them; functions when a bracket follows, else types.
const PHRASES: [&[&str]; 10] = [
    &["date", "and", "time"],
    &["days", "and", "time", "duration"],
    &["years", "and", "months", "duration"],
    &["get", "or", "else"],
    &["last", "day", "of", "month"],
    &["day", "of", "week"],
    &["day", "of", "year"],
    &["week", "of", "year"],
    &["month", "of", "year"],
    &["index", "of"],
];

/// Lays out the expression that begins at byte `from` of `source`; `known` are names that may hold spaces and signs.
pub(super) fn plain(source: &str, from: usize, known: &[&str]) -> Result<Plain, ExpressionError> {
    let tokens = scan(source, from)?;
    let known = known_names(known);
    let mut plain =
        Plain { text: String::with_capacity(source.len() + 16), words: Vec::new(), names: Vec::new(), tokens };
    let mut at = 0;
    while let Some(token) = plain.tokens.get(at) {
        let text = token.text(source);
        match &token.kind {
            TokenKind::Word => at += word(&mut plain, source, at, &known)?,
            TokenKind::Quoted(name) => {
                let stand_in = plain.stand_in(name.clone());
                plain.word(&stand_in);
                at += 1;
            }
            TokenKind::String => {
                plain.emit(&text.replace('\n', "\\n").replace('\r', "\\r"));
                at += 1;
            }
            TokenKind::Number | TokenKind::Sign => {
                let text = text.to_owned();
                plain.emit(&text);
                at += 1;
            }
        }
    }
    Ok(plain)
}

/// Whether something has to follow a word or sign.
fn expects_value(word: &str) -> bool {
    let joins = ["=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "**", "(", "[", "{", ",", ":"];
    joins.contains(&word) || matches!(word, "and" | "or" | "if" | "then" | "else" | "return" | "satisfies" | "in")
}

/// Lays out the name or keyword at token `at` and says how many tokens it took.
fn word(plain: &mut Plain, source: &str, at: usize, known: &[(Vec<String>, String)]) -> Result<usize, ExpressionError> {
    let text = |index: usize| plain.tokens.get(index).map_or("", |token| token.text(source));
    let is_word = |index: usize| plain.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Word);
    if let Some(phrase) =
        PHRASES.iter().find(|phrase| phrase.iter().enumerate().all(|(index, part)| text(at + index) == *part))
    {
        plain.word(&phrase.join(" "));
        return Ok(phrase.len());
    }
    let matches = |parts: &[String]| parts.iter().enumerate().all(|(index, part)| text(at + index) == part);
    if let Some((parts, name)) = known.iter().find(|(parts, _)| matches(parts)) {
        let (stand_in, taken) = (plain.stand_in(name.clone()), parts.len());
        plain.word(&stand_in);
        return Ok(taken);
    }
    let first = text(at).to_owned();
    // Where a value is due, Camunda's `and(…)` and `or(…)` are functions.
    let value_is_due = at.checked_sub(1).is_none_or(|before| expects_value(text(before)));
    if value_is_due && text(at + 1) == "(" && matches!(first.as_str(), "and" | "or") {
        plain.word(if first == "and" { "all" } else { "any" });
        return Ok(1);
    }
    if is_keyword(&first) {
        let is_member = at > 0 && text(at - 1) == ".";
        let is_key = text(at + 1) == ":" && at > 0 && matches!(text(at - 1), "{" | ",");
        if is_member || is_key {
            let stand_in = plain.stand_in(first);
            plain.word(&stand_in);
        } else if first == "external" {
            let start = plain.tokens.get(at).map_or(0, |token| token.start);
            return Err(ExpressionError::new(start, "External functions are not called from expressions."));
        } else {
            plain.emit(&first);
        }
        return Ok(1);
    }
    let starts_phrase = |index: usize| {
        PHRASES.iter().any(|phrase| phrase.iter().enumerate().all(|(offset, part)| text(index + offset) == *part))
    };
    let ends = |index: usize| !is_word(index) || is_keyword(text(index)) || starts_phrase(index);
    let end = (at + 1..).find(|index| ends(*index)).unwrap_or(at + 1);
    if end == at + 1 || first == "function" {
        plain.word(&first);
        return Ok(1);
    }
    let name = (at..end).map(text).collect::<Vec<_>>().join(" ");
    if text(end) == "(" && functions::is_built_in(&name) {
        plain.word(&name);
    } else {
        let stand_in = plain.stand_in(name);
        plain.word(&stand_in);
    }
    Ok(end - at)
}

/// The names that are more than one word, longest first, as the tokens they are written with.
fn known_names(known: &[&str]) -> Vec<(Vec<String>, String)> {
    let mut names: Vec<(Vec<String>, String)> = known
        .iter()
        .filter_map(|name| {
            let tokens = scan(name, 0).ok()?;
            let starts = tokens.first().is_some_and(|token| token.kind == TokenKind::Word);
            let parts: Vec<String> = tokens.iter().map(|token| token.text(name).to_owned()).collect();
            (starts && parts.len() > 1).then(|| (parts, (*name).to_owned()))
        })
        .collect();
    names.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    names
}

/// The most likely place of a mistake that the parser crate found without saying where.
pub(super) fn suspect(plain: &Plain, source: &str, from: usize) -> (usize, &'static str) {
    let joins = |token: &Token| {
        matches!(
            token.text(source),
            "+" | "*" | "/" | "**" | "=" | "!=" | "<" | ">" | "<=" | ">=" | "and" | "or" | "in" | "." | ","
        )
    };
    let opens = |token: &Token| matches!(token.kind, TokenKind::Number | TokenKind::String | TokenKind::Quoted(_));
    let closes = |token: &Token| {
        opens(token)
            || matches!(token.text(source), ")" | "]" | "}")
            || (token.kind == TokenKind::Word && !is_keyword(token.text(source)))
    };
    let Some(last) = plain.tokens.last() else { return (from, "There is no expression.") };
    for (left, right) in plain.tokens.iter().zip(plain.tokens.iter().skip(1)) {
        if closes(left) && opens(right) {
            return (right.start, "An operator is missing here.");
        }
        let comparison = matches!(right.text(source), "=" | "!=" | "<" | ">" | "<=" | ">=");
        let interval_or_test = matches!(left.text(source), "in" | ",");
        if joins(left)
            && !(comparison && interval_or_test)
            && (joins(right) || matches!(right.text(source), ")" | "]" | "}"))
        {
            return (right.start, "A value is missing before this.");
        }
    }
    if joins(last) { (last.end, "A value is missing at the end.") } else { (from, "This is not FEEL.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, known: &[&str], expected: &str) {
        let plain = plain(source, 0, known).map(|plain| {
            let words = plain.text.split(' ').filter(|word| !word.is_empty()).map(|word| plain.name(word).to_owned());
            words.collect::<Vec<_>>().join("|")
        });
        assert_eq!(plain.as_deref(), Ok(expected), "{source}");
    }

    #[test]
    fn words_side_by_side_are_one_name_and_signs_are_operators() {
        check("a - b", &[], "a|-|b");
        check("a-b", &["a-b"], "a-b");
        check("order total > 5 and ready", &[], "order total|>|5|and|ready");
        check("`a+b` * 2", &[], "a+b|*|2");
        check("for first name in names return first name", &[], "for|first name|in|names|return|first name");
        check("x.in + {or: 1}.or", &[], "x|.|in|+|{|or|:|1|}|.|or");
        check("if(a)then(b)else c // why", &[], "if|(|a|)|then|(|b|)|else|c");
        check("\"a\nb\"", &[], "\"a\\nb\"");
    }
}
