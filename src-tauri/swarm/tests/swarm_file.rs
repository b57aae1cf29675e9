//! A swarm's file: what may stand in it is what its schema says, read strictly, and written so that it is read again.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use swarm::policy::{Access, OnTrouble, WhenDone};
use swarm::team::{Force, SwarmAction};
use swarm::{
    Author, EntryWrite, SWARM_FILE_SCHEMA, Sensitivity, SwarmCommand, SwarmExport, SwarmFileError, SwarmId,
    SwarmStateMachine, Timestamp, read_swarm, write_swarm,
};

/// Everything that can be said, as it is written.
fn whole() -> Value {
    json!({
        "format": "routine-swarm/1",
        "name": "Press",
        "goal": "An article",
        "credits": "120.5",
        "subtasks": [
            { "id": "find", "description": "Find out", "priority": 2, "routine": "research", "inputs": { "topic": "bees" } },
            { "id": "read", "description": "Read it", "assignee": "ann", "dependsOn": ["find"], "priority": 0 }
        ],
        "entries": { "topic": "bees", "none": null },
        "resources": [
            { "id": "guide", "name": "Style guide", "kind": "link", "mime": "text/html", "location": "https://example.org", "meta": { "pages": 3 } }
        ],
        "team": {
            "members": [
                { "id": "rob", "name": "Rob", "kind": "agent", "persona": "Exact", "model": "demo/demo", "tools": ["search"], "roles": ["finder"], "clearance": "confidential" },
                { "id": "ann", "name": "Ann", "kind": "person", "clearance": "internal" }
            ],
            "roles": [
                { "id": "finder", "description": "Finds", "actions": ["readEntries", "writeEntries"],
                  "norms": [{ "force": "prohibition", "action": "writeEntries", "keys": "plan/**" }] }
            ],
            "leader": "ann",
            "subtaskLeaders": { "find": "rob" }
        },
        "policy": {
            "access": [{ "keys": "notes/*", "members": ["rob"], "roles": ["finder"], "access": "read" }],
            "sensitivity": [{ "keys": "salaries", "sensitivity": "secret" }],
            "approvals": [{ "action": "endSwarm", "keys": "stopped" }],
            "onOutOfCredits": "continue",
            "onSubtaskFailed": "stop",
            "whenDone": "stop",
            "chooseRoutine": "person",
            "attempts": 2,
            "defaultStrategy": "reasoning"
        },
        "limits": {
            "entryBytes": 1000, "keyBytes": 100, "entries": 50, "depth": 9, "writes": 10, "subtasks": 20, "resources": 5,
            "members": 6, "children": 1, "generations": 2, "parallelRuns": 3,
            "run": {
                "firstAllotment": "1.5",
                "credits": { "default": "5", "cap": "10" },
                "timeMs": { "default": 1000, "cap": 2000 },
                "steps": { "default": 10, "cap": 20 }
            }
        }
    })
}

fn read(value: &Value) -> Result<swarm::SwarmSettings, SwarmFileError> {
    read_swarm(&value.to_string())
}

#[test]
fn what_is_written_is_what_was_read() {
    let settings = read(&whole()).unwrap();
    let text = write_swarm(&settings);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), whole(), "nothing is lost, and nothing is made up");
    assert_eq!(read_swarm(&text).unwrap(), settings);
    let small = json!({ "format": "routine-swarm/1", "name": "Small", "goal": "" });
    assert_eq!(serde_json::from_str::<Value>(&write_swarm(&read(&small).unwrap())).unwrap(), small);
}

#[test]
fn the_schema_names_what_the_program_knows_and_nothing_else() {
    let schema: Value = serde_json::from_str(SWARM_FILE_SCHEMA).unwrap();
    let (mut named, mut used) = (BTreeSet::new(), BTreeSet::new());
    names_in_schema(&schema, &mut named);
    names_in_file(&whole(), &mut used);
    named.remove("$schema");
    let missing: Vec<_> = named.difference(&used).collect();
    assert!(missing.is_empty(), "the whole file of this test does not say {missing:?}, which the schema names");
    // The other way round the reader itself sees to it: the whole file is accepted, and unknown names are not.
    let words = |place: &str| -> Vec<Value> { schema.pointer(place).unwrap().as_array().unwrap().clone() };
    for word in words("/$defs/action/enum") {
        serde_json::from_value::<SwarmAction>(word).unwrap();
    }
    for word in words("/$defs/sensitivity/enum") {
        serde_json::from_value::<Sensitivity>(word).unwrap();
    }
    for word in words("/$defs/trouble/enum") {
        serde_json::from_value::<OnTrouble>(word).unwrap();
    }
    for word in words("/$defs/norm/properties/force/enum") {
        serde_json::from_value::<Force>(word).unwrap();
    }
    for word in words("/$defs/policy/properties/whenDone/enum") {
        serde_json::from_value::<WhenDone>(word).unwrap();
    }
    for word in words("/$defs/policy/properties/access/items/properties/access/enum") {
        serde_json::from_value::<Access>(word).unwrap();
    }
}

