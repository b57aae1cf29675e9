//! Language models: what is asked, what is answered, what it costs. One trait, [`ModelProvider`], for every way to ask.
//!
//! | where | what |
//! |---|---|
//! | `request`, `message`, `reply`, `error` | the words of one exchange, whoever answers |
//! | `online` | providers over HTTP: OpenAI's protocol and its many speakers, Anthropic, Gemini |
//! | `local_file` | a GGUF file, run by a side program |
//! | `demo` | answers that stand in the routine's own file; free, and called scripted wherever they are shown |
//! | `patience` | time-outs, retries, back-off, few at once |
//! | `budget` | what may be spent in a day |
//! | `prices` | what LLM tokens cost, with the date of the table |
//! | `traffic` | recorded exchanges, played back in tests |
//! | `settings`, `model_settings`, `local_servers` | which providers there are, and what a person has set |
//! | `environment`, `listing` | a provider from environment variables; the models that a provider has |
//! | `models` | from what a step wants to the provider that answers it |
//!
//! Deliberately absent: secrets' values at rest, and what a step makes of an answer.

mod budget;
mod demo;
mod environment;
mod error;
mod listing;
mod local_file;
mod local_servers;
mod message;
mod model_settings;
mod models;
mod online;
mod patience;
mod prices;
mod reply;
mod request;
mod settings;
mod traffic;

use std::fmt;
use std::pin::Pin;

pub use budget::{MemoryBook, SpendingBook};
pub use demo::{DemoModel, ScriptedReply};
pub use error::ModelError;
pub use local_file::LocalRunner;
pub use local_servers::{LocalServer, find_local_servers};
pub use message::{ModelMessage, ToolCall};
pub use model_settings::{Budgets, ModelSettings, OwnPrice};
pub use models::{ModelChoice, Models, ModelsError, NoModel, ResolvedModel};
pub use online::OnlineModel;
pub use patience::{Patience, PatientModel};
pub use prices::{Charge, ModelPrices, ModelPricing, PriceLine, PriceSource};
pub use reply::{FinishReason, LlmTokens, ModelReply};
pub use request::{ModelRequest, OfferedTool, Purpose};
pub use settings::{PatienceSettings, Protocol, ProviderPreset, ProviderSettings, provider_presets};
pub use traffic::{RecordedModel, RecordingModel};

/// An answer on its way. Dropping it gives the request up: the connection closes, and nothing more is spent.
pub type ReplyFuture<'a> = Pin<Box<dyn Future<Output = Result<ModelReply, ModelError>> + Send + 'a>>;

/// Hears the text of an answer as it comes, piece by piece.
pub type TextSink<'a> = &'a (dyn Fn(&str) + Send + Sync);

/// Answers requests: a service, a server on this machine, a script, a recording.
pub trait ModelProvider: fmt::Debug + Send + Sync {
    /// Answers once. What `heard` is told in pieces is the reply's text.
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a>;
}
