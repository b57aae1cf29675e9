//! Commands about what LLM tokens cost.

use std::sync::Arc;

use step_execution::model::{ModelPrices, ModelSettings, OwnPrice, PriceLine, ProviderSettings};

use super::super::blocking::blocking;
use super::super::{Client, Shared};
use super::{apply, unknown};
use crate::contract::params::{ModelReference, ProviderReference, SetModelPrice};
use crate::contract::{ApiError, ErrorCode, ModelPriceList, ModelPriceView, PriceOrigin};

impl Client {
    pub(in crate::studio) async fn list_model_prices(
        &self,
        params: ProviderReference,
    ) -> Result<ModelPriceList, ApiError> {
        list(&self.shared, &params.id)
    }

    pub(in crate::studio) async fn set_model_price(&self, params: SetModelPrice) -> Result<ModelPriceList, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let said = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            let price = OwnPrice {
                provider: params.provider,
                model: params.model.trim().to_owned(),
                input: params.input.trim().to_owned(),
                cached_input: said(params.cached_input),
                cache_write: said(params.cache_write),
                output: params.output.trim().to_owned(),
                date: shared.store.today()?,
            };
            if let Some(fault) = price.fault() {
                let message = format!("{fault:?} is no amount of dollars; 0.15 would be one.");
                return Err(ApiError::new(ErrorCode::InvalidRequest, message));
            }
            if price.model.is_empty() {
                return Err(ApiError::new(ErrorCode::InvalidRequest, "Say which model has this price."));
            }
            let provider = price.provider.clone();
            known(&shared, &provider)?;
            apply(&shared, move |settings| {
                forget(settings, &price.provider, &price.model);
                settings.prices.push(price);
                Ok(())
            })?;
            list(&shared, &provider)
        })
        .await
    }

    pub(in crate::studio) async fn remove_model_price(
        &self,
        params: ModelReference,
    ) -> Result<ModelPriceList, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            apply(&shared, |settings| {
                forget(settings, &params.provider, &params.model);
                Ok(())
            })?;
            list(&shared, &params.provider)
        })
        .await
    }
}

fn forget(settings: &mut ModelSettings, provider: &str, model: &str) {
    settings.prices.retain(|price| price.provider != provider || price.model != model);
}

fn known(shared: &Shared, id: &str) -> Result<ProviderSettings, ApiError> {
    shared.resources.models.settings().provider(id).cloned().ok_or_else(|| unknown(id))
}

fn list(shared: &Shared, id: &str) -> Result<ModelPriceList, ApiError> {
    let settings = shared.resources.models.settings();
    let provider = known(shared, id)?;
    let table = ModelPrices::shipped();
    let own = settings.prices.iter().filter(|price| price.provider == id).map(own_view);
    let lines = provider.prices.as_deref().map(|name| table.lines(name)).unwrap_or_default();
    Ok(ModelPriceList {
        free: provider.prices.is_none(),
        source: table.source().to_owned(),
        date: table.date().to_owned(),
        prices: own.chain(lines.into_iter().map(line_view)).collect(),
    })
}

/// What a provider's model costs; none where it is free or nobody knows.
pub(super) fn price_of(settings: &ModelSettings, provider: &ProviderSettings, model: &str) -> Option<ModelPriceView> {
    let of_table = || ModelPrices::shipped().line(provider.prices.as_deref()?, model).map(line_view);
    settings.own_price(&provider.id, model).map(own_view).or_else(of_table)
}

fn own_view(price: &OwnPrice) -> ModelPriceView {
    ModelPriceView {
        model: price.model.clone(),
        origin: PriceOrigin::Person,
        date: price.date.clone(),
        input: Some(price.input.clone()),
        cached_input: price.cached_input.clone(),
        cache_write: price.cache_write.clone(),
        output: Some(price.output.clone()),
        tiered: false,
    }
}

fn line_view(line: PriceLine) -> ModelPriceView {
    ModelPriceView {
        model: line.model,
        origin: PriceOrigin::Table,
        date: ModelPrices::shipped().date().to_owned(),
        input: line.input,
        cached_input: line.cached_input,
        cache_write: line.cache_write,
        output: line.output,
        tiered: line.tiered,
    }
}
