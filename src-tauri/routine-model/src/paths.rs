//! Paths into values, and texts with holes: `customer.orders[0].name`, `orders[*].name`, `Dear {{input.name}}`.
//!
//! One language for the values of mappings and for templates in prompts and calls. Pure: it knows nothing of runs.
//! Deliberately absent: conditions and functions, which are FEEL.

use std::fmt;

use serde_json::Value;
use thiserror::Error;

/// Deepest path; a longer one is a mistake.
const LONGEST: usize = 100;

/// Why a path or template is none, or has no value.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PathError {
    /// The text is no path.
    #[error("“{path}” is no path: {reason}")]
    Syntax {
        /// The text.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// There is nothing at the path.
    #[error("“{path}” has no value: {reason}")]
    Missing {
        /// The path.
        path: String,
        /// Where it breaks off.
        reason: String,
    },
    /// `{{` without `}}`.
    #[error("the template has “{{{{” at character {at} without “}}}}” behind it")]
    Unclosed {
        /// The place, in characters from 1.
        at: usize,
    },
}

/// A way into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValuePath {
    source: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Member(String),
    /// From 0; negative numbers count from the end.
    Index(i64),
    Every,
}

impl fmt::Display for ValuePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl ValuePath {
    /// Reads a path: names between points, `[0]`, `[-1]`, `[*]`, and `["a name"]` for names with other signs.
    ///
    /// # Errors
    /// `Syntax` with what is wrong.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let source = text.trim();
        let wrong = |reason| PathError::Syntax { path: source.to_owned(), reason };
        let mut parts = Vec::new();
        let mut rest = source;
        let mut needs_name = true;
        while !rest.is_empty() || needs_name {
            if let Some(inner) = rest.strip_prefix('[').filter(|_| !parts.is_empty()) {
                let (part, behind) = bracket(inner).map_err(wrong)?;
                parts.push(part);
                rest = behind;
            } else {
                if !needs_name {
                    rest = rest.strip_prefix('.').ok_or_else(|| wrong("a point or bracket is missing"))?;
                }
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (name, behind) = rest.split_at(end);
                if name.trim().is_empty() {
                    return Err(wrong("a name is missing"));
                }
                if name.contains([']', '{', '}', '"']) {
                    return Err(wrong("a name has a sign that needs [\"…\"]"));
                }
                parts.push(Part::Member(name.trim().to_owned()));
                rest = behind;
            }
            needs_name = false;
            if parts.len() > LONGEST {
                return Err(wrong("it is too long"));
            }
        }
        Ok(Self { source: source.to_owned(), parts })
    }

    /// The variable that it begins with.
    #[must_use]
    pub fn variable(&self) -> &str {
        match self.parts.first() {
            Some(Part::Member(name)) => name,
            Some(Part::Index(_) | Part::Every) | None => "",
        }
    }

    /// The value at the path; `variable` answers what the first name is. `[*]` gives a list of what the rest of the path
    /// gives for every item.
    ///
    /// # Errors
    /// `Missing` with the place where it breaks off. A value of null is a value.
    pub fn value<'v>(&self, variable: impl FnOnce(&str) -> Option<&'v Value>) -> Result<Value, PathError> {
        let name = self.variable();
        let missing = |reason: String| PathError::Missing { path: self.source.clone(), reason };
        let root = variable(name).ok_or_else(|| missing(format!("there is no {name}")))?;
        follow(root, self.parts.get(1..).unwrap_or_default(), name).map_err(missing)
    }
}

fn bracket(inner: &str) -> Result<(Part, &str), &'static str> {
    if let Some(quoted) = inner.strip_prefix('"') {
        let (name, behind) = quoted.split_once("\"]").ok_or("a quoted name does not end")?;
        return Ok((Part::Member(name.to_owned()), behind));
    }
    let (index, behind) = inner.split_once(']').ok_or("a bracket does not end")?;
    let part = match index.trim() {
        "*" => Part::Every,
        number => Part::Index(number.parse().map_err(|_| "between brackets stands no number, * or \"name\"")?),
    };
    Ok((part, behind))
}

fn follow(value: &Value, parts: &[Part], place: &str) -> Result<Value, String> {
    let Some((part, rest)) = parts.split_first() else { return Ok(value.clone()) };
    match part {
        Part::Member(name) => {
            let object = value.as_object().ok_or_else(|| format!("{place} is {} and no object", kind_of(value)))?;
            let member = object.get(name).ok_or_else(|| format!("{place} has no {name}"))?;
            follow(member, rest, &format!("{place}.{name}"))
        }
        Part::Index(index) => {
            let list = value.as_array().ok_or_else(|| format!("{place} is {} and no list", kind_of(value)))?;
            let from_end = || list.len().checked_sub(usize::try_from(index.unsigned_abs()).ok()?);
            let at = if *index < 0 { from_end() } else { usize::try_from(*index).ok() };
            let item = at.and_then(|at| list.get(at));
            let item = item.ok_or_else(|| format!("{place} has {} items and none at {index}", list.len()))?;
            follow(item, rest, &format!("{place}[{index}]"))
        }
        Part::Every => {
            let list = value.as_array().ok_or_else(|| format!("{place} is {} and no list", kind_of(value)))?;
            let items = list.iter().enumerate().map(|(at, item)| follow(item, rest, &format!("{place}[{at}]")));
            items.collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A text in which `{{path}}` stands for values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Hole(ValuePath),
}

impl Template {
    /// Reads a template. `\{{` is two brackets and no hole.
    ///
    /// # Errors
    /// `Unclosed`, or `Syntax` of a path.
    pub fn parse(source: &str) -> Result<Self, PathError> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = source;
        while let Some(at) = rest.find("{{") {
            let (before, hole) = (&rest[..at], &rest[at + 2..]);
            if let Some(before) = before.strip_suffix('\\') {
                text.push_str(before);
                text.push_str("{{");
                rest = hole;
                continue;
            }
            text.push_str(before);
            let Some((path, behind)) = hole.split_once("}}") else {
                let at = source[..source.len() - rest.len() + at].chars().count() + 1;
                return Err(PathError::Unclosed { at });
            };
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
            }
            pieces.push(Piece::Hole(ValuePath::parse(path)?));
            rest = behind;
        }
        text.push_str(rest);
        if !text.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Text(text));
        }
        Ok(Self { pieces })
    }

    /// The variables that it reads, in order, each once.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for piece in &self.pieces {
            if let Piece::Hole(path) = piece
                && !names.contains(&path.variable())
            {
                names.push(path.variable());
            }
        }
        names
    }

    /// The filled text; a template that is one hole and nothing else gives the value itself, with its type. In a text, a
    /// text stands as it is, null as nothing, anything else as JSON.
    ///
    /// # Errors
    /// `Missing` for the first hole without a value.
    pub fn fill<'v>(&self, variable: impl Fn(&str) -> Option<&'v Value>) -> Result<Value, PathError> {
        if let [Piece::Hole(path)] = self.pieces.as_slice() {
            return path.value(&variable);
        }
        self.fill_with(variable, |_, value| match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => other.to_string(),
        })
        .map(Value::String)
    }

    /// The text, filled with what `shown` makes of each path and its value.
    ///
    /// # Errors
    /// `Missing` for the first hole without a value.
    pub fn fill_with<'v>(
        &self,
        variable: impl Fn(&str) -> Option<&'v Value>,
        shown: impl Fn(&ValuePath, &Value) -> String,
    ) -> Result<String, PathError> {
        let mut filled = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Hole(path) => filled.push_str(&shown(path, &path.value(&variable)?)),
            }
        }
        Ok(filled)
    }
}
