//! What tests with models and tools share: a host with a tool server that is a real program, and with a model.

use std::sync::Arc;

use run_engine::{Actor, RunCommand, RunId, StepAnswer};
use run_host::{HostOptions, RunHost};
use run_store::RunPersistence;
use serde_json::{Value, json};
use step_execution::model::{
    MemoryBook, ModelSettings, Models, OwnPrice, PatienceSettings, Protocol, ProviderSettings,
};
use step_execution::tool::{ToolServerReach, ToolServerSettings, ToolServers, Tools};
use step_execution::{ExecutionResources, NoSecrets, ScriptPlace, UnifiedSubroutineExecutor};

use crate::support::waiting_step;
use crate::tool_program::tool_program;

fn server() -> ToolServerSettings {
    ToolServerSettings {
        id: "test".to_owned(),
        name: "Test".to_owned(),
        reach: ToolServerReach::Program {
            command: tool_program().to_string_lossy().into_owned(),
            arguments: Vec::new(),
            environment: Default::default(),
            folder: None,
        },
        enabled: true,
        trusted: false,
        start_ms: 60_000,
        call_ms: 60_000,
        result_bytes: 1024 * 1024,
    }
}

/// Nobody is asked about tools.
pub fn nobody_asked() -> Value {
    json!({ "threshold": "critical" })
}

/// The tools, with these rules.
pub fn tools(policy: Value) -> Arc<Tools> {
    let servers = ToolServers::new(vec![server()], Arc::new(NoSecrets));
    Arc::new(Tools::new(servers, serde_json::from_value(policy).unwrap()))
}

/// A host with these tools, and with a model where there is an address of one.
pub fn host_of(store: RunPersistence, tools: Arc<Tools>, model: Option<&str>, options: HostOptions) -> RunHost {
    let models = model.map(models).unwrap_or_default();
    let resources = ExecutionResources { tools: Arc::clone(&tools), models, ..ExecutionResources::default() };
    let executor = UnifiedSubroutineExecutor::new(ScriptPlace::default(), resources);
    let host = RunHost::open(store, Arc::new(executor), options);
    tools.open_door(host.door());
    host
}

pub fn host_with(policy: Value, model: Option<&str>) -> RunHost {
    host_of(RunPersistence::in_memory().unwrap(), tools(policy), model, HostOptions::default())
}

fn models(url: &str) -> Arc<Models> {
    let provider = ProviderSettings {
        id: "test".to_owned(),
        name: "Test server".to_owned(),
        protocol: Protocol::OpenAi,
        base_url: url.to_owned(),
        secret: None,
        model: Some("tiny".to_owned()),
        prices: None,
        file: None,
        patience: PatienceSettings::default(),
    };
    // A credit is US$ 0.001: 10 dollars a million LLM tokens are 0.01 credits each.
    let price = OwnPrice {
        provider: "test".to_owned(),
        model: "tiny".to_owned(),
        input: "10".to_owned(),
        cached_input: None,
        cache_write: None,
        output: "10".to_owned(),
        date: "2026-11-23".to_owned(),
    };
    let settings = ModelSettings { providers: vec![provider], prices: vec![price], ..ModelSettings::default() };
    Arc::new(Models::new(settings, Arc::new(NoSecrets), Arc::new(MemoryBook::default())))
}

/// A person answers the step at `Work`.
pub async fn answer(host: &RunHost, run: &RunId, answer: StepAnswer) {
    let step = waiting_step(host, run, "Work").await;
    host.send(run, RunCommand::AnswerStep { step, answer, by: Actor::Person }).await.unwrap();
    host.rest(run).await;
}

/// A step `Work` with this inside; `call` and `say` make its script.
pub fn work(mode: &str, inside: &str, script: &[String]) -> String {
    format!(
        r#"<task id="Work" name="Work"><extensionElements><routine:strategy mode="{mode}"/>
        <routine:outputSchema>{{"type": "object", "required": ["answer"], "properties": {{"answer": {{"type": "string"}}}}}}</routine:outputSchema>
        {inside}<routine:demo>{}</routine:demo></extensionElements></task>"#,
        script.concat()
    )
}

/// The script asks for a tool.
pub fn call(purpose: &str, tool: &str, arguments: Value) -> String {
    format!(r#"<routine:reply purpose="{purpose}" tool="{tool}">{arguments}</routine:reply>"#)
}

/// The script says something.
pub fn say(purpose: &str, text: &str) -> String {
    format!(r#"<routine:reply purpose="{purpose}">{text}</routine:reply>"#)
}

/// The outputs that steps come to here.
pub const ANSWER: &str = r#"{"answer": "done"}"#;
