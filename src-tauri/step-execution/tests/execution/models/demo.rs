//! The Demo model says what the file says, in order, also after a restart.

use serde_json::json;
use step_execution::model::{DemoModel, FinishReason, ModelMessage, Purpose, ScriptedReply, ToolCall};

use super::{ask, question};

fn reply(purpose: Option<Purpose>, text: &str) -> ScriptedReply {
    ScriptedReply { purpose, text: text.to_owned(), call: None }
}

#[tokio::test]
async fn replies_come_in_order_and_by_purpose() {
    let model = DemoModel::new(vec![
        reply(Some(Purpose::Analyse), "A letter."),
        reply(Some(Purpose::Turn), "Good morning"),
        reply(Some(Purpose::Turn), "Good bye"),
    ]);
    let mut request = question("…");
    request.purpose = Purpose::Turn;
    let (first, heard) = ask(&model, &request).await;
    assert_eq!((first.unwrap().text.as_str(), heard.as_str()), ("Good morning", "Good morning"));
    request.messages.push(ModelMessage::Model { text: "Good morning".to_owned(), calls: Vec::new() });
    assert_eq!(ask(&model, &request).await.0.unwrap().text, "Good bye", "the exchange itself says how far it is");
    request.messages.push(ModelMessage::Model { text: "Good bye".to_owned(), calls: Vec::new() });
    let error = ask(&model, &request).await.0.unwrap_err();
    assert_eq!(error.code(), "model-not-scripted");
    assert!(error.to_string().contains("2 replies for turn"), "it says what the script has: {error}");
}

#[tokio::test]
async fn a_scripted_tool_call_is_a_call() {
    let call = ToolCall {
        id: "1".to_owned(),
        tool: "finish".to_owned(),
        arguments: json!({"agreed": true}),
        signatures: Vec::new(),
    };
    let scripted = ScriptedReply { purpose: None, text: String::new(), call: Some(call.clone()) };
    let reply = ask(&DemoModel::new(vec![scripted]), &question("…")).await.0.unwrap();
    assert_eq!((reply.calls, reply.finish), (vec![call], FinishReason::ToolCalls));
}
