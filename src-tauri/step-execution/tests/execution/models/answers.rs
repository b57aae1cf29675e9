//! Servers that behave.

use serde_json::json;
use step_execution::model::{FinishReason, LlmTokens, ModelMessage, OfferedTool, Protocol, ToolCall};

use super::server::{Say, Server, stream, stream_head};
use super::{KEY, ask, online, question};

#[tokio::test]
async fn a_text_is_heard_piece_by_piece_and_counted() {
    let server = Server::start(vec![stream(&["Hel", "lo"], "stop")]).await;
    let (reply, heard) = ask(&online(Protocol::OpenAi, &server.base_url), &question("Say hello")).await;
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), heard.as_str()), ("Hello", "Hello"), "what is heard is the reply");
    assert_eq!(reply.finish, FinishReason::Stop);
    let used = LlmTokens { input: 12, cached_input: 4, cache_write: 0, output: 3 };
    assert_eq!(reply.used, Some(used), "the provider's count is kept");
    let asked = server.asked();
    assert!(asked[0].head.contains(&format!("Bearer {KEY}")), "the key goes to the provider, in its header");
    assert_eq!(asked[0].body["model"], "tiny", "the model is asked by its own name");
    assert!(!asked[0].body.to_string().contains(KEY), "the key stands in no body");
}

#[tokio::test]
async fn an_output_schema_goes_along_and_tools_come_back_as_calls() {
    let call = json!({"id": "1", "object": "chat.completion.chunk", "model": "tiny", "choices": [{"index": 0,
        "delta": {"tool_calls": [{"index": 0, "id": "call-1", "type": "function",
            "function": {"name": "look_up", "arguments": "{\"city\":\"Ulm\"}"}}]}, "finish_reason": null}]});
    let text = format!("{}data: {call}\n\n{}", stream_head(), super::server::end("tool_calls"));
    let server = Server::start(vec![Say::Response(text)]).await;
    let mut request = question("Where is it?");
    request.output_schema = Some(json!({"type": "object", "properties": {"city": {"type": "string"}}}));
    request.tools = vec![OfferedTool {
        name: "look_up".to_owned(),
        description: "Looks a place up".to_owned(),
        input_schema: json!({"type": "object", "properties": {"city": {"type": "string"}}}),
    }];
    let (reply, _) = ask(&online(Protocol::OpenAi, &server.base_url), &request).await;
    let reply = reply.unwrap();
    let expected = ToolCall {
        id: "call-1".to_owned(),
        tool: "look_up".to_owned(),
        arguments: json!({"city": "Ulm"}),
        signatures: Vec::new(),
    };
    assert_eq!((reply.calls, reply.finish), (vec![expected], FinishReason::ToolCalls));
    let body = &server.asked()[0].body;
    assert_eq!(body["response_format"]["type"], "json_schema", "the provider is held to the schema");
    assert_eq!(body["tools"][0]["function"]["name"], "look_up", "the tool is offered");
}

#[tokio::test]
async fn a_whole_exchange_with_a_tool_goes_along() {
    let server = Server::start(vec![stream(&["In Ulm."], "stop")]).await;
    let mut request = question("Where is it?");
    let call =
        ToolCall { id: "c".to_owned(), tool: "look_up".to_owned(), arguments: json!({}), signatures: Vec::new() };
    request.messages.push(ModelMessage::Model { text: String::new(), calls: vec![call] });
    request.messages.push(ModelMessage::ToolResult {
        call: "c".to_owned(),
        tool: "look_up".to_owned(),
        result: json!({"city": "Ulm"}),
    });
    ask(&online(Protocol::OpenAi, &server.base_url), &request).await.0.unwrap();
    let messages = &server.asked()[0].body["messages"];
    assert_eq!(messages[1]["tool_calls"][0]["function"]["name"], "look_up", "the model sees its own call");
    assert_eq!(messages[2]["role"], "tool", "and its result");
    assert_eq!(messages[2]["content"], r#"{"city":"Ulm"}"#);
}

#[tokio::test]
async fn anthropic_and_gemini_are_spoken_to_in_their_own_ways() {
    let anthropic = [
        r#"event: message_start
data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"tiny","content":[],"usage":{"input_tokens":12,"output_tokens":1}}}"#,
        r#"event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
        r#"event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}"#,
        r#"event: content_block_stop
data: {"type":"content_block_stop","index":0}"#,
        r#"event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}"#,
        r#"event: message_stop
data: {"type":"message_stop"}"#,
    ]
    .join("\n\n");
    let server = Server::start(vec![Say::Response(format!("{}{anthropic}\n\n", stream_head()))]).await;
    let (reply, _) = ask(&online(Protocol::Anthropic, &server.base_url), &question("Say hello")).await;
    let reply = reply.unwrap();
    assert_eq!((reply.text.as_str(), reply.finish), ("Hello", FinishReason::Stop));
    let head = &server.asked()[0].head;
    assert!(head.starts_with("POST /v1/messages") && head.contains(KEY), "Anthropic's way: {head}");

    let gemini = r#"data: {"candidates":[{"content":{"parts":[{"text":"Hello"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":3,"totalTokenCount":15},"modelVersion":"tiny"}"#;
    let server = Server::start(vec![Say::Response(format!("{}{gemini}\r\n\r\n", stream_head()))]).await;
    let (reply, _) = ask(&online(Protocol::Gemini, &server.base_url), &question("Say hello")).await;
    assert_eq!(reply.unwrap().text, "Hello");
    assert!(server.asked()[0].head.contains("streamGenerateContent"), "Gemini's way: {}", server.asked()[0].head);
}
