//! Who is asked.

use serde_json::json;
use step_execution::tool::approval::{ApprovalPolicy, Approver, Risk, ToolCaller};
use step_execution::tool::{Tool, ToolHints};

const CALLER: ToolCaller<'static> = ToolCaller { routine: "Orders", element: "Book" };

fn tool(hints: ToolHints) -> Tool {
    Tool {
        server: "files".to_owned(),
        name: "move".to_owned(),
        title: None,
        description: String::new(),
        input_schema: json!({}),
        hints,
    }
}

fn check(rule: &str, policy: serde_json::Value, trusted: bool, risk: Risk, asked: bool) {
    let policy: ApprovalPolicy = serde_json::from_value(policy).unwrap();
    let hints = ToolHints { read_only: false, destructive: false, idempotent: false, open_world: true };
    let ruling = policy.rule(&tool(hints), trusted, CALLER);
    assert_eq!((ruling.risk, ruling.approver == Approver::Person), (risk, asked), "{rule}");
}

#[test]
fn a_person_is_asked_by_risk_threshold_and_rules() {
    check("an unknown tool may do anything", json!({}), false, Risk::High, true);
    check("what only adds is of medium risk", json!({}), true, Risk::Medium, true);
    check("below the threshold nobody is asked", json!({ "threshold": "high" }), true, Risk::Medium, false);
    check("a trusted caller is not asked", json!({ "trustedCallers": ["Orders"] }), false, Risk::High, false);
    check("or only one of its activities", json!({ "trustedCallers": ["Orders/Pay"] }), false, Risk::High, true);
    let server = json!({ "tools": { "files/*": { "risk": "low" } } });
    check("a rule for the server sets the risk", server, false, Risk::Low, false);
    let both = json!({ "tools": { "files/*": { "risk": "low" }, "files/move": { "risk": "critical" } } });
    check("a rule for the tool comes first", both, true, Risk::Critical, true);
    let never = json!({ "tools": { "files/move": { "approval": "never" } } });
    check("never means never", never, false, Risk::High, false);
    let critical =
        json!({ "trustedCallers": ["Orders"], "tools": { "files/move": { "risk": "critical", "approval": "never" } } });
    check("but for what is critical", critical, true, Risk::Critical, true);
    let always = json!({ "threshold": "critical", "tools": { "files/*": { "approval": "always" } } });
    check("always means always", always, true, Risk::Medium, true);
}

#[test]
fn time_to_decide_counts_only_where_it_rejects() {
    let rule = |policy: serde_json::Value| {
        let policy: ApprovalPolicy = serde_json::from_value(policy).unwrap();
        policy.rule(&tool(ToolHints::default()), false, CALLER).timeout_ms
    };
    assert_eq!(rule(json!({ "timeoutMs": 5000 })), None, "blocking waits for ever");
    assert_eq!(rule(json!({ "timeoutMs": 5000, "onTimeout": "reject" })), Some(5000));
}
