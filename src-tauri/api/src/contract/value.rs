//! Values of variables on their way to a screen: small ones whole, large ones as a preview.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Values up to this many bytes of JSON are sent whole.
pub const INLINE_BYTES: usize = 32 * 1024;

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ValueKind {
    /// Nothing.
    Null,
    /// True or false.
    Boolean,
    /// A number.
    Number,
    /// Text.
    Text,
    /// A list.
    List,
    /// Named values.
    Record,
}

/// A value, or what a screen needs to know of a large one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueView {
    /// Its kind.
    pub kind: ValueKind,
    /// One line to show, cut to 200 characters.
    pub preview: String,
    /// Size as JSON, in bytes.
    pub bytes: u64,
    /// The value itself; `null` when it is too large to be sent whole.
    pub value: Value,
    /// Present when the value is too large: what `readValue` takes to fetch it.
    pub reference: Option<String>,
}

/// Part of a large value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueRange {
    /// The JSON text from the asked place on.
    pub text: String,
    /// Byte at which the text begins.
    pub from: u64,
    /// Size of the whole as JSON, in bytes.
    pub bytes: u64,
}
