//! What references may name (the types in the class diagrams of BPMN 2.0.2).

use super::findings::Findings;
use super::kinds::{
    CALLABLE, EVENT_DEFINITIONS, EVENTS, GATEWAYS, ITEM_AWARE, SUB_PROCESSES, TASKS, a, is_activity, is_event,
    is_flow_node, words,
};
use super::model::{Model, children};
use crate::xml::Element;

/// A reference: who has it, under which name, and what it may name.
struct Reference {
    owners: &'static [&'static str],
    name: &'static str,
    /// In the text of child elements; else in an attribute.
    in_child: bool,
    names: Named,
}

/// What a reference may name.
#[derive(Clone, Copy)]
enum Named {
    /// Elements of these names.
    Any(&'static [&'static str]),
    /// Activities, gateways and events.
    FlowNode,
    /// Activities only.
    Activity,
    /// What message flows connect.
    InteractionNode,
    /// Any element with an id.
    Anything,
    /// What may be called; it may also be in another file.
    Callable,
}

const fn attribute(owners: &'static [&'static str], name: &'static str, names: Named) -> Reference {
    Reference { owners, name, in_child: false, names }
}

const fn child(owners: &'static [&'static str], name: &'static str, names: Named) -> Reference {
    Reference { owners, name, in_child: true, names }
}

const MESSAGE: Named = Named::Any(&["message"]);
const OPERATION: Named = Named::Any(&["operation"]);
const ITEM_DEFINITION: Named = Named::Any(&["itemDefinition"]);
const SEQUENCE_FLOW: Named = Named::Any(&["sequenceFlow"]);
const PARTICIPANT: Named = Named::Any(&["participant"]);
const ITEM: Named = Named::Any(&ITEM_AWARE);
const EVENT_DEFINITION: Named = Named::Any(&EVENT_DEFINITIONS);
const INPUT: Named = Named::Any(&["dataInput"]);
const OUTPUT: Named = Named::Any(&["dataOutput"]);

const REFERENCES: [Reference; 62] = [
    attribute(&["sequenceFlow"], "sourceRef", Named::FlowNode),
    attribute(&["sequenceFlow"], "targetRef", Named::FlowNode),
    child(&TASKS, "incoming", SEQUENCE_FLOW),
    child(&TASKS, "outgoing", SEQUENCE_FLOW),
    child(&SUB_PROCESSES, "incoming", SEQUENCE_FLOW),
    child(&SUB_PROCESSES, "outgoing", SEQUENCE_FLOW),
    child(&EVENTS, "incoming", SEQUENCE_FLOW),
    child(&EVENTS, "outgoing", SEQUENCE_FLOW),
    child(&GATEWAYS, "incoming", SEQUENCE_FLOW),
    child(&GATEWAYS, "outgoing", SEQUENCE_FLOW),
    child(&["callActivity"], "incoming", SEQUENCE_FLOW),
    child(&["callActivity"], "outgoing", SEQUENCE_FLOW),
    attribute(&TASKS, "default", SEQUENCE_FLOW),
    attribute(&SUB_PROCESSES, "default", SEQUENCE_FLOW),
    attribute(&GATEWAYS, "default", SEQUENCE_FLOW),
    attribute(&["callActivity"], "default", SEQUENCE_FLOW),
    attribute(&["callActivity"], "calledElement", Named::Callable),
    attribute(&["messageFlow"], "sourceRef", Named::InteractionNode),
    attribute(&["messageFlow"], "targetRef", Named::InteractionNode),
    attribute(&["messageFlow", "sendTask", "receiveTask", "messageEventDefinition"], "messageRef", MESSAGE),
    attribute(&["correlationPropertyRetrievalExpression"], "messageRef", MESSAGE),
    attribute(&["serviceTask", "sendTask", "receiveTask", "ioBinding"], "operationRef", OPERATION),
    child(&["messageEventDefinition"], "operationRef", OPERATION),
    child(&["operation"], "inMessageRef", MESSAGE),
    child(&["operation"], "outMessageRef", MESSAGE),
    child(&["operation"], "errorRef", Named::Any(&["error"])),
    attribute(&["signalEventDefinition"], "signalRef", Named::Any(&["signal"])),
    attribute(&["errorEventDefinition"], "errorRef", Named::Any(&["error"])),
    attribute(&["escalationEventDefinition"], "escalationRef", Named::Any(&["escalation"])),
    attribute(&["compensateEventDefinition"], "activityRef", Named::Activity),
    child(&["linkEventDefinition"], "source", Named::Any(&["linkEventDefinition"])),
    child(&["linkEventDefinition"], "target", Named::Any(&["linkEventDefinition"])),
    child(&EVENTS, "eventDefinitionRef", EVENT_DEFINITION),
    attribute(&["boundaryEvent"], "attachedToRef", Named::Activity),
    attribute(&["multiInstanceLoopCharacteristics"], "oneBehaviorEventRef", EVENT_DEFINITION),
    attribute(&["multiInstanceLoopCharacteristics"], "noneBehaviorEventRef", EVENT_DEFINITION),
    child(&["multiInstanceLoopCharacteristics"], "loopDataInputRef", ITEM),
    child(&["multiInstanceLoopCharacteristics"], "loopDataOutputRef", ITEM),
    child(&["dataInputAssociation", "dataOutputAssociation"], "sourceRef", ITEM),
    child(&["dataInputAssociation", "dataOutputAssociation"], "targetRef", ITEM),
    child(&["inputSet"], "dataInputRefs", INPUT),
    child(&["inputSet"], "optionalInputRefs", INPUT),
    child(&["inputSet"], "whileExecutingInputRefs", INPUT),
    child(&["inputSet"], "outputSetRefs", Named::Any(&["outputSet"])),
    child(&["outputSet"], "dataOutputRefs", OUTPUT),
    child(&["outputSet"], "optionalOutputRefs", OUTPUT),
    child(&["outputSet"], "whileExecutingOutputRefs", OUTPUT),
    child(&["outputSet"], "inputSetRefs", Named::Any(&["inputSet"])),
    attribute(&["ioBinding"], "inputDataRef", Named::Any(&["dataInput", "inputSet"])),
    attribute(&["ioBinding"], "outputDataRef", Named::Any(&["dataOutput", "outputSet"])),
    attribute(&ITEM_AWARE, "itemSubjectRef", ITEM_DEFINITION),
    attribute(&["message"], "itemRef", ITEM_DEFINITION),
    attribute(&["error", "escalation", "signal"], "structureRef", ITEM_DEFINITION),
    attribute(&["dataObjectReference"], "dataObjectRef", Named::Any(&["dataObject"])),
    attribute(&["dataStoreReference"], "dataStoreRef", Named::Any(&["dataStore"])),
    attribute(&["participant"], "processRef", Named::Any(&["process"])),
    child(&["participantAssociation"], "innerParticipantRef", PARTICIPANT),
    child(&["participantAssociation"], "outerParticipantRef", PARTICIPANT),
    child(&["lane"], "flowNodeRef", Named::FlowNode),
    attribute(&["association"], "sourceRef", Named::Anything),
    attribute(&["association"], "targetRef", Named::Anything),
    child(&["performer", "humanPerformer", "potentialOwner"], "resourceRef", Named::Any(&["resource"])),
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for reference in &REFERENCES {
        for owner in model.any_of(reference.owners) {
            if reference.in_child {
                for child in children(owner, reference.name) {
                    look_up(model, findings, reference, owner, &child.text());
                }
            } else if let Some(text) = owner.value(reference.name) {
                look_up(model, findings, reference, owner, &text);
            }
        }
    }
    for flow in &model.flows {
        for (name, end) in [("sourceRef", "start"), ("targetRef", "end")] {
            if flow.element.value(name).is_none_or(|text| text.trim().is_empty()) {
                findings
                    .error("flow-without-end", flow.element, format!("does not say where it {end}s."))
                    .stopping_token_games();
            }
        }
    }
}

