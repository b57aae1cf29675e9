//! What a run of a process may be given: its declared inputs; without any, the variables that it reads and nothing in it
//! writes.
//!
//! The latter is a guess that errs on the side of asking less: scripts in other languages than FEEL tell nobody what they
//! read, and what is read behind a step that says nowhere what it gives may come from there.

use std::collections::BTreeSet;

use routine_model::expression::Expression;
use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};
use routine_model::graph::binding::{Binding, Form};
use routine_model::graph::data::Mapping;
use routine_model::graph::event::{EventDefinition, TimerDefinition};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::interface::{Field, FieldKind as Kind};
use routine_model::graph::loops::LoopCharacteristics;
use routine_model::{ElementId, RoutineGraph, Schema};
use serde_json::Value;

use super::unknown_results::{behind_unknown_results, is_unknown};
use crate::contract::{FieldKind, FieldOption, FormField};
use crate::projection::form_fields;

/// The variables that a process reads and does not write, as fields of a form.
pub(super) fn inputs_of(graph: &RoutineGraph, process: &ElementId) -> Vec<FormField> {
    let process_of = graph.container(process).and_then(|container| container.process.as_ref());
    if let Some(definition) = process_of.filter(|definition| !definition.interface.inputs.is_empty()) {
        return definition.interface.inputs.iter().map(declared).collect();
    }
    let behind = behind_unknown_results(graph);
    let mut uses = Uses::default();
    let inside = |container: &ElementId| graph.process_of(container).is_some_and(|found| found.id == *process);
    for node in graph.nodes().filter(|node| inside(&node.container)) {
        let mut own = Uses::default();
        own.node(node);
        uses.written.extend(own.written);
        if !behind.contains(&node.id) {
            uses.read.extend(own.read);
        }
    }
    for flow in graph.flows() {
        let is_asked = |node: &FlowNode| inside(&node.container) && !behind.contains(&node.id) && !is_unknown(node);
        if graph.node(&flow.source).is_some_and(is_asked) {
            uses.read_some(flow.condition.as_ref());
        }
    }
    for container in graph.containers().filter(|container| inside(&container.id)) {
        uses.written.extend(container.data.iter().map(|element| element.name.clone()));
        let properties = container.process.iter().flat_map(|process| &process.properties);
        uses.written.extend(properties.map(|property| property.name.clone()));
    }
    uses.read.difference(&uses.written).map(|name| field(name)).collect()
}

/// A declared input; one with a default need not be given.
fn declared(field: &Field) -> FormField {
    let schema = field.schema.as_ref().map_or(&Value::Null, Schema::source);
    let options = schema.get("enum").or_else(|| schema.pointer("/items/enum")).and_then(Value::as_array);
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let options: Vec<FieldOption> =
        options.into_iter().flatten().map(|value| FieldOption { value: value.clone(), label: shown(value) }).collect();
    let kind = match field.kind {
        Kind::Text | Kind::Language | Kind::LinkItem | Kind::LinkUrl => FieldKind::Text,
        Kind::Switch => FieldKind::Checkbox,
        Kind::Integer | Kind::Slider => FieldKind::Number,
        Kind::Radio | Kind::Selector if !options.is_empty() => FieldKind::Choice,
        Kind::Checkbox if !options.is_empty() => FieldKind::Choices,
        Kind::Radio | Kind::Selector | Kind::Checkbox | Kind::Tags | Kind::Code | Kind::File => FieldKind::Json,
    };
    FormField {
        key: field.name.clone(),
        label: field.label.clone().unwrap_or_else(|| field.name.clone()),
        description: field.description.clone(),
        kind,
        required: field.required && field.default.is_none(),
        options,
        value: field.default.clone().unwrap_or(Value::Null),
    }
}

fn field(name: &str) -> FormField {
    FormField {
        key: name.to_owned(),
        label: name.to_owned(),
        description: None,
        kind: FieldKind::Json,
        required: false,
        options: Vec::new(),
        value: Value::Null,
    }
}

