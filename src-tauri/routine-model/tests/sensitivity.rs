//! Which variables of a routine are marked, and where a mark goes along.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use routine_model::graph::sensitivity::{Marks, Sensitivity};
use routine_model::{ElementId, RoutineGraph, read_bpmn};

const HEAD: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:routine="urn:routine-studio:schema:1" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="t">"#;

fn graph(process: &str) -> RoutineGraph {
    let text = format!(
        r#"{HEAD}<process id="P" isExecutable="true"><startEvent id="S"/><sequenceFlow id="f1" sourceRef="S" targetRef="T"/>{process}</process></definitions>"#
    );
    let reading = read_bpmn(text.as_bytes());
    assert!(reading.diagnostics.iter().all(|one| one.rule != "unreadable-setting"), "{:?}", reading.diagnostics);
    reading.graph
}

fn marks(graph: &RoutineGraph, given: &[(&str, Sensitivity)]) -> Vec<String> {
    let given: Marks = given.iter().map(|(name, level)| ((*name).to_owned(), *level)).collect();
    told(&graph.marks(&ElementId::from("P"), &given))
}

fn marks_at(graph: &RoutineGraph, node: &str) -> Vec<String> {
    let process = graph.marks(&ElementId::from("P"), &Marks::new());
    told(&graph.marks_at(graph.node(&ElementId::from(node)).unwrap(), &process))
}

fn told(marks: &Marks) -> Vec<String> {
    marks.iter().map(|(name, level)| format!("{name} {}", level.word())).collect()
}

const MAPPED: &str = r#"
  <extensionElements><routine:inputSchema>{"properties": {"iban": {"type": "string", "x-sensitivity": "secret"}, "name": {"type": "string"}}}</routine:inputSchema></extensionElements>
  <property id="p1" name="note" routine:sensitivity="internal"/>
  <dataObject id="d1" name="account" routine:sensitivity="confidential"/>
  <serviceTask id="T"><extensionElements><zeebe:ioMapping>
    <zeebe:input source="=account.owner" target="who"/><zeebe:input source="=name" target="note"/>
    <zeebe:output source="=who" target="owner"/><zeebe:output source="=result" target="answer"/>
  </zeebe:ioMapping></extensionElements></serviceTask>"#;

#[test]
fn what_a_file_marks_is_marked_in_all_of_its_process() {
    let marks = marks(&graph(MAPPED), &[]);
    assert_eq!(marks, ["account confidential", "iban secret", "note internal", "owner confidential"]);
}

#[test]
fn an_input_of_a_step_hides_a_marked_variable_of_its_name() {
    let marks = marks_at(&graph(MAPPED), "T");
    assert_eq!(
        marks,
        ["account confidential", "iban secret", "owner confidential", "who confidential"],
        "`note` is the name here, which nobody has marked"
    );
}

#[test]
fn a_mark_goes_along_a_chain_of_copies_in_any_order() {
    let graph = graph(
        r#"<dataObject id="d1" name="a" routine:sensitivity="confidential"/>
           <scriptTask id="T"><extensionElements><zeebe:script expression="=b" resultVariable="c"/></extensionElements></scriptTask>
           <scriptTask id="U"><extensionElements><zeebe:script expression="=[a]" resultVariable="b"/></extensionElements></scriptTask>
           <scriptTask id="V" scriptFormat="javascript"><script>return {d: input.c}</script></scriptTask>"#,
    );
    assert_eq!(marks(&graph, &[]), ["a confidential", "b confidential", "c confidential"]);
}

#[test]
fn each_item_of_a_marked_collection_is_marked_and_so_is_what_they_become() {
    let graph = graph(
        r#"<property id="p" name="people" routine:sensitivity="secret"/>
           <task id="T"><multiInstanceLoopCharacteristics><extensionElements>
             <zeebe:loopCharacteristics inputCollection="=people" inputElement="person" outputCollection="names" outputElement="=person.name"/>
           </extensionElements></multiInstanceLoopCharacteristics></task>"#,
    );
    assert_eq!(marks_at(&graph, "T"), ["names secret", "people secret", "person secret"]);
}

#[test]
fn what_a_caller_gives_is_as_sensitive_inside() {
    let graph = graph(r#"<task id="T"/>"#);
    assert_eq!(marks(&graph, &[]), [""; 0]);
    assert_eq!(marks(&graph, &[("letter", Sensitivity::Confidential)]), ["letter confidential"]);
}
