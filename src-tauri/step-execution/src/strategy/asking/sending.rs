//! One request to a model: what it may cost is kept back before it goes out, and what it did cost is on record behind it.

use std::time::Duration;

use routine_model::Credits;
use run_engine::StepRecord;
use serde_json::json;
use tokio::time::Instant;

use super::{Stop, cost};
use crate::model::{ModelReply, ModelRequest, ResolvedModel};
use crate::progress::ProgressSink;
use crate::strategy::failure;

/// What came of a request.
pub(crate) struct Sent {
    /// What it cost.
    pub(crate) credits: Credits,
    pub(crate) reply: Result<ModelReply, Stop>,
}

impl Sent {
    fn for_nothing(stop: Stop) -> Self {
        Self { credits: Credits::ZERO, reply: Err(stop) }
    }
}

/// Asks. `until`: when the step's time is up, and how much it was.
pub(crate) async fn send(
    progress: &ProgressSink,
    call: u32,
    model: &ResolvedModel,
    request: &ModelRequest,
    until: Option<(Instant, Duration)>,
) -> Sent {
    let timed_out = |limit: Duration| Stop::TimedOut(u64::try_from(limit.as_millis()).unwrap_or(u64::MAX));
    if let Some((until, limit)) = until
        && Instant::now() >= until
    {
        return Sent::for_nothing(timed_out(limit));
    }
    let reserved = cost::at_most(&model.pricing, request);
    let (name, asked) = (model.model.clone(), json!(request));
    let record = StepRecord::ModelAsked { call, model: name, scripted: model.scripted, request: asked, reserved };
    if let Err(refused) = progress.record(record).await {
        return Sent::for_nothing(refused.into());
    }
    let hear = |piece: &str| progress.text(call, piece);
    let asked = model.provider.ask(request, &hear);
    let answer = match until {
        None => asked.await,
        Some((until, limit)) => match tokio::time::timeout_at(until, asked).await {
            Ok(answer) => answer,
            Err(_) => {
                let stop =
                    recorded(progress, StepRecord::ModelLost { call, credits: reserved }, timed_out(limit)).await;
                return Sent { credits: reserved, reply: Err(stop) };
            }
        },
    };
    match answer {
        Ok(reply) => {
            let charge = model.pricing.charge(reply.used);
            let credits = cost::settled(&charge, reserved);
            let record = StepRecord::ModelAnswered { call, reply: json!(reply), charge: json!(charge), credits };
            let stored = progress.record(record).await;
            Sent { credits, reply: stored.map(|()| reply).map_err(Stop::from) }
        }
        Err(error) => {
            let credits = cost::of_failure(&error, reserved);
            let (code, message) = (error.code().to_owned(), error.to_string());
            let mut failed = failure(error.code(), error.to_string());
            failed.retryable = error.is_retryable();
            let record = StepRecord::ModelFailed { call, code, message, credits };
            Sent { credits, reply: Err(recorded(progress, record, failed.into()).await) }
        }
    }
}

/// Why it stops, when that is on record.
async fn recorded(progress: &ProgressSink, record: StepRecord, stop: Stop) -> Stop {
    match progress.record(record).await {
        Ok(()) => stop,
        Err(refused) => refused.into(),
    }
}
