//! One expression, for people who write them.

use std::time::{SystemTime, UNIX_EPOCH};

use routine_model::expression::{Clock, Expression, Variables};
use serde_json::{Map, Value};

use crate::contract::{ApiError, ErrorCode};
use crate::studio::sentence;

/// The value of a FEEL expression, with or without its leading `=`.
///
/// # Errors
/// When it is no expression, or has no value for these variables; with the place in the text and the reason.
pub fn evaluate(expression: &str, context: &Map<String, Value>) -> Result<Value, ApiError> {
    let text = expression.trim_start();
    let text = text.strip_prefix('=').unwrap_or(text);
    let parsed = Expression::parse_feel(text).map_err(|error| {
        let offset = error.offset.min(text.len());
        let column = text.char_indices().take_while(|(index, _)| *index < offset).count() + 1;
        let message = format!("{} (at character {column})", error.message.trim_end_matches('.'));
        ApiError { hint: error.hint, ..ApiError::new(ErrorCode::InvalidRequest, sentence(&message)) }
    })?;
    let value = parsed.evaluate(&Given(context));
    value.map_err(|error| ApiError::new(ErrorCode::InvalidRequest, sentence(&error.to_string())))
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
