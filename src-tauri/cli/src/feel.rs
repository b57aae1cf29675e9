//! `routine feel`: evaluate expressions.

use std::io::BufRead;

use api::headless::evaluate;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::exit::{Exit, Failure};
use crate::given;
use crate::terminal::Terminal;

/// Evaluate a FEEL expression.
#[derive(Debug, clap::Args)]
pub(crate) struct Feel {
    /// The expression, with or without a leading `=`.
    #[arg(required_unless_present = "batch")]
    expression: Option<String>,
    /// Its variables: a JSON object, or @FILE.
    #[arg(long, value_name = "JSON|@FILE", default_value = "{}")]
    context: String,
    /// Read one `{"expression", "context"}` per line, and write one `{"value"}` or `{"error"}` for each.
    #[arg(long, conflicts_with = "expression")]
    batch: bool,
}

#[derive(Deserialize)]
struct Question {
    expression: String,
    #[serde(default)]
    context: Map<String, Value>,
}

impl Feel {
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let Some(expression) = &self.expression else { return batch(terminal) };
        let context = given::object("--context", &self.context)?;
        let value = evaluate(expression, &context)?;
        terminal.print(&json!({ "value": value }), &value.to_string());
        Ok(Exit::Done)
    }
}

fn batch(terminal: &mut Terminal) -> Result<Exit, Failure> {
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| Failure::unusable(format!("Stdin cannot be read: {error}.")))?;
        if line.trim().is_empty() {
            continue;
        }
        terminal.print_json(&match serde_json::from_str::<Question>(&line) {
            Ok(question) => match evaluate(&question.expression, &question.context) {
                Ok(value) => json!({ "value": value }),
                Err(error) => json!({ "error": error.message }),
            },
            Err(error) => json!({ "error": format!("The line is no question: {error}.") }),
        });
    }
    Ok(Exit::Done)
}
