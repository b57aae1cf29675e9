//! Recorded exchanges: one file an exchange, played back by what was asked.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ModelError, ModelProvider, ModelReply, ModelRequest, ReplyFuture, TextSink};

/// The version of the format.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Exchange {
    version: u32,
    request: ModelRequest,
    reply: ModelReply,
}

/// Asks another provider and keeps what it answered. A request holds no key, so neither does a recording.
#[derive(Debug)]
pub struct RecordingModel {
    provider: Arc<dyn ModelProvider>,
    folder: PathBuf,
}

impl RecordingModel {
    /// Keeps exchanges in a folder, which must exist.
    #[must_use]
    pub fn new(provider: Arc<dyn ModelProvider>, folder: impl Into<PathBuf>) -> Self {
        Self { provider, folder: folder.into() }
    }
}

impl ModelProvider for RecordingModel {
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a> {
        Box::pin(async move {
            let reply = self.provider.ask(request, heard).await?;
            let exchange = Exchange { version: VERSION, request: request.clone(), reply: reply.clone() };
            let path = self.folder.join(format!("{}.json", request.fingerprint()));
            let kept = serde_json::to_vec_pretty(&exchange).map_err(std::io::Error::from);
            if let Err(error) = kept.and_then(|text| std::fs::write(&path, text)) {
                tracing::warn!(%error, path = %path.display(), "an exchange with a model was not recorded");
            }
            Ok(reply)
        })
    }
}

/// Answers from recordings; what was never recorded is a failure that names the missing file.
#[derive(Debug)]
pub struct RecordedModel {
    folder: PathBuf,
}

impl RecordedModel {
    /// Plays a folder back.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn find(&self, request: &ModelRequest) -> Result<ModelReply, ModelError> {
        let path = self.folder.join(format!("{}.json", request.fingerprint()));
        let failed = |reason: String| ModelError::NotScripted { reason: format!("{}: {reason}", path.display()) };
        let text = std::fs::read(&path).map_err(|error| failed(error.to_string()))?;
        let exchange: Exchange = serde_json::from_slice(&text).map_err(|error| failed(error.to_string()))?;
        if exchange.version > VERSION {
            return Err(failed(format!("format {} is newer than this program's {VERSION}", exchange.version)));
        }
        Ok(exchange.reply)
    }
}

impl ModelProvider for RecordedModel {
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a> {
        Box::pin(async move {
            let reply = self.find(request)?;
            heard(&reply.text);
            Ok(reply)
        })
    }
}
