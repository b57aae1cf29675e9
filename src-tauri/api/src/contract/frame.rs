//! What travels over the socket of `routine serve`: calls one way, replies and pushes the other.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{ApiError, Push, Request};

/// One call, from the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CallFrame {
    /// A number that the page has not used before on this socket; the reply carries it.
    pub id: u32,
    /// What is asked.
    pub request: Request,
}

/// One message to the page. Replies come in the order in which they are ready.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", untagged)]
pub enum HostFrame {
    /// A call was answered.
    Reply {
        /// The number of the call.
        id: u32,
        /// The command's result.
        ok: Value,
    },
    /// A call was refused or failed. Without a number, the call could not be read at all.
    Refusal {
        /// The number of the call.
        id: Option<u32>,
        /// Why.
        err: ApiError,
    },
    /// Something is new for a subscription.
    Pushed(Push),
}
