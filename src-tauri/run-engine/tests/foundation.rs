//! The rules of starts, tasks, exclusive and parallel gateways, and of the run itself.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that panics has failed")]

mod support;

use run_engine::RunStatus;
use serde_json::json;
use support::host::Host;
use support::sketch::{routine, script};

#[test]
fn a_sequence_runs_to_its_end_and_its_results_stay() {
    let elements = format!(r#"<startEvent id="s"/>{}<endEvent id="e"/>"#, script("a", "x", "n + 1"));
    let host = Host::play(&routine(&elements, "s -> a -> e"), json!({"n": 41}));
    assert_eq!(host.status(), RunStatus::Completed);
    assert_eq!(host.completed(), ["s", "a", "e", "P"]);
    assert_eq!(host.flows(), ["s_a", "a_e"]);
    assert_eq!(host.variable("x"), json!(42));
    assert!(
        host.progress().branches.is_empty() && host.progress().scopes.is_empty(),
        "what has ended leaves the state"
    );
}
