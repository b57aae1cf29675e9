//! `routine mcp --swarm`: other agents as members of the shipped swarm's team, through a client of the protocol that is not ours.

use std::path::Path;

use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::RunningService;
use rmcp::transport::TokioChildProcess;
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};

use crate::support::Desk;

fn routines() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../routines").to_string_lossy().into_owned()
}

fn made(desk: &Desk) -> String {
    let (status, made) = desk.json(&["swarm", "create", &format!("{}/launch-a-product.swarm.json", routines())]);
    assert_eq!(status, 0, "{made:?}");
    made[0]["swarmId"].as_str().unwrap().to_owned()
}

/// Another agent, in a program of its own.
async fn agent(desk: &Desk, swarm: &str, member: &str) -> RunningService<RoleClient, ()> {
    let mut command = tokio::process::Command::from(desk.command());
    command.arg("mcp").arg(routines()).args(["--swarm", swarm, "--member", member]);
    ().serve(TokioChildProcess::new(command).unwrap()).await.unwrap()
}

async fn call(agent: &RunningService<RoleClient, ()>, tool: &'static str, arguments: Value) -> CallToolResult {
    let arguments = arguments.as_object().cloned().unwrap();
    agent.call_tool(CallToolRequestParams::new(tool).with_arguments(arguments)).await.unwrap()
}

/// What a call has answered, and whether it was a failure.
fn answer(result: &CallToolResult) -> (Value, bool) {
    let text = serde_json::to_value(&result.content).unwrap()[0]["text"].clone();
    let said = text.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(text);
    (result.structured_content.clone().unwrap_or(said), result.is_error.unwrap_or(false))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agents_do_in_a_swarm_what_their_member_may_do_and_no_more() {
    let desk = Desk::new();
    let swarm = made(&desk);

    let mara = agent(&desk, &swarm, "mara").await;
    let tools: Vec<String> = mara.list_all_tools().await.unwrap().iter().map(|tool| tool.name.to_string()).collect();
    for tool in ["read_swarm", "update_swarm_shared_state", "resource_manage", "run_routine"] {
        assert!(tools.iter().any(|listed| listed == tool), "{tool}: {tools:?}");
    }
    let (seen, failed) = answer(&call(&mara, "read_swarm", json!({})).await);
    assert!(!failed && seen["entries"]["brief"]["version"] == 1, "{seen}");
    assert!(seen["swarm"]["goal"].as_str().is_some_and(|goal| goal.contains("Lumen Desk Lamp")), "{seen}");
    let write = json!({ "write": [{ "key": "plan/budget", "value": { "mailing": 464 }, "expectedVersion": 0 }] });
    let (first, failed) = answer(&call(&mara, "update_swarm_shared_state", write.clone()).await);
    assert!(!failed && first["written"][0]["done"] == true, "{first}");
    let (again, failed) = answer(&call(&mara, "update_swarm_shared_state", write).await);
    assert!(failed && again["written"][0]["refused"] == "swarm-conflict", "somebody was faster: {again}");
    let (ran, failed) = answer(&call(&mara, "run_routine", json!({ "routine": "study-the-market" })).await);
    assert!(!failed && ran["status"] == "completed", "a routine runs for the swarm: {ran}");
    mara.cancel().await.unwrap();

    let theo = agent(&desk, &swarm, "theo").await;
    let write = json!({ "write": [{ "key": "plan/budget", "value": 0 }] });
    let (refused, failed) = answer(&call(&theo, "update_swarm_shared_state", write).await);
    assert!(failed && refused["written"][0]["refused"] == "swarm-forbidden", "writers do not plan: {refused}");
    let (denied, failed) =
        answer(&call(&theo, "update_swarm_shared_state", json!({ "read": ["plan/budget", "brief"] })).await);
    assert!(!failed && denied["entries"].get("plan/budget").is_none(), "it looks as if it were not there: {denied}");
    assert_eq!(denied["entries"]["brief"]["version"], 1);
    let note = json!({ "action": "add", "id": "draft", "name": "A draft", "kind": "note" });
    let (added, failed) = answer(&call(&theo, "resource_manage", note).await);
    assert!(!failed, "{added}");
    for tool in ["spawn_swarm", "end_swarm"] {
        let outside = theo.call_tool(CallToolRequestParams::new(tool)).await;
        assert!(outside.is_err(), "only runs of the swarm, and people, do this: {outside:?}");
    }
    theo.cancel().await.unwrap();

    let (_, journal) = desk.json(&["swarm", "watch", &swarm, "--once"]);
    let of = |kind: &str| journal.iter().filter(|entry| entry["type"] == kind).cloned().collect::<Vec<_>>();
    let plans = of("entryWritten").into_iter().filter(|entry| entry["key"] == "plan/budget").count();
    assert_eq!(plans, 1, "refused writes have left nothing");
    assert!(of("entriesRead").iter().any(|read| read["denied"] == json!(["plan/budget"])), "{journal:?}");
    let (_, found) = desk.json(&["swarm", "board", "get", &swarm, "market/findings"]);
    assert_eq!(
        found[0]["entry"]["written"]["member"], "Mara",
        "the routine wrote as the member of its lane: {found:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agent_that_is_no_member_changes_nothing() {
    let desk = Desk::new();
    let swarm = made(&desk);
    let nobody = agent(&desk, &swarm, "zoe").await;
    let write = json!({ "write": [{ "key": "note", "value": 1 }] });
    let (refused, failed) = answer(&call(&nobody, "update_swarm_shared_state", write).await);
    assert!(failed && refused.to_string().contains("zoe"), "{refused}");
    nobody.cancel().await.unwrap();
    let (_, entries) = desk.json(&["swarm", "board", "list", &swarm]);
    assert_eq!(entries.len(), 1, "{entries:?}");
}
