//! What a step may use.

use routine_model::graph::tools::ToolPattern;
use serde_json::json;
use step_execution::tool::approval::{ApprovalPolicy, Risk};
use step_execution::tool::{ToolSet, Tools, fitting};

use crate::support::{program, servers};

fn list(text: &str) -> Vec<ToolPattern> {
    ToolPattern::list(text).unwrap()
}

fn names(set: &ToolSet) -> Vec<String> {
    set.offered().into_iter().map(|tool| tool.name).collect()
}

#[tokio::test]
async fn a_step_may_use_what_all_lists_allow_and_nothing_without_a_list() {
    let tools = Tools::new(servers(vec![program()]), ApprovalPolicy::default());
    let none = ToolSet::allowed(&[], &tools).await;
    assert!(none.is_empty(), "without routine:tools there is nothing to use");
    let (step, routine) = (list("test/echo, test/write, routine/*"), list("test/*"));
    let both = ToolSet::allowed(&[&step, &routine], &tools).await;
    assert_eq!(names(&both), ["test__echo", "test__write"], "a routine's list bounds its steps'");
    let own = ToolSet::allowed(&[&list("routine/*")], &tools).await;
    assert_eq!(
        names(&own),
        [
            "routine__define_tool",
            "routine__end_swarm",
            "routine__resource_manage",
            "routine__run_routine",
            "routine__send_message",
            "routine__spawn_swarm",
            "routine__update_swarm_shared_state"
        ],
        "the program's own tools are listed, too"
    );
}

#[tokio::test]
async fn a_name_that_is_not_in_the_set_is_no_tool() {
    let tools = Tools::new(servers(vec![program()]), ApprovalPolicy::default());
    let set = ToolSet::allowed(&[&list("test/echo")], &tools).await;
    for name in ["test__write", "test/echo", "echo", "shell"] {
        assert_eq!(set.find(name).unwrap_err().code(), "tool-not-allowed", "{name}");
    }
    let missing = ToolSet::allowed(&[&list("nowhere/*")], &tools).await;
    assert_eq!(missing.missing()[0].error.code(), "tool-server-unknown", "a server that is not there is told");
}

#[tokio::test]
async fn arguments_are_held_against_the_schema_before_anything_is_asked() {
    let tools = Tools::new(servers(vec![program()]), ApprovalPolicy::default());
    let set = ToolSet::allowed(&[&list("test/echo")], &tools).await;
    let echo = set.find("test__echo").unwrap();
    assert!(fitting(echo, &json!({ "text": "x" })).is_ok());
    for wrong in [json!({ "text": 1 }), json!({}), json!("x"), json!(null)] {
        assert_eq!(fitting(echo, &wrong).unwrap_err().code(), "tool-arguments", "{wrong}");
    }
}

#[tokio::test]
async fn a_tool_that_lies_about_itself_is_believed_only_where_its_server_is_trusted() {
    let tools = Tools::new(servers(vec![program()]), ApprovalPolicy::default());
    let write = tools.find("test", "write").await.unwrap();
    assert!(write.hints.read_only, "it says that it changes nothing");
    assert_eq!(Risk::of(write.hints, false), Risk::High, "nobody trusts the server, so it may do anything");
    assert_eq!(Risk::of(write.hints, true), Risk::None);
    assert!(!tools.may_repeat(&write), "it is not repeated on its word");
}
