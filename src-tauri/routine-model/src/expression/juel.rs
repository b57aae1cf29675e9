//! `${…}` of Camunda 7, where FEEL says the same in other signs.

use super::error::ExpressionError;

/// The FEEL text, with its leading `=`.
pub(super) fn translate(source: &str) -> Result<String, ExpressionError> {
    let trimmed = source.trim();
    let inner =
        trimmed.strip_prefix("${").or_else(|| trimmed.strip_prefix("#{")).and_then(|rest| rest.strip_suffix('}'));
    let Some(inner) = inner else {
        return Err(ExpressionError::new(0, "Only expressions of the form ${…} are translated to FEEL.")
            .hint("Write it in FEEL, with a leading “=”."));
    };
    let offset = source.find('{').map_or(0, |at| at + 1);
    let mut feel = String::from("=");
    let mut translation = Translation { inner, at: 0, offset, negations: Vec::new(), depth: 0, feel: &mut feel };
    translation.run()?;
    Ok(feel)
}

struct Translation<'s> {
    inner: &'s str,
    at: usize,
    offset: usize,
    /// Bracket depths at which a `not(` waits for its end.
    negations: Vec<usize>,
    depth: usize,
    feel: &'s mut String,
}

impl Translation<'_> {
    fn run(&mut self) -> Result<(), ExpressionError> {
        while let Some(character) = self.rest().chars().next() {
            if character.is_whitespace() {
                self.take(character.len_utf8(), " ");
            } else if matches!(character, '"' | '\'') {
                self.text(character)?;
            } else if character.is_ascii_digit() {
                let length = self
                    .rest()
                    .find(|character: char| !character.is_ascii_digit() && character != '.')
                    .unwrap_or(self.rest().len());
                self.copy(length);
            } else if character.is_alphabetic() || character == '_' {
                self.word()?;
            } else {
                self.sign(character)?;
            }
        }
        if self.negations.is_empty() { Ok(()) } else { Err(self.no("“!” needs brackets around what it negates")) }
    }

    fn rest(&self) -> &str {
        self.inner.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, length: usize, feel: &str) {
        self.feel.push_str(feel);
        self.at += length;
    }

    fn copy(&mut self, length: usize) {
        let part = self.rest().get(..length).unwrap_or_default().to_owned();
        self.take(length, &part);
    }

    fn no(&self, reason: &str) -> ExpressionError {
        ExpressionError::new(self.offset + self.at, format!("This does not translate to FEEL: {reason}."))
            .hint("Write it in FEEL, with a leading “=”.")
    }

    fn text(&mut self, quote: char) -> Result<(), ExpressionError> {
        let inner = self.rest().get(1..).unwrap_or_default();
        let end = inner.find(quote).ok_or_else(|| self.no("a text is never closed"))?;
        let inner = inner.get(..end).unwrap_or_default();
        if inner.contains('\\') {
            return Err(self.no("texts with back-slashes are read differently"));
        }
        let feel = format!("\"{}\"", inner.replace('"', "\\\""));
        let length = end + 2;
        self.take(length, &feel);
        Ok(())
    }

    fn word(&mut self) -> Result<(), ExpressionError> {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let length = self.rest().find(|character| !is_part(character)).unwrap_or(self.rest().len());
        let word = self.rest().get(..length).unwrap_or_default();
        let after = self.rest().get(length..).unwrap_or_default().trim_start();
        let feel = match word {
            "eq" => " = ",
            "ne" => " != ",
            "lt" => " < ",
            "gt" => " > ",
            "le" => " <= ",
            "ge" => " >= ",
            "and" => " and ",
            "or" => " or ",
            "true" | "false" | "null" => word,
            "not" | "empty" | "div" | "mod" | "instanceof" => {
                return Err(self.no(&format!("“{word}” has no exact counterpart")));
            }
            _ if after.starts_with('(') => return Err(self.no("methods cannot be called")),
            _ if after.starts_with('[') => return Err(self.no("lists are counted differently")),
            // A name that FEEL would read as a word of its own.
            _ => {
                let feel = format!("`{word}`");
                self.take(length, &feel);
                return Ok(());
            }
        };
        let feel = feel.to_owned();
        self.take(length, &feel);
        Ok(())
    }

    fn sign(&mut self, character: char) -> Result<(), ExpressionError> {
        let pairs = [("==", "="), ("!=", "!="), ("<=", "<="), (">=", ">="), ("&&", " and "), ("||", " or ")];
        if let Some((sign, feel)) = pairs.iter().find(|(sign, _)| self.rest().starts_with(sign)) {
            self.take(sign.len(), feel);
            return Ok(());
        }
        match character {
            '<' | '>' | '-' | '*' | '.' => self.copy(1),
            '(' => {
                self.depth += 1;
                self.copy(1);
            }
            ')' => {
                self.depth = self.depth.saturating_sub(1);
                self.copy(1);
                if self.negations.last() == Some(&self.depth) {
                    self.negations.pop();
                }
            }
            '!' => self.negation()?,
            _ => return Err(self.no(&format!("“{character}” has no exact counterpart"))),
        }
        Ok(())
    }

    /// `!(…)` is `not(…)`; `!a.b` is `not(a.b)`.
    fn negation(&mut self) -> Result<(), ExpressionError> {
        let rest = self.rest().get(1..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        let operand = rest.trim_start();
        if operand.starts_with('(') {
            self.negations.push(self.depth);
            self.take(1 + blanks, "not");
            return Ok(());
        }
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.');
        let length = operand.find(|character| !is_part(character)).unwrap_or(operand.len());
        let path = operand.get(..length).unwrap_or_default();
        if path.is_empty() || operand.get(length..).is_some_and(|after| after.trim_start().starts_with(['(', '['])) {
            return Err(self.no("“!” stands before something that is no variable"));
        }
        let quoted: Vec<String> = path.split('.').map(|part| format!("`{part}`")).collect();
        let feel = format!("not({})", quoted.join("."));
        self.take(1 + blanks + length, &feel);
        Ok(())
    }
}
