//! Makes an exchange fit: what tools have said is shortened, the oldest first; of the latest as much is kept as fits.

use serde_json::Value;

use crate::model::ModelMessage;
use crate::strategy::prompt::{Fence, llm_tokens};

/// Stands where something was left out.
const LEFT_OUT: &str = "(What this tool said was left out, as there was no room for it.)";
/// Of a result at least so many bytes are kept when it is cut.
const LEAST: usize = 300;
/// What says that it is cut takes so many bytes at most, with what closes its fence.
const MARKS: usize = 64;

/// Shortens results until the messages fit, as far as that helps. Says what was shortened.
pub(crate) fn fit(messages: &mut [ModelMessage], room: Option<u64>) -> Vec<String> {
    let Some(room) = room else { return Vec::new() };
    let size = |messages: &[ModelMessage]| messages.iter().map(length).sum::<u64>();
    // What follows the model's latest words answers them.
    let latest = messages.iter().rposition(|message| matches!(message, ModelMessage::Model { .. })).unwrap_or(0);
    let (mut older, mut cut) = (0, 0);
    for at in 0..messages.len() {
        let total = size(messages);
        if total <= room {
            break;
        }
        let Some(ModelMessage::ToolResult { result: Value::String(text), .. }) = messages.get_mut(at) else { continue };
        if at < latest {
            if text.len() > LEFT_OUT.len() {
                LEFT_OUT.clone_into(text);
                older += 1;
            }
        } else {
            let surplus = usize::try_from((total - room).saturating_mul(3)).unwrap_or(usize::MAX);
            let keep = text.len().saturating_sub(surplus.saturating_add(MARKS)).max(LEAST);
            if keep < text.len() {
                *text = Fence::cut(text, keep);
                cut += 1;
            }
        }
    }
    let told = |count: usize, what: &str| (count > 0).then(|| format!("{what} of {count} calls of tools"));
    told(older, "the earlier results").into_iter().chain(told(cut, "the end of the results")).collect()
}

/// How long a message is, in LLM tokens as they are counted before they are sent.
pub(crate) fn length(message: &ModelMessage) -> u64 {
    match message {
        ModelMessage::System { text } | ModelMessage::User { text } => llm_tokens(text),
        ModelMessage::Model { text, calls } => {
            llm_tokens(text) + calls.iter().map(|call| llm_tokens(&call.arguments.to_string())).sum::<u64>()
        }
        ModelMessage::ToolResult { result: Value::String(text), .. } => llm_tokens(text),
        ModelMessage::ToolResult { result, .. } => llm_tokens(&result.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{fit, length};
    use crate::model::ModelMessage;
    use crate::strategy::prompt::Fence;

    fn result(text: &str) -> ModelMessage {
        let result = Fence::new("run-1", 1).around("read", text).into();
        ModelMessage::ToolResult { call: "1".to_owned(), tool: "read".to_owned(), result }
    }

    fn exchange() -> Vec<ModelMessage> {
        let model = || ModelMessage::Model { text: String::new(), calls: Vec::new() };
        vec![
            ModelMessage::User { text: "u".repeat(300) },
            model(),
            result(&"a".repeat(3_000)),
            model(),
            result(&"b".repeat(3_000)),
        ]
    }

    fn size(messages: &[ModelMessage]) -> u64 {
        messages.iter().map(length).sum()
    }

    #[test]
    fn what_fits_is_left_as_it_is() {
        let mut messages = exchange();
        assert!(fit(&mut messages, None).is_empty() && fit(&mut messages, Some(10_000)).is_empty());
        assert_eq!(messages, exchange());
    }

    #[test]
    fn the_oldest_results_go_first_and_the_latest_keeps_its_fence() {
        let mut messages = exchange();
        assert_eq!(fit(&mut messages, Some(1_300)), ["the earlier results of 1 calls of tools"]);
        assert_eq!(messages.get(4), exchange().get(4), "the latest is whole while the oldest is enough");

        let mut messages = exchange();
        assert_eq!(fit(&mut messages, Some(500)).len(), 2, "both are named");
        assert!(size(&messages) <= 500, "{} LLM tokens", size(&messages));
        let text = format!("{:?}", messages.get(4));
        assert!(text.contains("bbb") && text.contains("</data-"), "what is kept stays inside its fence: {text}");
    }
}
