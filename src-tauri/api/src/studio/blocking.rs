//! File and database work, off the threads that answer pages.

use crate::contract::{ApiError, ErrorCode};

/// Does work that blocks on a thread made for that.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(_) => Err(ApiError::new(ErrorCode::Internal, "The program failed while it did this. Nothing was changed.")),
    }
}
