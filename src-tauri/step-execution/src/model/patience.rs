//! Asking with patience: few at once, each with a time limit, again where that may help.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::{ModelError, ModelProvider, ModelReply, ModelRequest, ReplyFuture, TextSink};

/// How patient to be with a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Requests under way at once; the others queue.
    pub at_once: usize,
    /// The longest that one request may take.
    pub time: Duration,
    /// How often to ask, the first time included.
    pub attempts: u32,
    /// How long to wait before the second attempt; doubled before each further one.
    pub pause: Duration,
    /// The longest pause, also when the provider asks for more: then it is given up.
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            at_once: 4,
            time: Duration::from_secs(300),
            attempts: 4,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
        }
    }
}

/// A provider that is asked with patience.
///
/// An answer of which something was heard already is not asked for again: it would be paid twice, and a reader would see it
/// begin anew.
#[derive(Debug)]
pub struct PatientModel {
    provider: Arc<dyn ModelProvider>,
    name: String,
    patience: Patience,
    places: Semaphore,
}

impl PatientModel {
    /// `name` is what people call the provider.
    #[must_use]
    pub fn new(provider: Arc<dyn ModelProvider>, name: impl Into<String>, patience: Patience) -> Self {
        Self { provider, name: name.into(), patience, places: Semaphore::new(patience.at_once.max(1)) }
    }

    async fn answer(&self, request: &ModelRequest, heard: TextSink<'_>) -> Result<ModelReply, ModelError> {
        let mut pause = self.patience.pause;
        let mut attempt = 1;
        loop {
            let began = std::sync::atomic::AtomicBool::new(false);
            let hear = |piece: &str| {
                began.store(true, std::sync::atomic::Ordering::Relaxed);
                heard(piece);
            };
            let error = match self.once(request, &hear).await {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            let wait = error.wait().unwrap_or(pause);
            let is_over = attempt >= self.patience.attempts
                || !error.is_retryable()
                || wait > self.patience.longest_pause
                || began.load(std::sync::atomic::Ordering::Relaxed);
            if is_over {
                return Err(error);
            }
            tracing::debug!(%error, attempt, ?wait, "a model is asked again");
            tokio::time::sleep(wait).await;
            pause = (pause * 2).min(self.patience.longest_pause);
            attempt += 1;
        }
    }

    async fn once(&self, request: &ModelRequest, heard: TextSink<'_>) -> Result<ModelReply, ModelError> {
        let timed_out = || ModelError::TimedOut { provider: self.name.clone(), waited: self.patience.time };
        let answer = async {
            // The semaphore is never closed; without a place the request would only go ahead of its turn.
            let _place = self.places.acquire().await;
            tokio::time::timeout(self.patience.time, self.provider.ask(request, heard)).await
        };
        answer.await.unwrap_or_else(|_| Err(timed_out()))
    }
}

impl ModelProvider for PatientModel {
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a> {
        Box::pin(self.answer(request, heard))
    }
}
