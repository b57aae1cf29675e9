//! What a request may cost, and what it did cost.

use routine_model::Credits;

use super::USUAL_ANSWER;
use crate::model::{Charge, ModelError, ModelPricing, ModelRequest};

/// What a request may cost, answered at length.
pub(super) fn at_most(pricing: &ModelPricing, request: &ModelRequest) -> Credits {
    let input = request.input_bound();
    let output = u64::from(request.max_output_tokens.unwrap_or(USUAL_ANSWER));
    credits(&pricing.at_most(input, output)).unwrap_or_default()
}

/// What an answer cost. Where a price is known and the usage is not, all that was kept back counts.
pub(super) fn settled(charge: &Charge, reserved: Credits) -> Credits {
    match charge {
        Charge::Free => Credits::ZERO,
        Charge::Priced { credits, .. } => *credits,
        Charge::Unpriced { .. } => reserved,
    }
}

/// The provider may have begun to answer, and then it is paid.
pub(super) fn of_failure(error: &ModelError, reserved: Credits) -> Credits {
    if error.may_be_paid() { reserved } else { Credits::ZERO }
}

fn credits(charge: &Charge) -> Option<Credits> {
    match charge {
        Charge::Priced { credits, .. } => Some(*credits),
        Charge::Free | Charge::Unpriced { .. } => None,
    }
}
