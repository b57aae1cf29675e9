//! What a request may cost, and what it did cost.

use routine_model::Credits;

use super::USUAL_ANSWER;
use crate::model::{Charge, ModelError, ModelPricing, ModelRequest};

/// No tokeniser makes more LLM tokens of a text than it has bytes.
pub(super) fn at_most(pricing: &ModelPricing, request: &ModelRequest) -> Credits {
    let input = serde_json::to_vec(request).map_or(u64::MAX, |text| text.len() as u64);
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
    match error {
        ModelError::BadReply { .. } | ModelError::TimedOut { .. } => reserved,
        ModelError::Unreachable { .. }
        | ModelError::Unauthorized { .. }
        | ModelError::RateLimited { .. }
        | ModelError::Overloaded { .. }
        | ModelError::Refused { .. }
        | ModelError::NotScripted { .. }
        | ModelError::OverBudget { .. } => Credits::ZERO,
    }
}

fn credits(charge: &Charge) -> Option<Credits> {
    match charge {
        Charge::Priced { credits, .. } => Some(*credits),
        Charge::Free | Charge::Unpriced { .. } => None,
    }
}
