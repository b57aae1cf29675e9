//! The value of an expression for given variables.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dsntk_feel::FeelScope;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use serde_json::Value;

use super::clock::Clock;
use super::convert::{to_feel, to_json};
use super::error::{EvaluationError, Unusable};
use super::meter::{self, MAX_STEPS, MAX_VALUE_DEPTH, Stop};
use super::prepare::Prepared;

/// Where an expression finds its variables.
pub trait Variables {
    /// The value of a variable; `None` when there is none of that name.
    fn get(&self, name: &str) -> Option<&Value>;

    /// The time of day for `now()` and `today()`; without one, expressions that ask fail.
    fn clock(&self) -> Option<Clock> {
        None
    }
}

impl Variables for serde_json::Map<String, Value> {
    fn get(&self, name: &str) -> Option<&Value> {
        Self::get(self, name)
    }
}

impl Variables for std::collections::BTreeMap<String, Value> {
    fn get(&self, name: &str) -> Option<&Value> {
        Self::get(self, name)
    }
}

/// A value, and why it is null when FEEL made it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// The value.
    pub value: Value,
    /// What went wrong on the way to a null, as the FEEL crate says it; null as a variable's value has no reason.
    pub null_because: Option<String>,
}

/// Bytes of stack for expressions whose functions call functions.
const STACK: usize = 256 * 1024 * 1024;

/// How an evaluation ends.
enum Outcome {
    /// A value, or what JSON has no form for; and why it is null when FEEL made it so.
    Value(Result<Value, &'static str>, Option<String>),
    Stopped(Stop),
    Panicked,
}

impl Prepared {
    /// The names among the certain needs that are no variables.
    pub(super) fn missing(&self, variables: &dyn Variables) -> Vec<String> {
        let certain = self.needs.variables.iter().filter(|need| !need.may_be_missing);
        certain.filter(|need| variables.get(&need.name).is_none()).map(|need| need.name.clone()).collect()
    }

    pub(super) fn evaluate(&self, source: &str, variables: &dyn Variables) -> Result<Evaluated, EvaluationError> {
        let failed = |unusable: Unusable, reason: String| EvaluationError {
            expression: source.to_owned(),
            unusable,
            reason,
            missing: self.missing(variables),
        };
        let context = self.context(variables).map_err(|reason| failed(Unusable::Value, reason))?;
        let outcome = if self.recursive { self.with_room(context) } else { self.here(context) };
        match outcome {
            Outcome::Value(Ok(value), null_because) => Ok(Evaluated { value, null_because }),
            Outcome::Value(Err(what), _) => Err(failed(Unusable::Value, format!("gave {what}, which is no value"))),
            Outcome::Panicked => Err(failed(Unusable::Value, "could not be computed for these values".to_owned())),
            Outcome::Stopped(stop) => {
                let (unusable, reason) = told(stop);
                Err(failed(unusable, reason))
            }
        }
    }

    fn here(&self, context: FeelContext) -> Outcome {
        if self.metered {
            meter::start(&context);
        }
        let scope = FeelScope::from(context);
        // The crate computes with checked decimals, but a few of its functions panic on extreme arguments, and writing down
        // what is too large for a decimal does.
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let value = (self.evaluator)(&scope);
            if let Some(stop) = self.metered.then(meter::why_stopped).flatten() {
                return Outcome::Stopped(stop);
            }
            let null_because = match &value {
                Feel::Null(reason) => reason.clone(),
                _ => None,
            };
            Outcome::Value(to_json(value, 0), null_because)
        }));
        outcome.unwrap_or(Outcome::Panicked)
    }

    /// On a thread of its own, whose stack holds the deepest calls that are allowed.
    fn with_room(&self, context: FeelContext) -> Outcome {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || self.here(context));
            match thread.map(|thread| thread.join()) {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(_)) | Err(_) => Outcome::Panicked,
            }
        })
    }

    /// What the prepared expression sees: only what it needs, and null for what is missing.
    fn context(&self, variables: &dyn Variables) -> Result<FeelContext, String> {
        let mut context = FeelContext::default();
        for need in &self.needs.variables {
            let value = match variables.get(&need.name) {
                Some(value) => to_feel(value, &need.parts, 0)
                    .ok_or_else(|| format!("reads “{}”, which is nested too deep", need.name))?,
                None => Feel::Null(None),
            };
            context.set_entry(&need.alias, value);
        }
        if self.needs.moment.is_some() || self.needs.day.is_some() {
            let clock = variables.clock().ok_or("asks for the time of day, which is not known here")?;
            let unusable = || "asks for the time of day, which is out of range".to_owned();
            if let Some(name) = &self.needs.moment {
                let moment = clock.date_and_time().and_then(|moment| moment.as_str().try_into().ok());
                context.set_entry(name, Feel::DateTime(moment.ok_or_else(unusable)?));
            }
            if let Some(name) = &self.needs.day {
                let day = clock.date().and_then(|day| day.parse().ok());
                context.set_entry(name, Feel::Date(day.ok_or_else(unusable)?));
            }
        }
        Ok(context)
    }
}

/// Why an evaluation was stopped, as the end of the sentence that the expression begins.
fn told(stop: Stop) -> (Unusable, String) {
    match stop {
        Stop::Steps => (
            Unusable::TimeOut,
            format!("was stopped: it takes more than {MAX_STEPS} steps. Loops over so much belong in a script"),
        ),
        Stop::Calls => (Unusable::TooDeep, "was stopped: its functions call one another without end".to_owned()),
        Stop::Nesting => {
            (Unusable::TooDeep, format!("was stopped: a value is nested more than {MAX_VALUE_DEPTH} deep"))
        }
        Stop::Asserted(reason) => (Unusable::Value, format!("has failed: {reason}")),
    }
}
