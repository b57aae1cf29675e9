//! Commands about unsaved text.

use std::sync::Arc;

use super::Client;
use super::blocking::blocking;
use super::library::now_ms;
use crate::contract::params::{DiscardDraft, NoParams, SaveDraft};
use crate::contract::{ApiError, Done, DraftView, ErrorCode};
use crate::library::MAX_BYTES;

impl Client {
    pub(super) async fn save_draft(&self, params: SaveDraft) -> Result<DraftView, ApiError> {
        if params.xml.len() as u64 > MAX_BYTES {
            return Err(ApiError::new(ErrorCode::TooLarge, "The text is too large to be kept as a draft."));
        }
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            let draft = DraftView {
                key: params.key,
                path: params.path,
                name: params.name,
                xml: params.xml,
                base_version: params.base_version,
                saved_at: now_ms(),
            };
            shared.store.keep_draft(&draft)?;
            Ok(draft)
        })
        .await
    }

    pub(super) async fn discard_draft(&self, params: DiscardDraft) -> Result<Done, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || shared.store.discard_draft(&params.key).map(|()| Done {})).await
    }

    pub(super) async fn list_drafts(&self, _: NoParams) -> Result<Vec<DraftView>, ApiError> {
        let shared = Arc::clone(&self.shared);
        blocking(move || shared.store.drafts()).await
    }
}
