//! From a request to the function that answers it.

use super::Client;
use crate::commands::command_list;
use crate::contract::{ApiError, ErrorCode, Request, Response};

macro_rules! declare_dispatch {
    ($( $(#[doc = $doc:literal])+ $variant:ident $method:ident ($params:ty) -> $result:ty; )+) => {
        impl Client {
            /// Answers one request.
            ///
            /// # Errors
            /// With a code to decide by and a sentence to show; nothing was changed then.
            pub async fn call(&self, request: Request) -> Result<Response, ApiError> {
                match request {
                    $( Request::$variant(params) => self.$method(params).await.map(Response::$variant), )+
                }
            }
        }
    };
}

command_list!(declare_dispatch);

impl Client {
    /// Answers one request that came as JSON.
    ///
    /// # Errors
    /// Also when the JSON is no request.
    pub async fn call_json(&self, request: serde_json::Value) -> Result<Response, ApiError> {
        let request = serde_json::from_value(request).map_err(|error| {
            ApiError::new(ErrorCode::InvalidRequest, format!("The request cannot be read: {error}."))
        })?;
        self.call(request).await
    }
}
