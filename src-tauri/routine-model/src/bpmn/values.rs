//! What attributes of our namespace may say, where whoever reads them would pass over what it does not understand: a slip
//! in `routine:retry` or in a policy is said when the file is read, and not found out when it should have helped.

use super::Reader;
use super::settings::milliseconds;
use crate::credits::Credits;
use crate::ids::ElementId;
use crate::xml::Element;

/// What a value has to look like.
#[derive(Clone, Copy)]
enum Shape {
    Words(&'static [&'static str]),
    Flag,
    Whole,
    Number,
    Time,
    Credits,
    TimeZone,
}

const ON_LIMIT: Shape = Shape::Words(&["pause", "stop"]);
const ON_NODE: Shape = Shape::Words(&["continue", "wait", "fail"]);
const ON_BRANCH: Shape = Shape::Words(&["continue", "pause", "stop"]);

/// Element, attribute, shape. What [`Reader::setting`] reads reports its own slips and is not here.
const SHAPES: [(&str, &str, Shape); 32] = [
    ("settings", "allowStrategyOverride", Shape::Flag),
    ("settings", "maxLoops", Shape::Whole),
    ("settings", "maxConcurrency", Shape::Whole),
    ("settings", "onMaxTime", ON_LIMIT),
    ("settings", "onMaxCredits", ON_LIMIT),
    ("settings", "onMaxSteps", ON_LIMIT),
    ("settings", "onMaxLoops", ON_LIMIT),
    ("settings", "pathSelection", Shape::Words(&["first", "random", "manual", "model"])),
    ("settings", "reuseDecisions", Shape::Flag),
    ("settings", "timeZone", Shape::TimeZone),
    ("settings", "onBranchFailure", ON_BRANCH),
    ("settings", "onGatewayForkFailure", ON_NODE),
    ("settings", "onNormalNodeFailure", ON_NODE),
    ("settings", "onOnlyWaitingBranches", ON_BRANCH),
    ("retry", "attempts", Shape::Whole),
    ("retry", "backoff", Shape::Time),
    ("retry", "factor", Shape::Number),
    ("retry", "maxBackoff", Shape::Time),
    ("budget", "maxCredits", Shape::Credits),
    ("budget", "maxTime", Shape::Time),
    ("budget", "maxToolCalls", Shape::Whole),
    ("budget", "maxReasoningSteps", Shape::Whole),
    ("budget", "maxContextTokens", Shape::Whole),
    ("budget", "maxTurns", Shape::Whole),
    ("budget", "maxMemory", Shape::Whole),
    ("budget", "mode", Shape::Words(&["strict", "warn"])),
    ("approval", "risk", Shape::Words(&["none", "low", "medium", "high", "critical"])),
    ("approval", "delay", Shape::Time),
    ("approval", "timeout", Shape::Time),
    ("approval", "onTimeout", Shape::Words(&["block", "reject"])),
    ("conversation", "confirm", Shape::Flag),
    ("successCriteria", "secondOpinion", Shape::Flag),
];

impl Shape {
    fn takes(self, text: &str) -> bool {
        match self {
            Self::Words(words) => words.contains(&text),
            Self::Flag => matches!(text, "true" | "false" | "1" | "0"),
            Self::Whole => text.parse::<u32>().is_ok(),
            Self::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
            Self::Time => milliseconds(text).is_some(),
            Self::Credits => text.parse::<Credits>().is_ok(),
            Self::TimeZone => jiff::tz::TimeZone::get(text).is_ok(),
        }
    }

    fn known(self) -> String {
        match self {
            Self::Words(words) => words.join(", "),
            Self::Flag => "true or false".to_owned(),
            Self::Whole => "a whole number".to_owned(),
            Self::Number => "a number such as 2 or 1.5".to_owned(),
            Self::Time => "milliseconds, or a duration such as PT10M".to_owned(),
            Self::Credits => "a number of credits such as 12 or 0.5".to_owned(),
            Self::TimeZone => "the name of a time zone such as Europe/Vienna".to_owned(),
        }
    }
}

impl Reader {
    /// Values of one of our elements that nobody could read.
    pub(super) fn readable_values(&mut self, element: Element<'_>) {
        for (_, name, shape) in SHAPES.iter().filter(|(of, ..)| *of == element.local()) {
            let Some(text) = element.value(name) else { continue };
            if !text.trim().is_empty() && !shape.takes(text.trim()) {
                let around = std::iter::successors(element.parent(), |parent| parent.parent());
                let owner =
                    around.filter_map(|parent| parent.value("id").map(|id| ElementId::from(id.as_ref()))).next();
                let owner = owner.unwrap_or_else(|| ElementId::from(element.local()));
                self.unknown_value(element, &owner, name, &text, &shape.known());
            }
        }
    }
}
