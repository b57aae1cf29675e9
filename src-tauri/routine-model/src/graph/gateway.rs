//! Gateways (BPMN 2.0.2, 10.6).

use crate::expression::Expression;

/// What a gateway does with tokens. Whether it splits, joins or both follows from its flows.
#[derive(Clone, Debug)]
pub enum Gateway {
    /// One way out; passes every token that comes in.
    Exclusive,
    /// All ways out; waits for one token of every flow that comes in.
    Parallel,
    /// Every way whose condition is true; waits as long as another token can still arrive.
    Inclusive,
    /// The way of the event that happens first.
    EventBased {
        /// All events have to happen (only when it starts a routine).
        parallel: bool,
        /// It starts the routine.
        instantiate: bool,
    },
    /// Joins by an expression over the counts of its flows.
    Complex {
        /// `activationCondition`.
        activation_condition: Option<Expression>,
    },
}

impl Gateway {
    /// The name of its BPMN element.
    #[must_use]
    pub fn element_name(&self) -> &'static str {
        match self {
            Self::Exclusive => "exclusiveGateway",
            Self::Parallel => "parallelGateway",
            Self::Inclusive => "inclusiveGateway",
            Self::EventBased { .. } => "eventBasedGateway",
            Self::Complex { .. } => "complexGateway",
        }
    }
}
