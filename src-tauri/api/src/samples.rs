//! Routines that are shipped with the program, and what a blank one begins with.

use rust_embed::RustEmbed;

use swarm::read_swarm;

use crate::contract::{SampleSwarmView, SampleView};
use crate::library::stem_for;
use crate::reading::read;

/// How the names of swarms' files end.
const SWARM: &str = ".swarm.json";

#[derive(RustEmbed)]
#[folder = "../../routines"]
#[allow_missing = true]
struct Shipped;

/// All shipped samples that run by themselves, by name of their file. What a shipped swarm begins is no sample of its own.
pub(crate) fn samples() -> Vec<SampleView> {
    let mut samples: Vec<SampleView> =
        Shipped::iter().filter(|file| file.ends_with(".bpmn")).filter_map(|file| sample(&file)).collect();
    samples.sort_by(|one, other| one.id.cmp(&other.id));
    samples
}

fn sample(file: &str) -> Option<SampleView> {
    let bytes = Shipped::get(file)?.data;
    let reading = read(&bytes);
    if reading.is_for_swarms() {
        return None;
    }
    let id = file.trim_end_matches(".bpmn").to_owned();
    Some(SampleView {
        name: reading.name().unwrap_or_else(|| id.clone()),
        summary: reading.summary().unwrap_or_default(),
        xml: reading.text.clone(),
        id,
    })
}

/// A shipped swarm with what it works by.
pub(crate) struct SampleSwarm {
    /// What is shown of it.
    pub(crate) view: SampleSwarmView,
    /// The text of its file.
    pub(crate) text: String,
    /// Its routines: the name of the file and what stands in it.
    pub(crate) routines: Vec<(String, String)>,
}

/// All shipped swarms, by name of their file.
pub(crate) fn sample_swarms() -> Vec<SampleSwarm> {
    let routines: Vec<(String, String)> = Shipped::iter()
        .filter(|file| file.ends_with(".bpmn"))
        .filter_map(|file| {
            let reading = read(&Shipped::get(&file)?.data);
            reading.is_for_swarms().then(|| (file.into_owned(), reading.text.clone()))
        })
        .collect();
    let swarm = |file: &str| {
        let text = String::from_utf8(Shipped::get(file)?.data.into_owned()).ok()?;
        let settings = read_swarm(&text).ok()?;
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        let view = SampleSwarmView {
            id: file.trim_end_matches(SWARM).to_owned(),
            name: settings.name,
            goal: settings.goal,
            subtasks: count(settings.subtasks.len()),
            members: count(settings.team.members.len()),
            routines: count(routines.len()),
        };
        Some(SampleSwarm { view, text, routines: routines.clone() })
    };
    let mut swarms: Vec<SampleSwarm> =
        Shipped::iter().filter(|file| file.ends_with(SWARM)).filter_map(|file| swarm(&file)).collect();
    swarms.sort_by(|one, other| one.view.id.cmp(&other.view.id));
    swarms
}

/// A routine that starts and ends, so that a new one has no problems and runs.
pub(crate) fn blank(name: &str) -> String {
    let id: String = stem_for(name).chars().map(|letter| if letter == '-' { '_' } else { letter }).collect();
    let label = escape(name.trim());
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:routine="urn:routine-studio:schema:1" id="Definitions_1" targetNamespace="urn:routine-studio:routines">
  <bpmn:process id="Routine_{id}" name="{label}" isExecutable="true">
    <bpmn:startEvent id="Start">
      <bpmn:outgoing>Flow_1</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:sequenceFlow id="Flow_1" sourceRef="Start" targetRef="End" />
    <bpmn:endEvent id="End">
      <bpmn:incoming>Flow_1</bpmn:incoming>
    </bpmn:endEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_1">
    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Routine_{id}">
      <bpmndi:BPMNShape id="Start_di" bpmnElement="Start">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="End_di" bpmnElement="End">
        <dc:Bounds x="420" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="Flow_1_di" bpmnElement="Flow_1">
        <di:waypoint x="216" y="178" />
        <di:waypoint x="420" y="178" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"#
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace(['\n', '\r', '\t'], " ")
}
