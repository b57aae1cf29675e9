//! Our words into the crate's, and back.

use std::time::Duration;

use genai::chat::{
    ChatMessage, ChatOptions, ChatRequest, ChatResponseFormat, JsonSpec, MessageContent, StopReason, StreamEnd, Tool,
    ToolResponse, Usage,
};
use serde_json::Value;

use crate::model::{FinishReason, LlmTokens, ModelMessage, ModelReply, ModelRequest, ToolCall};

/// What the output schema is called on the wire.
const SCHEMA_NAME: &str = "outputs";

pub(super) fn request(request: &ModelRequest) -> ChatRequest {
    let mut chat = ChatRequest::new(request.messages.iter().map(message).collect());
    if !request.tools.is_empty() {
        chat = chat.with_tools(request.tools.iter().map(|tool| {
            Tool::new(tool.name.as_str()).with_description(&tool.description).with_schema(tool.input_schema.clone())
        }));
    }
    chat
}

pub(super) fn options(request: &ModelRequest, silence: Duration) -> ChatOptions {
    let options = ChatOptions::default()
        .with_stream_header_timeout(silence)
        .with_stream_read_timeout(silence)
        .with_capture_usage(true)
        .with_capture_content(true)
        .with_capture_reasoning_content(true)
        .with_capture_tool_calls(true);
    let format = |schema: &Value| ChatResponseFormat::JsonSpec(JsonSpec::new(SCHEMA_NAME, schema.clone()));
    ChatOptions {
        temperature: request.temperature,
        max_tokens: request.max_output_tokens,
        seed: request.seed,
        response_format: request.output_schema.as_ref().map(format),
        ..options
    }
}

fn message(message: &ModelMessage) -> ChatMessage {
    match message {
        ModelMessage::System { text } => ChatMessage::system(text),
        ModelMessage::User { text } => ChatMessage::user(text),
        ModelMessage::Model { text, calls } if calls.is_empty() => ChatMessage::assistant(text),
        ModelMessage::Model { text, calls } => {
            let calls = MessageContent::from_tool_calls(calls.iter().map(called).collect());
            let content = if text.is_empty() { calls } else { MessageContent::from_text(text).extended(calls) };
            ChatMessage::assistant(content)
        }
        ModelMessage::ToolResult { call, tool, result } => {
            ChatMessage::from(ToolResponse::new(call, result_text(result)).with_fn_name(tool))
        }
    }
}

/// A text as it is, so that the model does not read it in quotes.
fn result_text(result: &Value) -> String {
    match result {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => result.to_string(),
    }
}

fn called(call: &ToolCall) -> genai::chat::ToolCall {
    genai::chat::ToolCall {
        call_id: call.id.clone(),
        fn_name: call.tool.clone(),
        fn_arguments: call.arguments.clone(),
        thought_signatures: (!call.signatures.is_empty()).then(|| call.signatures.clone()),
    }
}

pub(super) fn reply(model: &str, text: String, end: StreamEnd) -> ModelReply {
    let used = end.captured_usage.as_ref().and_then(tokens);
    let finish = end.captured_stop_reason.as_ref().map_or_else(|| FinishReason::Other(String::new()), finish);
    let calls = end.captured_into_tool_calls().unwrap_or_default().into_iter().map(|call| ToolCall {
        id: call.call_id,
        tool: call.fn_name,
        arguments: arguments(call.fn_arguments),
        signatures: call.thought_signatures.unwrap_or_default(),
    });
    ModelReply { model: model.to_owned(), text, calls: calls.collect(), finish, used }
}

/// Some servers send the arguments as a text that holds JSON.
fn arguments(value: Value) -> Value {
    match value {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value,
    }
}

fn finish(reason: &StopReason) -> FinishReason {
    match reason {
        StopReason::Completed(_) | StopReason::StopSequence(_) => FinishReason::Stop,
        StopReason::MaxTokens(_) => FinishReason::Length,
        StopReason::ToolCall(_) => FinishReason::ToolCalls,
        StopReason::ContentFilter(_) => FinishReason::Filtered,
        StopReason::Other(word) => FinishReason::Other(word.clone()),
    }
}

fn tokens(usage: &Usage) -> Option<LlmTokens> {
    let count = |count: Option<i32>| count.and_then(|count| u64::try_from(count).ok());
    let details = usage.prompt_tokens_details.as_ref();
    let (input, output) = (count(usage.prompt_tokens), count(usage.completion_tokens));
    (input.is_some() || output.is_some()).then(|| LlmTokens {
        input: input.unwrap_or(0),
        cached_input: count(details.and_then(|details| details.cached_tokens)).unwrap_or(0),
        cache_write: count(details.and_then(|details| details.cache_creation_tokens)).unwrap_or(0),
        output: output.unwrap_or(0),
    })
}