fn look_up(model: &Model<'_>, findings: &mut Findings, reference: &Reference, owner: Element<'_>, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let moves_tokens = owner.local() == "sequenceFlow";
    let Some(found) = model.find(text) else {
        if matches!(reference.names, Named::Callable) {
            return;
        }
        let message = format!("names “{text}” as its {}, which is not in this file.", words(reference.name));
        let finding = findings.error("missing-reference", owner, message);
        if moves_tokens {
            finding.stopping_token_games();
        }
        return;
    };
    if !reference.names.allows(found) {
        let (name, kind) = (words(reference.name), a(found.local()));
        let finding =
            findings.error("wrong-reference", owner, format!("names “{text}” as its {name}, which is {kind}."));
        let finding = finding.hint(format!("It can be {}.", reference.names.in_words()));
        if moves_tokens {
            finding.stopping_token_games();
        }
    }
}

impl Named {
    fn allows(self, element: Element<'_>) -> bool {
        match self {
            Self::Any(locals) => locals.contains(&element.local()),
            Self::FlowNode => is_flow_node(element) || super::kinds::CHOREOGRAPHY_ACTIVITIES.contains(&element.local()),
            Self::Activity => is_activity(element),
            Self::InteractionNode => is_activity(element) || is_event(element) || element.local() == "participant",
            Self::Anything => true,
            Self::Callable => CALLABLE.contains(&element.local()),
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::Any(locals) => {
                let mut kinds: Vec<String> = locals.iter().map(|local| a(local)).collect();
                match kinds.pop() {
                    Some(last) if !kinds.is_empty() => format!("{} or {last}", kinds.join(", ")),
                    Some(only) => only,
                    None => String::new(),
                }
            }
            Self::FlowNode => "an activity, a gateway or an event".to_owned(),
            Self::Activity => "an activity".to_owned(),
            Self::InteractionNode => "a participant, an activity or an event".to_owned(),
            Self::Anything => "any element".to_owned(),
            Self::Callable => "a process or a global task".to_owned(),
        }
    }
}
