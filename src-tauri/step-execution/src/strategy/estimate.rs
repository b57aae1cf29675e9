//! What a step that asks a model will cost: at least one short answer to its prompt, at most all its requests with the
//! longest answers.

use routine_model::Credits;
use routine_model::graph::model::ModelWish;

use super::asking::{USUAL_ANSWER, USUAL_STEPS, may_use_tools, wish_of};
use super::prompt::Prompt;
use crate::context::{ExecutionContext, ExecutionResources};
use crate::estimate::CostEstimate;
use crate::model::{Charge, ModelPricing, ModelSettings, ProviderSettings};

/// An LLM token of a prompt has at most so many bytes on average, in any language.
const LONGEST_TOKEN: u64 = 8;
/// What the program itself says in a request, bytes.
const OWN_WORDS: u64 = 2_000;
/// What a step is told of its swarm, bytes.
const OF_SWARM: u64 = 24_000;

/// A range; free where the model costs nothing, is a script or a person.
pub(super) fn of(context: &ExecutionContext<'_>, resources: &ExecutionResources, most_requests: u64) -> CostEstimate {
    let (wish, settings) = (wish_of(context), resources.models.settings());
    let Some(provider) = provider_of(context, &wish, &settings) else { return CostEstimate::FREE };
    let Some(model) = wish.name.clone().or_else(|| provider.model.clone()) else { return CostEstimate::FREE };
    let pricing = ModelPricing::of(&settings, provider, &model);
    let prompt = Prompt::of(context, None).and_then(|prompt| prompt.fitting(None, true));
    let bytes = prompt.map_or(0, |(text, _)| text.len() as u64);
    let answer = u64::from(wish.max_output_tokens.unwrap_or(USUAL_ANSWER));
    let swarm = if context.request.swarm.is_some() { OF_SWARM } else { 0 };
    let most = pricing.at_most((bytes + OWN_WORDS + swarm).saturating_mul(2).saturating_add(answer), answer);
    let highest = credits(&most).micros().saturating_mul(most_requests);
    CostEstimate {
        lowest: credits(&pricing.at_least(bytes / LONGEST_TOKEN, 1)),
        highest: Credits::from_micros(highest),
        unpriced: matches!(most, Charge::Unpriced { .. }),
    }
}

/// Whether a model would be asked, and not a script or a person.
pub(super) fn asks_model(context: &ExecutionContext<'_>, resources: &ExecutionResources) -> bool {
    provider_of(context, &wish_of(context), &resources.models.settings()).is_some()
}

/// Whether that model is on another machine.
pub(super) fn asks_online(context: &ExecutionContext<'_>, resources: &ExecutionResources) -> bool {
    let settings = resources.models.settings();
    provider_of(context, &wish_of(context), &settings).is_some_and(|provider| !provider.is_on_this_machine())
}

fn provider_of<'s>(
    context: &ExecutionContext<'_>,
    wish: &ModelWish,
    settings: &'s ModelSettings,
) -> Option<&'s ProviderSettings> {
    if context.request.test_mode {
        return None;
    }
    wish.provider.as_deref().map_or_else(|| settings.default_provider(), |id| settings.provider(id))
}

/// How many requests a step makes at most that takes so many without tools.
pub(super) fn with_tools(context: &ExecutionContext<'_>, requests: u64) -> u64 {
    let limit = context.limits.reasoning_steps.map(u64::from);
    if !may_use_tools(context) {
        return limit.map_or(requests, |limit| limit.min(requests));
    }
    limit.unwrap_or(requests.saturating_add(u64::from(USUAL_STEPS)))
}

fn credits(charge: &Charge) -> Credits {
    match charge {
        Charge::Priced { credits, .. } => *credits,
        Charge::Free | Charge::Unpriced { .. } => Credits::ZERO,
    }
}
