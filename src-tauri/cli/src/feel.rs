//! `routine feel`: evaluate expressions.

use std::io::{BufRead, Read};

use api::headless::{NoValue, evaluate};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::exit::{Exit, Failure};
use crate::given;
use crate::terminal::Terminal;

/// Bytes of a line of a batch.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// Evaluate a FEEL expression.
#[derive(Debug, clap::Args)]
pub(crate) struct Feel {
    /// The expression, with or without a leading `=`.
    #[arg(required_unless_present = "batch", allow_hyphen_values = true)]
    expression: Option<String>,
    /// Its variables: a JSON object, or @FILE.
    #[arg(long, value_name = "JSON|@FILE", default_value = "{}")]
    context: String,
    /// Read one `{"expression", "context"}` per line, and write one `{"value"}` or `{"error", "code"}` for each.
    #[arg(long, conflicts_with = "expression")]
    batch: bool,
}

#[derive(Deserialize)]
struct Question {
    expression: String,
    context: Option<Map<String, Value>>,
}

impl Feel {
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let Some(expression) = &self.expression else { return batch(terminal) };
        let context = given::object("--context", &self.context)?;
        let value = evaluate(expression, &context).map_err(api::contract::ApiError::from)?;
        terminal.print(&json!({ "value": value }), &value.to_string());
        Ok(Exit::Done)
    }
}

/// Answers line by line, whatever the lines are, until they end.
fn batch(terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| Failure::unusable(format!("Stdin cannot be read: {error}.")))? == 0 {
            return Ok(Exit::Done);
        }
        let cut = line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE;
        if cut {
            input.skip_until(b'\n').map_err(|error| Failure::unusable(format!("Stdin cannot be read: {error}.")))?;
        }
        if !line.trim_ascii().is_empty() {
            terminal.print_json(&if cut { refusal("the line is too long") } else { answer(&line) });
        }
    }
}

fn answer(line: &[u8]) -> Value {
    let question = match serde_json::from_slice::<Question>(line) {
        Ok(question) => question,
        Err(error) => return refusal(&error.to_string()),
    };
    match evaluate(&question.expression, &question.context.unwrap_or_default()) {
        Ok(value) => json!({ "value": value }),
        Err(NoValue { code, message, .. }) => json!({ "error": message, "code": code }),
    }
}

fn refusal(reason: &str) -> Value {
    json!({ "error": format!("The line is no question: {reason}."), "code": "line" })
}
