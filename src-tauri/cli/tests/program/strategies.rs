//! `routine strategies`: what a person reads there adds up and says why.

use crate::support::Desk;

const ROUTINE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">
  <process id="P" name="Offers" isExecutable="true">
    <extensionElements><routine:settings executionStrategy="auto"/></extensionElements>
    <startEvent id="Start"/><sequenceFlow id="a" sourceRef="Start" targetRef="Talk"/>
    <task id="Talk" name="Talk it over"><documentation>Discuss the offer with the customer until both agree.</documentation>
      <extensionElements><routine:outputSchema>{ "type": "object", "properties": { "price": { "type": "string" } } }</routine:outputSchema></extensionElements></task>
    <sequenceFlow id="b" sourceRef="Talk" targetRef="Sum"/>
    <scriptTask id="Sum" name="Analyse"><extensionElements><zeebe:script expression="=1 + 1" resultVariable="sum"/></extensionElements></scriptTask>
    <sequenceFlow id="c" sourceRef="Sum" targetRef="End"/><endEvent id="End"/>
  </process>
</definitions>
"#;

#[test]
fn each_choice_is_told_with_sums_that_a_person_can_check() {
    let desk = Desk::new();
    let file = desk.write("offers.bpmn", ROUTINE);
    let said = desk.routine(&["strategies", file.to_str().unwrap()]);
    assert_eq!(said.status, 0, "{}", said.err);
    let blocks: Vec<&str> = said.out.trim_end().split("\n\n").collect();
    assert_eq!(blocks.len(), 2, "one for each activity, in the order of the file: {}", said.out);
    assert!(blocks[0].starts_with("Talk it over (Talk): conversational, by the detector"), "{}", said.out);
    assert!(blocks[0].contains("exchange: the text says “discuss”"), "the words that spoke for it: {}", said.out);
    assert!(blocks[1].starts_with("Analyse (Sum): deterministic"), "a script whatever it is called: {}", said.out);
    assert!(blocks[1].contains("binding: a FEEL expression does it"), "{}", said.out);
    for block in blocks {
        let mut sums: Vec<(f64, f64)> = Vec::new();
        let mut seconds = 0;
        for line in block.lines().skip_while(|line| !line.starts_with("  deterministic ")) {
            if let Some(contribution) = line.strip_prefix("    ") {
                let weight: f64 = contribution.split_whitespace().next().unwrap().parse().unwrap();
                sums.last_mut().unwrap().1 += weight;
            } else {
                let score = line.split_whitespace().nth(1).unwrap().parse().unwrap();
                sums.push((score, 0.0));
                seconds += usize::from(line.contains("second choice"));
            }
        }
        assert_eq!((sums.len(), seconds), (3, 1), "three scores, one runner-up: {block}");
        assert!(sums.iter().all(|(score, sum)| score.to_bits() == (sum + 0.0).to_bits()), "{sums:?}: {block}");
    }
}
