//! Commands that ask providers something.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use step_execution::http_client;
use step_execution::model::{
    Charge, ModelChoice, ModelError, ModelMessage, ModelPrices, ModelReply, ModelRequest, ModelsError, NoModel,
    Purpose, ResolvedModel, find_local_servers,
};

use super::super::Client;
use super::super::store::sentence;
use super::{prices, words};
use crate::contract::params::{NoParams, ProviderReference, TestProvider};
use crate::contract::{ApiError, ErrorCode, LocalServerView, ModelCharge, ModelView, ProviderTest};
use crate::resources::Resources;

/// How long somebody waits for the answer to a tiny question.
const TEST_WAIT: Duration = Duration::from_secs(90);
/// Most LLM tokens of its answer; models that think first need some for that.
const TEST_ANSWER: u32 = 256;
/// The tiny question.
const QUESTION: &str = "This is a test of the connection. Answer with one word: ready";

impl Client {
    pub(in crate::studio) async fn test_provider(&self, params: TestProvider) -> Result<ProviderTest, ApiError> {
        let wanted = ModelChoice { provider: Some(params.id), name: params.model.filter(|name| !name.is_empty()) };
        Ok(test_model(&self.shared.resources, &wanted).await)
    }

    pub(in crate::studio) async fn find_local_servers(&self, _: NoParams) -> Result<Vec<LocalServerView>, ApiError> {
        let http = http_client().map_err(|error| {
            ApiError::new(ErrorCode::NotAvailable, format!("The program cannot make connections: {error}."))
        })?;
        let found = find_local_servers(&http).await.into_iter();
        Ok(found
            .map(|server| LocalServerView { preset: words::preset(server.preset), models: server.models })
            .collect())
    }

    pub(in crate::studio) async fn list_models(&self, params: ProviderReference) -> Result<Vec<ModelView>, ApiError> {
        available_models(&self.shared.resources, &params.id).await
    }
}

/// The models that a provider says it has, with what they cost.
pub(crate) async fn available_models(resources: &Resources, id: &str) -> Result<Vec<ModelView>, ApiError> {
    let models = &resources.models;
    let names = models.available(id).await.map_err(refused)?;
    let settings = models.settings();
    let provider = settings.provider(id).ok_or_else(|| super::unknown(id))?;
    let view = |name: String| ModelView {
        window: provider.prices.as_deref().and_then(|table| ModelPrices::shipped().window(table, &name)),
        price: prices::price_of(&settings, provider, &name),
        free: provider.prices.is_none() && settings.own_price(&provider.id, &name).is_none(),
        name,
    };
    Ok(names.into_iter().map(view).collect())
}

/// Asks the model that a step of this wish would get one tiny question.
pub(crate) async fn test_model(resources: &Resources, wanted: &ModelChoice) -> ProviderTest {
    let begun = Instant::now();
    let took = || u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let failed = |error: ModelsError| ProviderTest::Failed {
        code: error.code().to_owned(),
        hint: hint(&error).map(ToOwned::to_owned),
        message: sentence(&error.to_string()),
        took_ms: took(),
    };
    let found = match resources.models.resolve(wanted).await {
        Ok(found) => found,
        Err(error) => return failed(error.into()),
    };
    let first = Mutex::new(None);
    let hear = |_: &str| {
        first.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert_with(took);
    };
    let request = question(&found.model);
    let answer = tokio::time::timeout(TEST_WAIT, found.provider.ask(&request, &hear)).await;
    let answer = answer
        .unwrap_or_else(|_| Err(ModelError::TimedOut { provider: found.provider_name.clone(), waited: TEST_WAIT }));
    let first_ms = *first.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match answer {
        Ok(reply) => answered(&found, reply, first_ms, took()),
        Err(error) => failed(error.into()),
    }
}

fn question(model: &str) -> ModelRequest {
    ModelRequest {
        model: model.to_owned(),
        purpose: Purpose::Execute,
        messages: vec![ModelMessage::User { text: QUESTION.to_owned() }],
        tools: Vec::new(),
        output_schema: None,
        max_output_tokens: Some(TEST_ANSWER),
        temperature: None,
        seed: None,
    }
}

fn answered(found: &ResolvedModel, reply: ModelReply, first_ms: Option<u64>, took_ms: u64) -> ProviderTest {
    let charge = found.pricing.charge(reply.used).into();
    ProviderTest::Answered {
        model: reply.model,
        text: reply.text,
        first_ms,
        took_ms,
        input_tokens: reply.used.map(|used| used.input),
        output_tokens: reply.used.map(|used| used.output),
        charge,
    }
}

fn refused(error: ModelsError) -> ApiError {
    let code = match &error {
        ModelsError::NoModel(NoModel::UnknownProvider { .. } | NoModel::NoProvider) => ErrorCode::NotFound,
        ModelsError::NoModel(NoModel::NoKey { .. }) => ErrorCode::Locked,
        ModelsError::NoModel(NoModel::NoModelNamed { .. } | NoModel::Unusable { .. }) | ModelsError::Model(_) => {
            ErrorCode::NotAvailable
        }
    };
    let failed = ApiError::new(code, sentence(&error.to_string()));
    match hint(&error) {
        Some(hint) => failed.with_hint(hint),
        None => failed,
    }
}

fn hint(error: &ModelsError) -> Option<&'static str> {
    match error {
        ModelsError::NoModel(reason) => match reason {
            NoModel::NoProvider | NoModel::UnknownProvider { .. } => Some("Set up a provider in the settings."),
            NoModel::NoModelNamed { .. } => Some("Choose a model in the provider's settings."),
            NoModel::NoKey { .. } => {
                Some("Keep its key under Secrets in the settings, or set its environment variable.")
            }
            NoModel::Unusable { .. } => None,
        },
        ModelsError::Model(error) => match error {
            ModelError::Unreachable { .. } => Some("Check the address, and whether the server runs."),
            ModelError::Unauthorized { .. } => Some("Check the key."),
            ModelError::OverBudget { .. } => Some("Raise the budget of the day, or wait until tomorrow."),
            ModelError::RateLimited { .. }
            | ModelError::Overloaded { .. }
            | ModelError::Refused { .. }
            | ModelError::BadReply { .. }
            | ModelError::TimedOut { .. }
            | ModelError::NotScripted { .. } => None,
        },
    }
}

impl From<Charge> for ModelCharge {
    fn from(charge: Charge) -> Self {
        match charge {
            Charge::Priced { credits, price } => {
                Self::Priced { credits: credits.to_string(), source: price.source, date: price.date }
            }
            Charge::Free => Self::Free,
            Charge::Unpriced { reason } => Self::Unpriced { reason: sentence(&reason) },
        }
    }
}