#[derive(Default)]
struct Uses {
    read: BTreeSet<String>,
    written: BTreeSet<String>,
}

impl Uses {
    fn read(&mut self, expression: &Expression) {
        self.read.extend(expression.certain_names().map(str::to_owned));
    }

    fn read_some(&mut self, expression: Option<&Expression>) {
        if let Some(expression) = expression {
            self.read(expression);
        }
    }

    /// `a.b` writes into `a`.
    fn write(&mut self, target: &str) {
        self.written.insert(target.split('.').next().unwrap_or(target).to_owned());
    }

    fn mappings(&mut self, mappings: &[Mapping]) {
        for mapping in mappings {
            self.read(&mapping.source);
            self.write(&mapping.target);
        }
    }

    fn node(&mut self, node: &FlowNode) {
        match &node.kind {
            FlowNodeKind::StartEvent(event) => {
                self.definitions(&event.definitions);
                self.payload(&event.outputs);
            }
            FlowNodeKind::IntermediateCatchEvent(event) => {
                self.definitions(&event.definitions);
                self.payload(&event.outputs);
            }
            FlowNodeKind::BoundaryEvent(event) => {
                self.definitions(&event.catch.definitions);
                self.payload(&event.catch.outputs);
            }
            FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => {
                self.definitions(&event.definitions);
                self.mappings(&event.inputs);
            }
            FlowNodeKind::Activity(activity) => self.activity(activity),
            FlowNodeKind::Gateway(_) => {}
        }
    }

    /// What an output mapping reads comes from outside the run.
    fn payload(&mut self, outputs: &[Mapping]) {
        for mapping in outputs {
            self.write(&mapping.target);
        }
    }

    fn definitions(&mut self, definitions: &[EventDefinition]) {
        for definition in definitions {
            match definition {
                EventDefinition::Timer(TimerDefinition { expression, .. }) => self.read_some(expression.as_ref()),
                EventDefinition::Conditional { condition, .. } => self.read_some(condition.as_ref()),
                EventDefinition::Error { code_variable, message_variable, .. } => {
                    self.written.extend([code_variable, message_variable].into_iter().flatten().cloned());
                }
                EventDefinition::Message(_)
                | EventDefinition::Signal { .. }
                | EventDefinition::Escalation { .. }
                | EventDefinition::Compensation { .. }
                | EventDefinition::Link { .. }
                | EventDefinition::Terminate
                | EventDefinition::Cancel => {}
            }
        }
    }

