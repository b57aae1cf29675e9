//! Models over real connections on the loopback, with servers that behave and servers that do not.

mod answers;
mod chosen;
mod demo;
mod faults;
mod recorded;
pub(crate) mod server;
mod side_program;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use step_execution::model::{
    ModelError, ModelMessage, ModelProvider, ModelReply, ModelRequest, OnlineModel, Patience, PatienceSettings,
    PatientModel, Protocol, ProviderSettings, Purpose,
};
use step_execution::{Secret, http_client};

/// A key that must turn up nowhere.
pub(crate) const KEY: &str = "sk-planted-0815";

/// Asks something.
pub(crate) fn question(text: &str) -> ModelRequest {
    ModelRequest {
        model: "tiny".to_owned(),
        purpose: Purpose::Execute,
        messages: vec![ModelMessage::User { text: text.to_owned() }],
        tools: Vec::new(),
        output_schema: None,
        max_output_tokens: Some(64),
        temperature: Some(0.0),
        seed: None,
    }
}

/// The server at this address, through the real client.
pub(crate) fn online(protocol: Protocol, base_url: &str) -> OnlineModel {
    let settings = ProviderSettings {
        id: "test".to_owned(),
        name: "Test server".to_owned(),
        protocol,
        base_url: base_url.to_owned(),
        secret: Some("test".to_owned()),
        model: None,
        prices: None,
        file: None,
        patience: PatienceSettings::default(),
    };
    OnlineModel::new(settings, Some(Secret::new(KEY)), http_client().unwrap()).unwrap()
}

/// With little patience, so that tests end; with more time than a busy machine takes for an answer.
pub(crate) fn patient(model: OnlineModel) -> PatientModel {
    within(model, Duration::from_secs(60))
}

/// The same with so much time for a request.
pub(crate) fn within(model: OnlineModel, time: Duration) -> PatientModel {
    let patience = Patience {
        at_once: 2,
        time,
        attempts: 3,
        pause: Duration::from_millis(5),
        longest_pause: Duration::from_millis(200),
    };
    PatientModel::new(Arc::new(model), "Test server", patience)
}

/// The answer, and what was heard on the way.
pub(crate) async fn ask(model: &dyn ModelProvider, request: &ModelRequest) -> (Result<ModelReply, ModelError>, String) {
    let heard = Mutex::new(String::new());
    let hear = |piece: &str| heard.lock().unwrap().push_str(piece);
    let reply = model.ask(request, &hear).await;
    let heard = heard.lock().unwrap().clone();
    (reply, heard)
}
