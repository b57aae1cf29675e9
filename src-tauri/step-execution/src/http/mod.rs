//! HTTP calls of steps: within rules about hosts, time and size, tried again only where that does no harm.
//!
//! A name is resolved once and the connection goes to the address that was looked at, so that no second answer of a name
//! server leads elsewhere. Deliberately absent: cookies, proxies of the system, and answers that are no text.

mod addresses;
mod answer;
mod call;
mod error;
mod hosts;
mod request;
mod retry;

pub(crate) use answer::HttpAnswer;
pub(crate) use call::call;
pub(crate) use error::HttpError;
pub use hosts::HostRules;
pub(crate) use request::{HttpRequest, Patience};