    fn activity(&mut self, activity: &Activity) {
        self.mappings(&activity.inputs);
        // Results of the step itself are written where its output mappings do not read variables of the routine.
        for mapping in &activity.outputs {
            self.write(&mapping.target);
        }
        self.written.extend(activity.properties.iter().map(|property| property.name.clone()));
        match &activity.binding {
            Binding::FeelScript { expression, result_variable } => {
                self.read(expression);
                self.written.extend(result_variable.clone());
            }
            Binding::Decision { decision, result_variable } => {
                self.read(decision);
                self.written.extend(result_variable.clone());
            }
            Binding::Script { result_variable, .. } => self.written.extend(result_variable.clone()),
            Binding::TaskType { task_type, headers, .. } => {
                self.read(task_type);
                self.written.extend(headers.get("resultVariable").cloned());
            }
            Binding::Form(Form::Embedded(schema)) => {
                self.written.extend(form_fields(schema, |_| None).into_iter().map(|field| field.key));
            }
            Binding::Form(Form::Id(_) | Form::Key(_)) | Binding::None => {}
        }
        if let ActivityKind::SubProcess(SubProcess::AdHoc(ad_hoc)) = &activity.kind {
            self.read_some(ad_hoc.completion_condition.as_ref());
            self.read_some(ad_hoc.active_elements.as_ref());
        }
        match &activity.loop_characteristics {
            Some(LoopCharacteristics::Standard(standard)) => self.read_some(standard.condition.as_ref()),
            Some(LoopCharacteristics::MultiInstance(instances)) => {
                self.read_some(instances.cardinality.as_ref());
                self.read_some(instances.input_collection.as_ref());
                self.written.extend(instances.input_element.clone());
                self.written.extend(instances.output_collection.clone());
            }
            None => {}
        }
        if activity.loop_characteristics.is_some() {
            self.written.insert("loopCounter".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::contract::FieldKind;
    use crate::reading::read;

    #[test]
    fn a_process_asks_for_what_it_reads_and_does_not_write() {
        let xml = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
          <process id="P" isExecutable="true">
            <startEvent id="S"/><sequenceFlow id="F1" sourceRef="S" targetRef="T"/>
            <scriptTask id="T"><extensionElements><zeebe:script expression="=amount * rate" resultVariable="total"/></extensionElements></scriptTask>
            <sequenceFlow id="F2" sourceRef="T" targetRef="G"/><exclusiveGateway id="G" default="F4"/>
            <sequenceFlow id="F3" sourceRef="G" targetRef="E"><conditionExpression>=total > limit</conditionExpression></sequenceFlow>
            <sequenceFlow id="F4" sourceRef="G" targetRef="E"/><endEvent id="E"/>
          </process></definitions>"#;
        let processes = read(xml.as_bytes()).processes();
        let asked: Vec<&str> = processes[0].inputs.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(asked, ["amount", "limit", "rate"], "total is written by the script");
        assert_eq!(processes[0].starts, ["S"]);
    }

    #[test]
    fn what_a_step_may_have_made_is_not_asked_for() {
        let xml = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
          <process id="P" isExecutable="true">
            <startEvent id="S"/><sequenceFlow id="F1" sourceRef="S" targetRef="First"/>
            <scriptTask id="First"><extensionElements><zeebe:script expression="=given" resultVariable="copy"/></extensionElements></scriptTask>
            <sequenceFlow id="F2" sourceRef="First" targetRef="Js"/>
            <scriptTask id="Js" scriptFormat="javascript"><script>return { made: 1 };</script></scriptTask>
            <sequenceFlow id="F3" sourceRef="Js" targetRef="Last"/>
            <scriptTask id="Last"><extensionElements><zeebe:script expression="=made + 1" resultVariable="sum"/></extensionElements></scriptTask>
            <sequenceFlow id="F4" sourceRef="Last" targetRef="E"/><endEvent id="E"/>
          </process></definitions>"#;
        let processes = read(xml.as_bytes()).processes();
        let asked: Vec<&str> = processes[0].inputs.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(asked, ["given"], "what the script returns is its own affair");
    }

    #[test]
    fn declared_inputs_are_what_is_asked_for() {
        let xml = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:routine="urn:routine-studio:schema:1" targetNamespace="t">
          <process id="P" isExecutable="true"><extensionElements><routine:inputSchema>{"properties": {
            "amount": {"type": "number", "title": "Amount"}, "mood": {"enum": ["kind", "firm"], "x-field": "radio", "default": "kind"}
          }, "required": ["amount", "mood"]}</routine:inputSchema></extensionElements>
            <startEvent id="S"/><sequenceFlow id="F1" sourceRef="S" targetRef="E"/><endEvent id="E"/>
          </process></definitions>"#;
        let processes = read(xml.as_bytes()).processes();
        let asked: Vec<_> =
            processes[0].inputs.iter().map(|field| (field.label.as_str(), field.kind, field.required)).collect();
        assert_eq!(asked, [("Amount", FieldKind::Number, true), ("mood", FieldKind::Choice, false)]);
        assert_eq!(processes[0].inputs[1].options.len(), 2, "the options are those of the schema");
    }
}
