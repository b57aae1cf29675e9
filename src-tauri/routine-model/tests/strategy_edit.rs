//! A step's strategy is set by touching nothing but what says it.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use routine_model::graph::settings::{Strategy, StrategySetting};
use routine_model::{ElementId, NotSet, read_routine, with_strategy};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:rs = 'urn:routine-studio:schema:1'  id=\"D\" targetNamespace=\"t\">\r\n\t<bpmn:process id=\"P\" isExecutable=\"true\"><!-- kept -->\r\n";
const TAIL: &str = "\r\n\t</bpmn:process >\r\n</bpmn:definitions>\r\n\r\n";

fn file(step: &str) -> String {
    format!("{HEAD}{step}{TAIL}")
}

/// Sets `Step` to deterministic and gives what the file has become, after checking that it is read so.
fn set(text: &str) -> String {
    let changed = with_strategy(text.as_bytes(), &ElementId::from("Step"), Strategy::Deterministic).unwrap();
    let graph = read_routine(&changed).graph;
    let node = graph.node(&ElementId::from("Step")).unwrap();
    assert_eq!(node.activity().unwrap().settings.strategy, Some(StrategySetting::Deterministic));
    String::from_utf8(changed).unwrap()
}

#[test]
fn only_the_attribute_differs() {
    let before = file(
        "\t<bpmn:task   id='Step'\n name=\"A &amp; B\" >\n <bpmn:extensionElements><rs:strategy   mode='reasoning' /><!-- c --></bpmn:extensionElements></bpmn:task>",
    );
    assert_eq!(set(&before), before.replace("'reasoning'", "'deterministic'"));
}

#[test]
fn what_says_nothing_yet_gets_one_element() {
    let ours = "<rs:strategy mode=\"deterministic\"/>";
    for (step, expected) in [
        (
            "<bpmn:task id=\"Step\"/>",
            format!("<bpmn:task id=\"Step\"><bpmn:extensionElements>{ours}</bpmn:extensionElements></bpmn:task>"),
        ),
        (
            "<bpmn:task id=\"Step\">\n  <bpmn:documentation>d</bpmn:documentation>\n  <bpmn:incoming>f</bpmn:incoming>\n</bpmn:task>",
            format!(
                "<bpmn:task id=\"Step\">\n  <bpmn:documentation>d</bpmn:documentation>\n  <bpmn:extensionElements>{ours}</bpmn:extensionElements>\n  <bpmn:incoming>f</bpmn:incoming>\n</bpmn:task>"
            ),
        ),
        (
            "<bpmn:task id=\"Step\">\n  <bpmn:extensionElements>\n    <rs:prompt>p</rs:prompt>\n  </bpmn:extensionElements>\n</bpmn:task>",
            format!(
                "<bpmn:task id=\"Step\">\n  <bpmn:extensionElements>\n    {ours}\n    <rs:prompt>p</rs:prompt>\n  </bpmn:extensionElements>\n</bpmn:task>"
            ),
        ),
        (
            "<bpmn:task id=\"Step\"><bpmn:extensionElements/></bpmn:task>",
            format!("<bpmn:task id=\"Step\"><bpmn:extensionElements>{ours}</bpmn:extensionElements></bpmn:task>"),
        ),
        (
            "<bpmn:task id=\"Step\"><bpmn:extensionElements><rs:strategy/></bpmn:extensionElements></bpmn:task>",
            format!("<bpmn:task id=\"Step\"><bpmn:extensionElements>{ours}</bpmn:extensionElements></bpmn:task>"),
        ),
    ] {
        assert_eq!(set(&file(step)), file(&expected));
    }
}

#[test]
fn a_file_without_our_vocabulary_declares_it_where_it_is_used() {
    let before = file("<bpmn:task id=\"Step\"/>").replace(" xmlns:rs = 'urn:routine-studio:schema:1' ", "");
    let after = set(&before);
    assert!(
        after.contains("<routine:strategy xmlns:routine=\"urn:routine-studio:schema:1\" mode=\"deterministic\"/>"),
        "{after}"
    );
}

#[test]
fn a_file_in_another_encoding_stays_in_it() {
    let text = file("<bpmn:task id=\"Step\" name=\"Über\"><bpmn:extensionElements><rs:strategy mode=\"auto\"/></bpmn:extensionElements></bpmn:task>")
        .replace("UTF-8", "UTF-16");
    let wide = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let changed = with_strategy(&wide(&text), &ElementId::from("Step"), Strategy::Deterministic).unwrap();
    assert_eq!(changed, wide(&text.replace("mode=\"auto\"", "mode=\"deterministic\"")));
}

#[test]
fn a_sequential_routine_is_edited_the_same_way() {
    let before = r#"{ "format": "routine-studio/sequential", "version": 1, "id": "r",
  "steps": [ { "id": "Other", "strategy" : "reasoning" },
    { "id": "Step", "strategy" : "reasoning", "script": { "language": "feel", "source": "1" } } ] }"#;
    let step = "\"id\": \"Step\", \"strategy\" : ";
    assert_eq!(set(before), before.replace(&format!("{step}\"reasoning\""), &format!("{step}\"deterministic\"")));
    let silent = before.replace("\"id\": \"Step\", \"strategy\" : \"reasoning\",", "\"id\": \"Step\",");
    assert_eq!(
        set(&silent),
        silent.replace("{ \"id\": \"Step\",", "{ \"strategy\": \"deterministic\", \"id\": \"Step\",")
    );
}

#[test]
fn what_is_not_there_is_said() {
    let step = ElementId::from("Step");
    let other = file("<bpmn:task id=\"Other\"/>");
    let set = |text: &str| with_strategy(text.as_bytes(), &step, Strategy::Reasoning);
    assert_eq!(set(&other), Err(NotSet::NoSuchStep(step.clone())));
    assert_eq!(
        set(&file("<bpmn:startEvent id=\"Step\"/>")),
        Err(NotSet::NoSuchStep(step.clone())),
        "an event has none"
    );
    assert!(matches!(set("<bpmn:definitions"), Err(NotSet::Unreadable(_))));
    assert!(matches!(set("{\"format\": "), Err(NotSet::Unreadable(_))));
}
