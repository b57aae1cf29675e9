//! What is left when nothing else spoke: how much there is to keep in mind.

use super::Signals;
use crate::strategy::Strategy::Reasoning;
use crate::strategy::complexity::Complexity;
use crate::strategy::detector::seen::about;
use crate::strategy::detector::step::StepToDetect;
use crate::strategy::detector::weights;

/// Above this, a step without a better sign is reasoned about.
const HIGH: f64 = 0.7;

/// Looks at the complexity of the step.
pub(in super::super) fn complexity(step: &StepToDetect<'_>, signals: &mut Signals) {
    let complexity = Complexity::of(step.graph, step.node, step.activity).total();
    if complexity > HIGH {
        let because = format!("complexity {complexity:.2} is above {HIGH}");
        let seen = about("complex", [format!("{complexity:.2}"), HIGH.to_string()], because);
        signals.add("complexity", Reasoning, weights::COMPLEX, seen);
    }
}
