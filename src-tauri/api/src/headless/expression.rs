//! One expression, for people who write them and for programs that check them.

use std::time::{SystemTime, UNIX_EPOCH};

use routine_model::expression::{Clock, Expression, Unusable, Variables};
use serde_json::{Map, Value};

use crate::contract::{ApiError, ErrorCode};
use crate::studio::sentence;

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoValue {
    /// By what programs tell reasons apart: `syntax`, `expression`, `expression-timeout`, `expression-depth`.
    pub code: &'static str,
    /// A sentence for people, with the place in the text where it has one.
    pub message: String,
    /// What would help.
    pub hint: Option<String>,
}

impl From<NoValue> for ApiError {
    fn from(reason: NoValue) -> Self {
        let limited = [Unusable::TimeOut, Unusable::TooDeep].iter().any(|unusable| unusable.code() == reason.code);
        let code = if limited { ErrorCode::Limited } else { ErrorCode::InvalidRequest };
        Self { hint: reason.hint, ..Self::new(code, reason.message) }
    }
}

/// The value of a FEEL expression, with or without its leading `=`.
///
/// # Errors
/// When it is no expression, has no value for these variables, or was stopped.
pub fn evaluate(expression: &str, context: &Map<String, Value>) -> Result<Value, NoValue> {
    let text = expression.trim_start();
    let text = text.strip_prefix('=').unwrap_or(text);
    let names: Vec<&str> = context.keys().map(String::as_str).collect();
    let parsed = Expression::parse_knowing(&format!("={text}"), &names).map_err(|error| {
        // The sign in front is ours.
        let offset = error.offset.saturating_sub(1).min(text.len());
        let column = text.char_indices().take_while(|(index, _)| *index < offset).count() + 1;
        let message = format!("{} (at character {column})", error.message.trim_end_matches('.'));
        NoValue { code: "syntax", message: sentence(&message), hint: error.hint }
    })?;
    parsed.evaluate(&Given(context)).map_err(|error| NoValue {
        code: error.unusable.code(),
        message: sentence(&error.to_string()),
        hint: None,
    })
}

struct Given<'a>(&'a Map<String, Value>);

impl Variables for Given<'_> {
    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    fn clock(&self) -> Option<Clock> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let zone = std::env::var("TZ").unwrap_or_else(|_| "UTC".to_owned());
        Some(Clock { now_ms: i64::try_from(now.as_millis()).ok()?, zone })
    }
}
