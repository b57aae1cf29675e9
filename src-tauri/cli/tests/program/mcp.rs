//! `routine mcp`, spoken to line by line as other agents do.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::support::Desk;

pub const ROUTINE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="urn:test">
  <bpmn:process id="Greet" name="Greet somebody" isExecutable="true">
    <bpmn:documentation>Says hello.</bpmn:documentation>
    <bpmn:extensionElements>
      <routine:inputSchema>{ "type": "object", "properties": { "who": { "type": "string" } }, "required": ["who"] }</routine:inputSchema>
    </bpmn:extensionElements>
    <bpmn:startEvent id="Start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Say" />
    <bpmn:scriptTask id="Say"><bpmn:extensionElements><zeebe:script expression="=&quot;Hello &quot; + who" resultVariable="greeting" /></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:scriptTask>
    <bpmn:sequenceFlow id="f2" sourceRef="Say" targetRef="Ask" />
    <bpmn:userTask id="Ask"><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f3" sourceRef="Ask" targetRef="End" />
    <bpmn:endEvent id="End"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>"#;

/// A client that sees every line.
struct Agent {
    program: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    number: u64,
}

impl Agent {
    fn of(desk: &Desk) -> Self {
        Self::with(desk, &[])
    }

    fn with(desk: &Desk, args: &[&str]) -> Self {
        let mut command = desk.command();
        command
            .arg("mcp")
            .arg(desk.path(""))
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        let (input, output) = (program.stdin.take(), BufReader::new(program.stdout.take().unwrap()));
        let mut agent = Self { program, input, output, number: 0 };
        let hello = json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } });
        let answer = agent.ask("initialize", hello);
        assert_eq!(answer["result"]["serverInfo"]["name"], "Routine Studio", "it says who it is: {answer}");
        agent.write(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        agent
    }

    fn write(&mut self, message: &Value) {
        writeln!(self.input.as_mut().unwrap(), "{message}").unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        self.write(&json!({ "jsonrpc": "2.0", "id": self.number, "method": method, "params": params }));
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("only the protocol goes to the output, not {line:?}: {error}"));
        assert_eq!(answer["id"], self.number, "{answer}");
        answer
    }

    fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.ask("tools/call", json!({ "name": tool, "arguments": arguments }))["result"].clone()
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.program.wait();
    }
}

#[test]
fn other_agents_list_start_look_answer_and_read() {
    let desk = Desk::new();
    desk.write("greet.bpmn", ROUTINE);
    let mut agent = Agent::of(&desk);

    let listed = agent.ask("tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    let names: Vec<&str> = tools.iter().filter_map(|tool| tool["name"].as_str()).collect();
    assert_eq!(
        names,
        ["list_routines", "run_routine", "run_status", "read_result", "answer", "list_swarms", "routine_Greet"]
    );
    assert_eq!(tools[6]["inputSchema"]["required"], json!(["who"]), "a routine's own tool takes its declared inputs");

    let routines = agent.call("list_routines", json!({}));
    assert_eq!(routines["structuredContent"]["routines"][0]["documentation"], "Says hello.", "{routines}");

    let started = agent.call("routine_Greet", json!({ "who": "Ada" }));
    let standing = &started["structuredContent"];
    assert_eq!(standing["waiting"][0]["element"], "Ask", "it answers when the run waits: {started}");
    let run = standing["run"].as_str().unwrap().to_owned();

    let status = agent.call("run_status", json!({ "run": run }));
    assert_eq!(status["structuredContent"]["status"], "waiting", "{status}");
    let answered = agent.call("answer", json!({ "run": run, "element": "Ask", "outputs": { "mood": "good" } }));
    assert_eq!(answered["structuredContent"]["status"], "completed", "{answered}");
    let result = agent.call("read_result", json!({ "run": run }));
    assert_eq!(result["structuredContent"]["variables"]["greeting"], "Hello Ada", "{result}");
    assert_eq!(result["structuredContent"]["variables"]["mood"], "good");
}

#[test]
fn what_is_wrong_is_said_in_the_form_that_fits() {
    let desk = Desk::new();
    desk.write("greet.bpmn", ROUTINE);
    let mut agent = Agent::of(&desk);
    let missing = agent.call("routine_Greet", json!({}));
    assert_eq!(missing["isError"], true, "a run that is refused is an answer that says so: {missing}");
    let unknown = agent.ask("tools/call", json!({ "name": "run_routine", "arguments": { "routine": "Nope" } }));
    assert!(unknown["error"]["message"].as_str().is_some_and(|text| text.contains("Greet")), "{unknown}");
    let run = agent.call("run_status", json!({ "run": "no-such-run" }));
    assert_eq!(run["isError"], true, "{run}");
    let at_once = agent.call("run_routine", json!({ "routine": "Greet", "inputs": { "who": "B" }, "wait": false }));
    assert!(at_once["structuredContent"]["run"].is_string(), "{at_once}");
}

#[test]
fn an_agent_that_works_for_a_swarm_has_its_tools_and_is_told_when_there_is_none() {
    let desk = Desk::new();
    desk.write("greet.bpmn", ROUTINE);
    let mut agent = Agent::with(&desk, &["--swarm", "nowhere", "--member", "ann"]);
    let listed = agent.ask("tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().unwrap();
    for name in ["read_swarm", "update_swarm_shared_state", "resource_manage"] {
        assert!(tools.iter().any(|tool| tool["name"] == name), "{name}: {listed}");
    }
    assert!(!tools.iter().any(|tool| tool["name"] == "end_swarm"), "swarms are not ended from outside");
    assert_eq!(agent.call("list_swarms", json!({}))["structuredContent"]["swarms"], json!([]));
    for (tool, arguments) in [
        ("read_swarm", json!({})),
        ("update_swarm_shared_state", json!({ "write": [{ "key": "a", "value": 1 }] })),
        ("run_routine", json!({ "routine": "Greet", "inputs": { "who": "Ada" } })),
    ] {
        let answer = agent.call(tool, arguments);
        assert_eq!(answer["isError"], true, "{tool}: {answer}");
        assert!(answer.to_string().contains("nowhere"), "{tool}: {answer}");
    }
    let unfit = agent.call("update_swarm_shared_state", json!({ "burn": true }));
    assert_eq!(unfit["isError"], true, "{unfit}");
}
