//! An expression as the rest of the program knows it.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Number, Value};

use super::error::{EvaluationError, ExpressionError};
use super::evaluate::{Evaluated, Variables};
use super::prepare::{Prepared, prepare};

/// A parsed expression, or a literal; cheap to clone, never changes.
///
/// A leading `=` marks FEEL. Any other text is a literal: a number when it is written as JSON writes that number, else text.
#[derive(Clone)]
pub struct Expression(Arc<Inner>);

struct Inner {
    source: String,
    meaning: Meaning,
}

enum Meaning {
    Literal(Value),
    Feel(Prepared),
}

impl Expression {
    /// Parses the text of a file.
    ///
    /// # Errors
    ///
    /// When the text behind a leading `=` is not FEEL or must not be evaluated.
    pub fn parse(source: &str) -> Result<Self, ExpressionError> {
        Self::parse_knowing(source, &[])
    }

    /// Parses a text that may use `names` with spaces or signs in them, such as `order-total`.
    ///
    /// # Errors
    ///
    /// As [`Self::parse`].
    pub fn parse_knowing(source: &str, names: &[&str]) -> Result<Self, ExpressionError> {
        let blanks = source.len() - source.trim_start().len();
        let meaning = if source.trim_start().starts_with('=') {
            Meaning::Feel(prepare(source, blanks + 1, names)?)
        } else {
            Meaning::Literal(literal(source))
        };
        Ok(Self(Arc::new(Inner { source: source.to_owned(), meaning })))
    }

    /// The expression that always has this value. Its source is FEEL, of which JSON is nearly a part.
    #[must_use]
    pub fn constant(value: &Value) -> Self {
        let source = format!("={}", feel_escapes(&value.to_string()));
        Self(Arc::new(Inner { source, meaning: Meaning::Literal(value.clone()) }))
    }

    /// What a decision was made into; `source` is what people call it.
    pub(super) fn prepared_as(source: String, prepared: Prepared) -> Self {
        Self(Arc::new(Inner { source, meaning: Meaning::Feel(prepared) }))
    }

    /// Parses FEEL that has no leading `=`, as in places that hold nothing else.
    ///
    /// # Errors
    ///
    /// As [`Self::parse`]; offsets count the `=` that is put in front.
    pub fn parse_feel(text: &str) -> Result<Self, ExpressionError> {
        Self::parse(&format!("={text}"))
    }

    /// Parses one of the forms `${x}`, `${x < 3}` of Camunda 7, when FEEL has the same.
    ///
    /// # Errors
    ///
    /// When it has not, with the reason.
    pub fn parse_juel(source: &str) -> Result<Self, ExpressionError> {
        Self::parse(&super::juel::translate(source)?)
    }

    /// The text, with its leading `=` where it has one.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The text of a literal; `None` for FEEL.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match self.0.meaning {
            Meaning::Literal(_) if !self.0.source.starts_with('=') => Some(&self.0.source),
            Meaning::Literal(_) | Meaning::Feel(_) => None,
        }
    }

    /// The variables that the expression reads, each once. In a filter some may turn out to be members of the items.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.prepared().into_iter().flat_map(|prepared| &prepared.needs.variables).map(|need| need.name.as_str())
    }

    /// The variables that have to exist: those of [`Self::names`] that cannot be anything else.
    pub fn certain_names(&self) -> impl Iterator<Item = &str> {
        let needs = self.prepared().into_iter().flat_map(|prepared| &prepared.needs.variables);
        needs.filter(|need| !need.may_be_missing).map(|need| need.name.as_str())
    }

    /// Whether the time that it takes depends on its length only: no loops over data, no functions of its own.
    #[must_use]
    pub fn is_loop_free(&self) -> bool {
        self.prepared().is_none_or(|prepared| !prepared.loops)
    }

    /// Whether it asks for the time of day.
    #[must_use]
    pub fn reads_clock(&self) -> bool {
        self.prepared().is_some_and(|prepared| prepared.needs.moment.is_some() || prepared.needs.day.is_some())
    }

    /// The value for given variables. As in FEEL, what cannot be computed is null.
    ///
    /// # Errors
    ///
    /// When the result has no form in JSON (a function), or the expression asks for a time of day that is not known.
    pub fn evaluate(&self, variables: &dyn Variables) -> Result<Value, EvaluationError> {
        self.evaluate_explained(variables).map(|evaluated| evaluated.value)
    }

    /// The value, and why it is null when FEEL made it so.
    ///
    /// # Errors
    ///
    /// As [`Self::evaluate`].
    pub fn evaluate_explained(&self, variables: &dyn Variables) -> Result<Evaluated, EvaluationError> {
        match &self.0.meaning {
            Meaning::Literal(value) => Ok(Evaluated { value: value.clone(), null_because: None }),
            Meaning::Feel(prepared) => prepared.evaluate(&self.0.source, variables),
        }
    }

    pub(super) fn missing(&self, variables: &dyn Variables) -> Vec<String> {
        self.prepared().map(|prepared| prepared.missing(variables)).unwrap_or_default()
    }

    fn prepared(&self) -> Option<&Prepared> {
        match &self.0.meaning {
            Meaning::Literal(_) => None,
            Meaning::Feel(prepared) => Some(prepared),
        }
    }
}

fn literal(source: &str) -> Value {
    match serde_json::from_str::<Number>(source) {
        Ok(number) if number.to_string() == source => Value::Number(number),
        _ => Value::String(source.to_owned()),
    }
}

/// Replaces the two escapes of JSON that FEEL does not know.
fn feel_escapes(json: &str) -> String {
    let mut feel = String::with_capacity(json.len());
    let mut characters = json.chars();
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' { characters.next() } else { None };
        match escaped {
            None => feel.push(character),
            Some('b') => feel.push_str("\\u0008"),
            Some('f') => feel.push_str("\\u000c"),
            Some(escaped) => feel.extend([character, escaped]),
        }
    }
    feel
}

impl fmt::Debug for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", self.0.source)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.source)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.0.source == other.0.source
    }
}

impl Eq for Expression {}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.source)
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        Self::parse(&source).map_err(serde::de::Error::custom)
    }
}
