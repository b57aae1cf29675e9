//! What the step is bound to, or what its element says about who does it.

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;

use super::Signals;
use crate::strategy::Strategy::{Conversational, Deterministic, Reasoning};
use crate::strategy::detector::seen::{Seen, about, plain};
use crate::strategy::detector::step::StepToDetect;
use crate::strategy::detector::weights;

/// How much is left to say after the binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Action {
    /// Something does it without a model.
    Bound,
    /// A model is asked; how, is open.
    Model,
    /// A person does it, and no form says what they enter.
    Person,
    /// Nothing is bound.
    Unbound,
}

impl Action {
    pub(in super::super) fn is_open(self) -> bool {
        self != Self::Bound
    }
}

/// Looks at element type and binding.
pub(in super::super) fn action(step: &StepToDetect<'_>, signals: &mut Signals) -> Action {
    let activity = step.activity;
    if let Some(seen) = done_without_a_model(activity) {
        signals.add("binding", Deterministic, weights::BOUND, seen);
        return Action::Bound;
    }
    if let Binding::TaskType { task_type, .. } = &activity.binding {
        let bound = about("boundTo", [task_type.source()], format!("it is bound to {}", task_type.source()));
        signals.add("binding", Reasoning, weights::MODEL_REASONING, bound);
        signals.add(
            "binding",
            Conversational,
            weights::MODEL_CONVERSATIONAL,
            plain("modelCanTalk", "a model can also hold a conversation"),
        );
        signals.add(
            "binding",
            Deterministic,
            weights::MODEL_DETERMINISTIC,
            plain("asksNoModel", "the deterministic strategy asks no model"),
        );
        return Action::Model;
    }
    if matches!(activity.kind, ActivityKind::UserTask(_)) {
        signals.add(
            "element",
            Deterministic,
            weights::PERSON_DETERMINISTIC,
            plain("personEnters", "a person enters what is asked"),
        );
        signals.add(
            "element",
            Reasoning,
            weights::PERSON_REASONING,
            plain("noModelForPerson", "a model does not answer in a person's place"),
        );
        return Action::Person;
    }
    signals.add("element", Deterministic, weights::UNBOUND, plain("notBound", "a step that nobody has bound yet"));
    Action::Unbound
}

/// What does a step without a model, if anything.
fn done_without_a_model(activity: &Activity) -> Option<Seen> {
    match &activity.kind {
        ActivityKind::ManualTask => return Some(plain("byHand", "a person does it by hand")),
        ActivityKind::ReceiveTask { .. } => return Some(plain("waitsForMessage", "it waits for a message")),
        ActivityKind::SubProcess(_) => {
            return Some(plain("stepsInside", "the steps inside have strategies of their own"));
        }
        ActivityKind::CallActivity(_) => {
            return Some(plain("calledSteps", "the called routine's steps have their own strategies"));
        }
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_) => {}
    }
    match &activity.binding {
        Binding::FeelScript { .. } => Some(plain("feel", "a FEEL expression does it")),
        Binding::Script { language, .. } => {
            Some(about("script", [language], format!("a script in {language} does it")))
        }
        Binding::Decision { decision, .. } => {
            Some(about("decision", [decision.source()], format!("the decision {} makes it", decision.source())))
        }
        Binding::Form(_) => Some(plain("form", "a person fills in a form")),
        Binding::TaskType { task_type, .. } if task_type.source() == "routine:generate" => None,
        Binding::TaskType { task_type, .. } => Some(match task_type.source().strip_prefix("routine:") {
            Some(ours) => about("ownAction", [ours], format!("the program's own {ours} action does it")),
            None => {
                let because = format!("work of type {} for a program outside", task_type.source());
                about("outsideWork", [task_type.source()], because)
            }
        }),
        Binding::None => None,
    }
}
