//! The Demo model: answers that stand in the routine's own file. It thinks nothing, costs nothing, and is called scripted
//! wherever it is shown.

use super::{
    FinishReason, LlmTokens, ModelError, ModelProvider, ModelReply, ModelRequest, Purpose, ReplyFuture, TextSink,
};
use crate::model::ToolCall;

/// Its name as a model.
const NAME: &str = "demo";

/// One scripted answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptedReply {
    /// What it answers; none fits everything.
    pub purpose: Option<Purpose>,
    /// The text.
    pub text: String,
    /// A tool that it asks for.
    pub call: Option<ToolCall>,
}

/// Answers from a script.
///
/// Of the answers that fit what is asked, it gives the one after as many as it has given in this exchange. So it keeps no
/// memory of its own, and an exchange goes on after a restart as if nothing had happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DemoModel {
    replies: Vec<ScriptedReply>,
    given: Option<usize>,
}

impl DemoModel {
    /// With these answers, in their order.
    #[must_use]
    pub fn new(replies: Vec<ScriptedReply>) -> Self {
        Self { replies, given: None }
    }

    /// The one that has given so many answers of a purpose before, as the record of its step says.
    #[must_use]
    pub fn after(self, given: usize) -> Self {
        Self { given: Some(given), ..self }
    }

    fn answer(&self, request: &ModelRequest) -> Result<ModelReply, ModelError> {
        let fitting = |reply: &&ScriptedReply| reply.purpose.is_none_or(|purpose| purpose == request.purpose);
        let given = self.given.unwrap_or_else(|| request.answers_so_far());
        let reply = self.replies.iter().filter(fitting).nth(given).ok_or_else(|| ModelError::NotScripted {
            reason: format!(
                "the step's routine:demo has {} for {}, and one more is asked for",
                match self.replies.iter().filter(fitting).count() {
                    0 => "no reply".to_owned(),
                    1 => "one reply".to_owned(),
                    count => format!("{count} replies"),
                },
                request.purpose.word()
            ),
        })?;
        Ok(ModelReply {
            model: NAME.to_owned(),
            text: reply.text.clone(),
            calls: reply.call.clone().into_iter().collect(),
            finish: if reply.call.is_some() { FinishReason::ToolCalls } else { FinishReason::Stop },
            used: Some(LlmTokens::default()),
        })
    }
}

impl ModelProvider for DemoModel {
    fn ask<'a>(&'a self, request: &'a ModelRequest, heard: TextSink<'a>) -> ReplyFuture<'a> {
        Box::pin(async move {
            let reply = self.answer(request)?;
            reply.text.split_inclusive(' ').for_each(heard);
            Ok(reply)
        })
    }
}
