//! Repetition of activities (BPMN 2.0.2, 10.3.8).

use super::event::EventDefinition;
use crate::expression::Expression;

/// How an activity repeats.
#[derive(Clone, Debug)]
pub enum LoopCharacteristics {
    /// One after the other while a condition holds.
    Standard(StandardLoop),
    /// Once for each of a number or collection.
    MultiInstance(Box<MultiInstance>),
}

/// `standardLoopCharacteristics`.
#[derive(Clone, Debug, Default)]
pub struct StandardLoop {
    /// Look at the condition before the first turn.
    pub test_before: bool,
    /// At most so many turns.
    pub maximum: Option<i64>,
    /// Goes on while it is true.
    pub condition: Option<Expression>,
}

/// `multiInstanceLoopCharacteristics` with the `zeebe:` names for its data.
#[derive(Clone, Debug)]
pub struct MultiInstance {
    /// One after the other, or all at once.
    pub sequential: bool,
    /// How many.
    pub cardinality: Option<Expression>,
    /// Or: one for each of these.
    pub input_collection: Option<Expression>,
    /// The variable of an instance that holds its item.
    pub input_element: Option<String>,
    /// The variable that collects the results, in the order of the collection.
    pub output_collection: Option<String>,
    /// What an instance contributes.
    pub output_element: Option<Expression>,
    /// Tried after each instance; true cancels the rest.
    pub completion_condition: Option<Expression>,
    /// Which completions throw events.
    pub behavior: MultiInstanceBehavior,
}

/// `behavior`: when completed instances throw (BPMN 2.0.2, table 10.30).
#[derive(Clone, Debug, Default)]
pub enum MultiInstanceBehavior {
    /// Never. The default.
    #[default]
    All,
    /// Each completion throws the event.
    None {
        /// What `noneBehaviorEventRef` names.
        event: Option<EventDefinition>,
    },
    /// The first completion throws the event.
    One {
        /// What `oneBehaviorEventRef` names.
        event: Option<EventDefinition>,
    },
    /// Each definition whose condition is true throws its event.
    Complex(Vec<ComplexBehavior>),
}

/// One `complexBehaviorDefinition`.
#[derive(Clone, Debug)]
pub struct ComplexBehavior {
    /// When.
    pub condition: Expression,
    /// What is thrown inside, as an implicit throw event.
    pub event: Option<EventDefinition>,
}
