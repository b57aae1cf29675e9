//! An event that listens while something else goes on.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::WaitingOn;

/// A boundary event, the start of an event sub-process, or a catch event that is being waited at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListenerView {
    /// Its id.
    pub id: String,
    /// The event.
    pub element: String,
    /// Name of the event.
    pub element_name: Option<String>,
    /// What it listens for.
    pub waiting_on: WaitingOn,
}
