//! Values compared: two versions of one, and two that came from the same third. Nothing here knows where they are kept.

mod diff;
mod merge;

pub(crate) use diff::differences;
pub(crate) use merge::merge;

use serde_json::Value;

use crate::contract::ValueAt;

fn at(value: Option<&Value>) -> Option<ValueAt> {
    value.map(|value| ValueAt { value: value.clone() })
}

/// The pointer of a part (RFC 6901).
fn inside(path: &str, part: &str) -> String {
    format!("{path}/{}", part.replace('~', "~0").replace('/', "~1"))
}
