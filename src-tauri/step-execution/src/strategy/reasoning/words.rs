//! What a model is told in each phase.

use routine_model::graph::model::Purpose;
use serde_json::Value;

use crate::strategy::prompt::RULE;

/// What the program lays down.
pub(super) fn system(persona: Option<&str>, purpose: Purpose, criteria: &[String], schema: &Value) -> String {
    let who = persona.map(|persona| format!("You are {persona}. ")).unwrap_or_default();
    let mut text = format!("{who}You do one step of a routine. {RULE}\n\n{}", task(purpose));
    match purpose {
        Purpose::Execute | Purpose::Repair => {
            text.push_str(&format!(
                "\n\nThe answer is one JSON object and nothing else. It has to fit this schema:\n{schema}"
            ));
        }
        Purpose::Analyse
        | Purpose::Plan
        | Purpose::Check
        | Purpose::Turn
        | Purpose::ChoosePath
        | Purpose::FillInput => {}
    }
    if !criteria.is_empty() {
        text.push_str("\n\nThe outputs are held against these criteria:");
        for criterion in criteria {
            text.push_str(&format!("\n- {criterion}"));
        }
    }
    text
}

fn task(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Analyse => "Say briefly what the step is about, what is given and what is missing. Do not do it yet.",
        Purpose::Plan => "Say briefly, point by point, how you will do the step. Do not do it yet.",
        Purpose::Check => {
            "Judge whether the outputs meet each criterion. Be strict; what is not shown by the outputs is not met."
        }
        Purpose::Execute | Purpose::Repair | Purpose::Turn | Purpose::ChoosePath | Purpose::FillInput => "Do the step.",
    }
}

pub(super) fn noun(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Analyse => "analysis",
        Purpose::Plan => "plan",
        Purpose::Execute
        | Purpose::Check
        | Purpose::Repair
        | Purpose::Turn
        | Purpose::ChoosePath
        | Purpose::FillInput => "answer",
    }
}

pub(super) fn mend(faults: &[String]) -> String {
    format!("This is not right yet:\n- {}\n\nAnswer again, whole and mended.", faults.join("\n- "))
}
