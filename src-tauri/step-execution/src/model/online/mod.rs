//! Providers over HTTP, through the crate `genai`. The protocol is the one that the settings name; nothing is guessed from a
//! model's name.

mod failure;
mod translate;

use std::time::Duration;

use futures_util::StreamExt;
use genai::adapter::AdapterKind;
use genai::chat::{ChatStreamEvent, StreamEnd};
use genai::resolver::{AuthData, Endpoint};
use genai::{Client, ModelIden, ServiceTarget};

use super::{
    FinishReason, ModelError, ModelProvider, ModelReply, ModelRequest, Protocol, ProviderSettings, ReplyFuture,
    TextSink,
};
use crate::secret::{HidingStream, Secret};

/// How long a provider may take to begin, and then may be silent in the midst of an answer.
const SILENCE: Duration = Duration::from_secs(120);
/// The longest text of an answer that is taken, bytes.
const LONGEST: usize = 4 << 20;

/// A provider over HTTP.
#[derive(Debug)]
pub struct OnlineModel {
    settings: ProviderSettings,
    key: Option<Secret>,
    client: Client,
}

impl OnlineModel {
    /// Speaks to a provider with this key.
    ///
    /// # Errors
    /// When the program cannot make connections at all.
    pub fn new(settings: ProviderSettings, key: Option<Secret>, http: reqwest::Client) -> Result<Self, ModelError> {
        let client = Client::builder()
            .with_reqwest(http)
            .build()
            .map_err(|error| ModelError::Unreachable { provider: settings.name.clone(), reason: error.to_string() })?;
        Ok(Self { settings, key, client })
    }

    fn target(&self, model: &str) -> ServiceTarget {
        let adapter = match self.settings.protocol {
            Protocol::OpenAi | Protocol::LocalFile => AdapterKind::OpenAI,
            Protocol::Anthropic => AdapterKind::Anthropic,
            Protocol::Gemini => AdapterKind::Gemini,
        };
        // A server that asks for no key still gets the header, so it has to hold something.
        let key = self.key.as_ref().map_or("none", Secret::reveal);
        ServiceTarget {
            endpoint: Endpoint::from_owned(self.settings.base_url.as_str()),
            auth: AuthData::Key(key.to_owned()),
            model: ModelIden::new(adapter, model.to_owned()),
        }
    }

    async fn answer(&self, request: &ModelRequest, heard: TextSink<'_>) -> Result<ModelReply, ModelError> {
        let provider = &self.settings.name;
        let failed = |error: genai::Error| failure::of(provider, self.key.as_ref(), &error);
        let options = translate::options(request, SILENCE);
        let chat = translate::request(request);
        let target = self.target(&request.model);
        let mut stream = self.client.exec_chat_stream(target, chat, Some(&options)).await.map_err(failed)?.stream;
        let mut text = String::new();
        // Some servers repeat the key that they were given, and an answer is shown and kept.
        let mut hiding = HidingStream::new(self.key.as_ref());
        let mut end: Option<StreamEnd> = None;
        while let Some(event) = stream.next().await {
            match event.map_err(failed)? {
                ChatStreamEvent::Chunk(chunk) => {
                    let piece = hiding.push(&chunk.content);
                    text.push_str(&piece);
                    if text.len() > LONGEST {
                        let reason = format!("it is longer than {LONGEST} bytes");
                        return Err(ModelError::BadReply { provider: provider.clone(), reason });
                    }
                    if !piece.is_empty() {
                        heard(&piece);
                    }
                }
                ChatStreamEvent::End(last) => end = Some(last),
                ChatStreamEvent::Start
                | ChatStreamEvent::ReasoningChunk(_)
                | ChatStreamEvent::ThoughtSignatureChunk(_)
                | ChatStreamEvent::ToolCallChunk(_)
                | ChatStreamEvent::Heartbeat => {}
            }
        }
        let broke_off = || ModelError::BadReply { provider: provider.clone(), reason: "it broke off".to_owned() };
        let rest = hiding.end();
        if !rest.is_empty() {
            heard(&rest);
            text.push_str(&rest);
        }
        let mut reply = translate::reply(&request.model, text, end.ok_or_else(broke_off)?);
        if let Some(key) = &self.key {
            for call in &mut reply.calls {
                call.arguments = key.hidden_in_value(std::mem::take(&mut call.arguments));
            }
        }
        // A stream that ends without a reason has been cut off somewhere between there and here.
        match &reply.finish {
            FinishReason::Other(word) if word.is_empty() => Err(broke_off()),
            FinishReason::Stop
            | FinishReason::Length
            | FinishReason::ToolCalls
            | FinishReason::Filtered
            | FinishReason::Other(_) => Ok(reply),
        }
    }
}

impl ModelProvider for OnlineModel {
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a> {
        Box::pin(self.answer(request, heard))
    }
}
