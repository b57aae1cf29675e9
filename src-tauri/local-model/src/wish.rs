//! What a request asks for.

use serde_json::Value;

/// LLM tokens of an answer that is given no bound.
const USUAL_ANSWER: usize = 2048;

/// What a request asks for.
pub struct Wish {
    /// Who said what, oldest first.
    pub messages: Vec<(String, String)>,
    /// The JSON Schema of the answer.
    pub schema: Option<Value>,
    /// Most LLM tokens of the answer.
    pub most: usize,
    /// From 0, the likeliest words only.
    pub temperature: f32,
    /// What chance begins with.
    pub seed: u32,
    /// Tell it in pieces.
    pub stream: bool,
}

impl Wish {
    /// Reads the body of a request for a chat completion.
    pub fn read(body: &[u8]) -> Result<Self, String> {
        let body: Value = serde_json::from_slice(body).map_err(|error| format!("the body is no JSON: {error}"))?;
        let messages = body["messages"].as_array().ok_or("messages are missing")?;
        if body["tools"].as_array().is_some_and(|tools| !tools.is_empty()) {
            return Err("this runner knows no tools".to_owned());
        }
        let schema = match body["response_format"]["type"].as_str() {
            Some("json_schema") => Some(body["response_format"]["json_schema"]["schema"].clone()),
            Some("json_object") => Some(serde_json::json!({ "type": "object" })),
            _ => None,
        };
        let most = body["max_completion_tokens"].as_u64().or_else(|| body["max_tokens"].as_u64());
        Ok(Self {
            messages: messages.iter().map(message).collect::<Result<_, _>>()?,
            schema,
            most: most.and_then(|most| usize::try_from(most).ok()).unwrap_or(USUAL_ANSWER),
            temperature: body["temperature"].as_f64().unwrap_or(0.7) as f32,
            seed: body["seed"].as_u64().unwrap_or(4_711) as u32,
            stream: body["stream"].as_bool().unwrap_or(false),
        })
    }
}

fn message(message: &Value) -> Result<(String, String), String> {
    let role = message["role"].as_str().ok_or("a message has no role")?;
    let text = match &message["content"] {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(|part| part["text"].as_str()).collect(),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => return Err("a message's content is no text".to_owned()),
    };
    // A zero would end the text for llama.cpp.
    Ok((role.to_owned(), text.replace('\0', "")))
}
