//! The value of an expression for given variables.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dsntk_feel::FeelScope;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use serde_json::Value;

use super::clock::Clock;
use super::convert::{to_feel, to_json};
use super::error::EvaluationError;
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

impl Prepared {
    /// The names among the certain needs that are no variables.
    pub(super) fn missing(&self, variables: &dyn Variables) -> Vec<String> {
        let certain = self.needs.variables.iter().filter(|need| !need.may_be_member);
        certain.filter(|need| variables.get(&need.name).is_none()).map(|need| need.name.clone()).collect()
    }

    pub(super) fn evaluate(&self, source: &str, variables: &dyn Variables) -> Result<Evaluated, EvaluationError> {
        let failed = |reason: String| EvaluationError {
            expression: source.to_owned(),
            reason,
            missing: self.missing(variables),
        };
        let scope = FeelScope::from(self.context(variables).map_err(failed)?);
        // The crate computes with checked decimals, but a few of its functions panic on extreme arguments.
        let value = catch_unwind(AssertUnwindSafe(|| (self.evaluator)(&scope)))
            .map_err(|_| failed("could not be computed for these values".to_owned()))?;
        let null_because = match &value {
            Feel::Null(reason) => reason.clone(),
            _ => None,
        };
        let value = to_json(value, 0).map_err(|what| failed(format!("gave {what}, which is no value")))?;
        Ok(Evaluated { value, null_because })
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
        for (answer, path) in &self.needs.existence {
            context.set_entry(answer, Feel::Boolean(exists(variables, path)));
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

fn exists(variables: &dyn Variables, path: &[String]) -> bool {
    let Some((root, members)) = path.split_first() else { return false };
    let root = variables.get(root);
    members.iter().fold(root, |value, member| value.and_then(|value| value.get(member))).is_some()
}
