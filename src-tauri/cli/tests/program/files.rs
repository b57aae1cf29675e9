//! Commands on files, through the real program.

use std::io::Write;
use std::process::Stdio;

use crate::support::{Desk, approval, lines, said};
use serde_json::json;

#[test]
fn what_cannot_be_used_is_refused_in_a_sentence_with_status_2() {
    let desk = Desk::new();
    let bomb = r#"<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"#;
    let large = desk.path("large.bpmn");
    std::fs::File::create(&large).unwrap().set_len(50 * 1024 * 1024).unwrap();
    let broken = desk.write("broken.bpmn", "<a><b></a>");
    let files = [
        (broken.clone(), "closes nothing"),
        (desk.write("bomb.bpmn", bomb), "entities"),
        (desk.write("empty.bpmn", ""), "empty"),
        (large, "larger than 32 MB"),
        (desk.path(""), "folder"),
        (desk.path("missing.bpmn"), "not there"),
    ];
    for (file, words) in files {
        let name = file.to_str().unwrap();
        for command in ["run", "roundtrip", "bench"] {
            let said = desk.routine(&[command, name]);
            assert_eq!(said.status, 2, "{command} {name}: {}", said.err);
            assert!(said.err.contains(words), "{command} {name} says why: {}", said.err);
            assert!(!said.err.contains("panicked"), "{command} {name}: {}", said.err);
        }
        let (status, found) = desk.json(&["check", name]);
        assert_eq!((status, &found[0]["severity"]), (2, &json!("error")), "check {name}");
    }
    let (_, found) = desk.json(&["check", broken.to_str().unwrap()]);
    assert_eq!((&found[0]["line"], &found[0]["column"]), (&json!(1), &json!(7)), "the place is told");
}

#[test]
fn check_tells_each_problem_with_its_place_and_ends_with_1() {
    let desk = Desk::new();
    let (status, found) = desk.json(&["check", approval().to_str().unwrap()]);
    assert_eq!((status, found.len()), (0, 0), "nothing is wrong with it: {found:?}");

    let text = std::fs::read_to_string(approval()).unwrap().replace("=total &gt; 100", "=total &gt;");
    let wrong = desk.write("wrong.bpmn", text);
    let (status, found) = desk.json(&["check", wrong.to_str().unwrap()]);
    assert_eq!((status, found.len()), (1, 1));
    for key in ["severity", "rule", "element", "line", "column", "message", "hint"] {
        assert!(found[0].get(key).is_some(), "{key} is told: {}", found[0]);
    }
    assert_eq!(found[0]["element"], json!("Flow_large"));
    let said = desk.routine(&["check", wrong.to_str().unwrap()]);
    assert!(said.out.contains("wrong.bpmn:18:") && said.out.contains("Flow_large"), "{}", said.out);
}

#[test]
fn check_names_decisions_that_no_file_beside_the_routine_has() {
    let desk = Desk::new();
    let routine = desk.write(
        "decide.bpmn",
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="t">
  <process id="P" isExecutable="true"><startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Decide"/>
    <businessRuleTask id="Decide"><extensionElements><zeebe:calledDecision decisionId="dish" resultVariable="dish"/></extensionElements></businessRuleTask>
    <sequenceFlow id="b" sourceRef="Decide" targetRef="End"/><endEvent id="End"/></process>
</definitions>"#,
    );
    let name = routine.to_str().unwrap();
    let (status, found) = desk.json(&["check", name]);
    let missing: Vec<_> = found.iter().filter(|problem| problem["rule"] == "missing-decision").collect();
    assert_eq!((status, missing.len()), (1, 1), "{found:?}");
    assert_eq!((&missing[0]["element"], &missing[0]["line"]), (&json!("Decide"), &json!(4)), "with its place");
    assert!(missing[0]["message"].as_str().unwrap().contains("dish"));

    let dmn = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t">
  <decision id="dish" name="Dish"><variable name="dish"/><literalExpression><text>"soup"</text></literalExpression></decision>
</definitions>"#;
    desk.write("dishes.dmn", dmn);
    let (_, found) = desk.json(&["check", name]);
    assert!(!found.iter().any(|problem| problem["rule"] == "missing-decision"), "{found:?}");
}

#[test]
fn roundtrip_gives_every_byte_back() {
    let desk = Desk::new();
    let said = desk.routine(&["roundtrip", approval().to_str().unwrap()]);
    assert_eq!(said.out, std::fs::read_to_string(approval()).unwrap());
}

#[test]
fn expressions_are_evaluated_one_by_one_and_in_a_batch() {
    let desk = Desk::new();
    let (status, value) = desk.json(&["feel", "=amount * 2", "--context", r#"{"amount": 21}"#]);
    assert_eq!((status, value), (0, vec![json!({ "value": 42 })]));
    assert_eq!(desk.routine(&["feel", "1 +"]).status, 2, "what is no expression cannot be used");

    let mut child =
        desk.command().args(["feel", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let questions =
        "{\"expression\":\"=1+2\"}\n{\"expression\":\"x\",\"context\":{\"x\":[1]}}\n{\"expression\":\"sum(\"}\n";
    child.stdin.take().unwrap().write_all(questions.as_bytes()).unwrap();
    let answers = lines(&said(child.wait_with_output().unwrap()).out);
    assert_eq!((&answers[0], &answers[1]), (&json!({ "value": 3 }), &json!({ "value": [1] })));
    assert!(answers[2]["error"].is_string(), "each line has its own answer: {}", answers[2]);
}

#[test]
fn a_batch_answers_every_line_whatever_it_holds() {
    let desk = Desk::new();
    let mut child =
        desk.command().args(["feel", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let questions: [&[u8]; 9] = [
        b"nonsense",
        b"{\"expression\":5}",
        b"{\"expression\":\"\xff\xfe\"}",
        b"{\"expression\":\"a\",\"context\":[]}",
        b"{\"expression\":\"for i in 1..1000000000 return i\"}",
        b"{\"expression\":\"{f: function(n) f(n + 1), r: f(1)}.r\"}",
        b"{\"expression\":\"1e6000 * 1e6000\"}",
        b"",
        b"{\"expression\":\"a + 1\",\"context\":{\"a\":1}}",
    ];
    child.stdin.take().unwrap().write_all(&questions.join(&b'\n')).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "no line ends the program");
    let answers = lines(&said(output).out);
    let codes: Vec<_> = answers.iter().map(|answer| answer["code"].as_str().unwrap_or("value")).collect();
    let expected = ["line", "line", "line", "line", "expression-timeout", "expression-depth", "expression", "value"];
    assert_eq!(codes, expected, "a blank line is no question");
    assert_eq!(answers.last(), Some(&json!({ "value": 2 })));
}

#[test]
fn a_limit_on_an_expression_is_told_by_the_status() {
    let desk = Desk::new();
    assert_eq!(desk.routine(&["feel", "for i in 1..1000000 return i"]).status, 5, "it takes too many steps");
    assert_eq!(desk.routine(&["feel", "-1 + 2"]).out.trim(), "1", "an expression may begin with a sign");
}