fn names_in_schema(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let ("properties", Value::Object(properties)) = (name.as_str(), value) {
                    names.extend(properties.keys().cloned());
                }
                names_in_schema(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names_in_schema(item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn names_in_file(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                names_in_file(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names_in_file(item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The whole file with something else at a place.
fn with(place: &str, value: Value) -> Value {
    let mut file = whole();
    let (parent, name) = place.rsplit_once('/').unwrap();
    file.pointer_mut(parent).unwrap()[name] = value;
    file
}

#[test]
fn every_error_names_its_place_and_its_reason() {
    for (place, value, said) in [
        ("/goals", json!(1), "'goals' was unexpected"),
        ("/subtasks/0/dependson", json!([]), "/subtasks/0: "),
        ("/subtasks/0/dependson", json!([]), "'dependson' was unexpected"),
        ("/subtasks/1/dependsOn", json!(["nobody"]), "subtask read depends on nobody, which does not exist"),
        ("/subtasks/0/dependsOn", json!(["read"]), "would wait for itself"),
        ("/subtasks/1/assignee", json!("zoe"), "subtask read is assigned to zoe, who is no member"),
        ("/team/members/1/persona", json!("Kind"), "/team/members/1: \"persona\" is not one of"),
        ("/team/members/0/kind", json!("robot"), "/team/members/0/kind: \"robot\" is not one of"),
        ("/team/members/0/roles", json!(["chief"]), "member rob has the role chief, which does not exist"),
        ("/policy/access", json!([{ "keys": "a", "access": "all" }]), "/policy/access/0/access: "),
        ("/credits", json!(120), "/credits: 120 is not of type \"string\""),
        ("/credits", json!("a lot"), "/credits: \"a lot\" does not match"),
        ("/limits/parallelRuns", json!(-1), "/limits/parallelRuns: -1 is less than the minimum"),
        ("/limits/subtasks", json!(1), "there are more than 1 subtasks"),
        ("/limits/depth", json!(0), "depth of guide"),
        ("/name", json!(""), "/name: \"\" is shorter than 1 character"),
    ] {
        let error = read(&with(place, value)).unwrap_err().to_string();
        assert!(error.contains(said), "{place}: {error}");
    }
}

#[test]
fn several_errors_are_told_at_once() {
    let mut file = with("/goals", json!(1));
    file["credits"] = json!(true);
    let Err(SwarmFileError::Wrong(faults)) = read(&file) else { panic!("it is refused") };
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn versions_are_told_apart() {
    assert_eq!(read(&with("/format", json!("routine-swarm/2"))), Err(SwarmFileError::Newer(2)));
    for other in [json!("routine-swarm/0"), json!("routine-swarm/one"), json!(1), Value::Null] {
        assert_eq!(read(&with("/format", other.clone())), Err(SwarmFileError::NoSwarm(Some(other.to_string()))));
    }
    assert_eq!(read(&json!({})), Err(SwarmFileError::NoSwarm(None)));
    let error = read_swarm("{\n  \"name\": }").unwrap_err();
    assert!(matches!(error, SwarmFileError::NoJson { line: 2, column: 11, .. }), "{error:?}");
}

#[test]
fn an_export_begins_another_swarm_and_leaves_secrets_at_home() {
    let settings = read(&whole()).unwrap();
    let mut machine = SwarmStateMachine::new();
    let swarm = SwarmId::from("s");
    let create = SwarmCommand::CreateSwarm { swarm, settings: Box::new(settings.clone()) };
    machine.handle(create, Timestamp(1)).unwrap();
    let export = SwarmExport::of(machine.context().unwrap());
    assert_eq!(export.settings, settings, "before anything has happened it is the file");
    assert_eq!(export.left_out, Vec::<String>::new());
    let writes = vec![EntryWrite::set("salaries", json!([1, 2])), EntryWrite::set("topic", json!("wasps"))];
    machine.handle(SwarmCommand::Post { by: Author::Person, writes }, Timestamp(2)).unwrap();
    let export = SwarmExport::of(machine.context().unwrap());
    assert_eq!(export.left_out, ["salaries"]);
    assert_eq!(export.settings.entries["topic"], json!("wasps"));
    assert_eq!(read_swarm(&write_swarm(&export.settings)).unwrap(), export.settings);
}
