//! What a task is bound to: the thing that does its work.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::expression::Expression;

/// What does a task's work.
#[derive(Clone, Debug, Default)]
pub enum Binding {
    /// Nothing says what does it.
    #[default]
    None,
    /// `zeebe:script`: a FEEL expression.
    FeelScript {
        /// The expression.
        expression: Expression,
        /// Where the value goes.
        result_variable: Option<String>,
    },
    /// A script in a language of its own; only JavaScript runs.
    Script {
        /// `javascript` or what the file says.
        language: String,
        /// The body of a function that sees `input`.
        source: String,
        /// Where a value that is not an object of outputs goes.
        result_variable: Option<String>,
    },
    /// `zeebe:calledDecision`.
    Decision {
        /// Which decision.
        decision: Expression,
        /// Where the result goes.
        result_variable: Option<String>,
    },
    /// `zeebe:taskDefinition`: the program itself (`routine:…` types) or an outside worker.
    TaskType {
        /// `type`.
        task_type: Expression,
        /// How often to try, when the file says so.
        retries: Option<Expression>,
        /// `zeebe:taskHeaders`.
        headers: BTreeMap<String, String>,
    },
    /// `zeebe:formDefinition`.
    Form(Form),
}

/// A user task's form.
#[derive(Clone, Debug)]
pub enum Form {
    /// The form's schema, embedded in the file.
    Embedded(Value),
    /// By id in the project folder.
    Id(String),
    /// By key: an embedded form of the file or an outside one.
    Key(String),
}
