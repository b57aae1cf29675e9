//! Requests and responses, made from the one list of commands.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::params::*;
use super::*;
use crate::commands::command_list;

macro_rules! declare_requests {
    ($( $(#[doc = $doc:literal])+ $variant:ident $method:ident ($params:ty) -> $result:ty; )+) => {
        /// One call of a command: `{"method":"startRun","params":{…}}`.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase", tag = "method", content = "params")]
        pub enum Request {
            $( $(#[doc = $doc])+ $variant($params), )+
        }

        /// What a command answers; serialises as the bare result.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Response {
            $( $(#[doc = $doc])+ $variant($result), )+
        }
    };
}

command_list!(declare_requests);

/// What a command answers that only does something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Done {}

/// A run has begun, and its first events are stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StartedRun {
    /// The run.
    pub run_id: String,
}

/// The text that a run runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunXml {
    /// The text.
    pub xml: String,
    /// SHA-256 of the text, in hex.
    pub version: String,
}

/// How many runs a message or signal reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// The runs that took it.
    pub run_ids: Vec<String>,
}

/// What the user picked in a native dialog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PickedPath {
    /// The path; none when the dialog was closed.
    pub path: Option<String>,
}
