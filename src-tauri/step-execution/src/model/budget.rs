//! What may be spent in a day, by all runs together.
//!
//! A request is only sent when the most that it can cost fits into what is left, with all others that are under way. What was
//! asked and never answered counts in full: nobody knows whether it was paid.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use routine_model::Credits;

use super::{
    Charge, ModelError, ModelPricing, ModelProvider, ModelReply, ModelRequest, ModelSettings, ProviderSettings,
    ReplyFuture, TextSink,
};

/// Bounds what a model writes that is given no bound: LLM tokens.
const LONGEST_ANSWER: u64 = 128_000;

/// Where it is kept what was spent. A day is one of this machine's time zone.
pub trait SpendingBook: fmt::Debug + Send + Sync {
    /// What was spent today.
    fn spent_today(&self) -> Credits;

    /// Adds to what was spent today with a provider, by its id in the settings.
    fn add(&self, provider: &str, credits: Credits);
}

/// A book in memory, which knows no days: for programs without a store.
#[derive(Debug, Default)]
pub struct MemoryBook(Mutex<u64>);

impl SpendingBook for MemoryBook {
    fn spent_today(&self) -> Credits {
        Credits::from_micros(*self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn add(&self, _: &str, credits: Credits) {
        let mut spent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *spent = spent.saturating_add(credits.micros());
    }
}

/// The budget of the day with what is under way.
#[derive(Debug)]
pub(super) struct DayBudget {
    book: Arc<dyn SpendingBook>,
    /// Micro-credits reserved by requests under way.
    reserved: Mutex<u64>,
}

impl DayBudget {
    pub(super) fn new(book: Arc<dyn SpendingBook>) -> Self {
        Self { book, reserved: Mutex::default() }
    }

    pub(super) fn spent_today(&self) -> Credits {
        self.book.spent_today()
    }

    fn reserve(self: &Arc<Self>, budget: Option<Credits>, needed: u64) -> Result<Reservation, u64> {
        let mut reserved = self.lock();
        if let Some(budget) = budget {
            let left = budget.micros().saturating_sub(self.book.spent_today().micros()).saturating_sub(*reserved);
            if needed > left {
                return Err(left);
            }
        }
        *reserved = reserved.saturating_add(needed);
        Ok(Reservation { budget: Arc::clone(self), needed, provider: String::new(), spent: needed })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, u64> {
        self.reserved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one request may cost. When it is dropped, what it did cost is in the book.
struct Reservation {
    budget: Arc<DayBudget>,
    provider: String,
    needed: u64,
    spent: u64,
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if self.spent > 0 {
            self.budget.book.add(&self.provider, Credits::from_micros(self.spent));
        }
        let mut reserved = self.budget.lock();
        *reserved = reserved.saturating_sub(self.needed);
    }
}

/// A provider within the budget of the day.
#[derive(Debug)]
pub(super) struct BudgetedModel {
    pub(super) provider: Arc<dyn ModelProvider>,
    pub(super) settings: ProviderSettings,
    pub(super) all: Arc<RwLock<Arc<ModelSettings>>>,
    pub(super) budget: Arc<DayBudget>,
}

impl BudgetedModel {
    async fn answer(&self, request: &ModelRequest, heard: TextSink<'_>) -> Result<ModelReply, ModelError> {
        let settings = Arc::clone(&self.all.read().unwrap_or_else(PoisonError::into_inner));
        let pricing = ModelPricing::of(&settings, &self.settings, &request.model);
        let needed = match pricing.at_most(request.input_bound(), output_bound(request, &pricing)) {
            Charge::Priced { credits, .. } => credits.micros(),
            Charge::Free | Charge::Unpriced { .. } => return self.provider.ask(request, heard).await,
        };
        let mut reservation =
            self.budget.reserve(settings.budgets.day, needed).map_err(|left| ModelError::OverBudget {
                provider: self.settings.name.clone(),
                budget: settings.budgets.day.unwrap_or_default(),
                left: Credits::from_micros(left),
                needed: Credits::from_micros(needed),
            })?;
        reservation.provider.clone_from(&self.settings.id);
        let answer = self.provider.ask(request, heard).await;
        reservation.spent = match &answer {
            Ok(reply) => match pricing.charge(reply.used) {
                Charge::Priced { credits, .. } => credits.micros(),
                Charge::Free => 0,
                Charge::Unpriced { .. } => needed,
            },
            Err(error) if error.may_be_paid() => needed,
            Err(_) => 0,
        };
        answer
    }
}

impl ModelProvider for BudgetedModel {
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a> {
        Box::pin(self.answer(request, heard))
    }
}

fn output_bound(request: &ModelRequest, pricing: &ModelPricing) -> u64 {
    let bound = request.max_output_tokens.map(u64::from).or_else(|| pricing.window());
    bound.unwrap_or(LONGEST_ANSWER).min(LONGEST_ANSWER.max(u64::from(request.max_output_tokens.unwrap_or(0))))
}
