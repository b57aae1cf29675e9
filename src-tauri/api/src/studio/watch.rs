//! Commands about being told.

use tokio::sync::broadcast::error::RecvError;

use super::Client;
use crate::contract::params::Subscription;
use crate::contract::{ApiError, Done, PushBatch};

impl Client {
    pub(super) async fn watch_runs(&self, params: Subscription) -> Result<Done, ApiError> {
        self.listen(params.subscription, |batch| matches!(batch, PushBatch::Runs { .. }));
        Ok(Done {})
    }

    pub(super) async fn watch_library(&self, params: Subscription) -> Result<Done, ApiError> {
        self.listen(params.subscription, |batch| matches!(batch, PushBatch::Library { .. }));
        Ok(Done {})
    }

    pub(super) async fn watch_opened(&self, params: Subscription) -> Result<Done, ApiError> {
        self.listen(params.subscription, |batch| matches!(batch, PushBatch::Opened));
        Ok(Done {})
    }

    pub(super) async fn unwatch(&self, params: Subscription) -> Result<Done, ApiError> {
        self.unsubscribe(params.subscription);
        Ok(Done {})
    }

    pub(super) fn listen(&self, subscription: u32, wanted: fn(&PushBatch) -> bool) {
        let mut news = self.shared.news.listen();
        self.subscribe(subscription, |outlet| async move {
            loop {
                match news.recv().await {
                    Ok(batch) if wanted(&batch) => {
                        if !outlet.push(batch).await {
                            return;
                        }
                    }
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => {
                        if !outlet.push(PushBatch::ListGap).await {
                            return;
                        }
                    }
                    Err(RecvError::Closed) => return,
                }
            }
        });
    }
}
