//! What of BPMN and of Camunda 8's extensions has an effect here, and where. The reader's tests hold it against what the
//! reader reads.

/// An element with the attributes that have an effect on it, beside `id` and `name`.
pub(super) struct Known {
    pub(super) elements: &'static [&'static str],
    pub(super) attributes: &'static [&'static str],
}

const fn known(elements: &'static [&'static str], attributes: &'static [&'static str]) -> Known {
    Known { elements, attributes }
}

/// BPMN elements that have an effect, or that are drawing and text by their nature. An element may be in several lines.
pub(super) const BPMN: &[Known] = &[
    known(&["definitions"], &["targetNamespace", "exporter", "exporterVersion"]),
    known(&["process"], &["isExecutable", "definitionalCollaborationRef"]),
    known(&["collaboration"], &[]),
    known(&["participant"], &["processRef"]),
    known(&["participantMultiplicity"], &["minimum", "maximum"]),
    known(&["messageFlow"], &["sourceRef", "targetRef", "messageRef"]),
    known(&["laneSet", "childLaneSet", "lane", "flowNodeRef"], &[]),
    known(&["sequenceFlow"], &["sourceRef", "targetRef"]),
    known(&["startEvent"], &["isInterrupting", "parallelMultiple"]),
    known(&["endEvent", "intermediateThrowEvent", "implicitThrowEvent"], &[]),
    known(&["intermediateCatchEvent"], &["parallelMultiple"]),
    known(&["boundaryEvent"], &["attachedToRef", "cancelActivity", "parallelMultiple"]),
    known(ACTIVITIES, &["default", "isForCompensation", "startQuantity", "completionQuantity"]),
    known(&["subProcess", "transaction", "adHocSubProcess"], &["triggeredByEvent"]),
    known(&["adHocSubProcess"], &["ordering", "cancelRemainingInstances"]),
    known(&["callActivity"], &["calledElement"]),
    known(&["receiveTask"], &["instantiate", "messageRef"]),
    known(&["sendTask"], &["messageRef"]),
    known(&["scriptTask", "globalScriptTask"], &["scriptFormat", "scriptLanguage"]),
    known(&["globalTask", "globalUserTask", "globalManualTask", "globalBusinessRuleTask", "globalScriptTask"], &[]),
    known(GATEWAYS, &["default", "gatewayDirection"]),
    known(&["eventBasedGateway"], &["instantiate", "eventGatewayType"]),
    known(&["standardLoopCharacteristics"], &["testBefore", "loopMaximum"]),
    known(
        &["multiInstanceLoopCharacteristics"],
        &["isSequential", "behavior", "noneBehaviorEventRef", "oneBehaviorEventRef"],
    ),
    known(&["complexBehaviorDefinition", "event"], &[]),
    known(&["messageEventDefinition"], &["messageRef"]),
    known(&["signalEventDefinition"], &["signalRef"]),
    known(&["errorEventDefinition"], &["errorRef"]),
    known(&["escalationEventDefinition"], &["escalationRef"]),
    known(&["compensateEventDefinition"], &["activityRef", "waitForCompletion"]),
    known(
        &[
            "timerEventDefinition",
            "conditionalEventDefinition",
            "linkEventDefinition",
            "terminateEventDefinition",
            "cancelEventDefinition",
            "eventDefinitionRef",
        ],
        &[],
    ),
    known(&["message", "signal"], &["itemRef", "structureRef"]),
    known(&["error"], &["errorCode", "structureRef"]),
    known(&["escalation"], &["escalationCode", "structureRef"]),
    known(&["itemDefinition"], &["structureRef", "isCollection", "itemKind"]),
    known(&["dataObject", "dataStore", "dataInput", "dataOutput"], &["isCollection", "itemSubjectRef"]),
    known(&["dataObjectReference"], &["dataObjectRef", "itemSubjectRef"]),
    known(&["dataStoreReference"], &["dataStoreRef", "itemSubjectRef"]),
    known(&["property", "inputDataItem", "outputDataItem"], &["isCollection", "itemSubjectRef"]),
    known(EXPRESSIONS, &["type", "language", "evaluatesToTypeRef"]),
    known(
        &[
            "ioSpecification",
            "inputSet",
            "outputSet",
            "dataInputRefs",
            "dataOutputRefs",
            "optionalInputRefs",
            "optionalOutputRefs",
            "whileExecutingInputRefs",
            "whileExecutingOutputRefs",
            "inputSetRefs",
            "outputSetRefs",
            "dataInputAssociation",
            "dataOutputAssociation",
            "assignment",
            "sourceRef",
            "targetRef",
            "loopDataInputRef",
            "loopDataOutputRef",
            "script",
            "incoming",
            "outgoing",
            "extensionElements",
            "supportedInterfaceRef",
        ],
        &[],
    ),
    known(&["documentation", "text"], &["textFormat"]),
    known(&["association"], &["sourceRef", "targetRef", "associationDirection"]),
    known(&["textAnnotation"], &["textFormat"]),
    known(&["group"], &["categoryValueRef"]),
    known(&["category", "categoryValue"], &["value"]),
];

pub(super) const ACTIVITIES: &[&str] = &[
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "receiveTask",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "callActivity",
];

const GATEWAYS: &[&str] =
    &["exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"];

const EXPRESSIONS: &[&str] = &[
    "conditionExpression",
    "condition",
    "activationCondition",
    "completionCondition",
    "loopCondition",
    "loopCardinality",
    "timeDate",
    "timeDuration",
    "timeCycle",
    "from",
    "to",
    "transformation",
];

const EVENTS: &[&str] =
    &["startEvent", "endEvent", "intermediateThrowEvent", "intermediateCatchEvent", "boundaryEvent"];

/// BPMN elements that say something which nothing here acts on, with everything in them.
pub(super) const WITHOUT_EFFECT: &[(&str, &str)] = &[
    ("choreography", "choreographies are not executed"),
    ("globalChoreographyTask", "choreographies are not executed"),
    ("choreographyTask", "choreographies are not executed"),
    ("conversation", "conversations are drawing only"),
    ("globalConversation", "conversations are drawing only"),
    ("subConversation", "conversations are drawing only"),
    ("callConversation", "conversations are drawing only"),
    ("conversationNode", "conversations are drawing only"),
    ("conversationLink", "conversations are drawing only"),
    ("conversationAssociation", "conversations are drawing only"),
    ("participantAssociation", "it links collaborations, which stand for themselves here"),
    ("messageFlowAssociation", "it links collaborations, which stand for themselves here"),
    ("resource", "who does a step is said by lanes and assignments"),
    ("resourceRole", "who does a step is said by lanes and assignments"),
    ("performer", "who does a step is said by lanes and assignments"),
    ("humanPerformer", "who does a step is said by lanes and assignments"),
    ("potentialOwner", "who does a step is said by lanes and assignments"),
    ("partnerEntity", "partners are not looked up"),
    ("partnerRole", "partners are not looked up"),
    ("interface", "services are called by their task definition"),
    ("interfaceRef", "services are called by their task definition"),
    ("operation", "services are called by their task definition"),
    ("endPoint", "services are called by their task definition"),
    ("endPointRef", "services are called by their task definition"),
    ("ioBinding", "services are called by their task definition"),
    ("operationRef", "services are called by their task definition"),
    ("correlationKey", "messages are correlated by the key of zeebe:subscription"),
    ("correlationProperty", "messages are correlated by the key of zeebe:subscription"),
    ("correlationSubscription", "messages are correlated by the key of zeebe:subscription"),
    ("auditing", "every run is journalled anyway"),
    ("monitoring", "every run is journalled anyway"),
    ("rendering", "forms say what a step looks like"),
    ("relationship", "relationships between files are not followed"),
    ("import", "imported files are not read"),
    ("extension", "it only declares whose extensions are used"),
    ("partitionElement", "lanes say themselves what is in them"),
    ("dataState", "states of data are drawing only"),
];

/// Attributes that the specification has and nothing here acts on, with the reason.
pub(super) const ATTRIBUTES_WITHOUT_EFFECT: &[(&str, &str)] = &[
    ("isImmediate", "every flow is taken at once"),
    ("isClosed", "messages may always come from outside"),
    ("processType", "whether it runs is said by isExecutable"),
    ("implementation", "what does the work is said by the task definition"),
    ("operationRef", "services are called by their task definition"),
    ("method", "transactions end as the routine says"),
    ("isUnlimited", "the blackboard keeps all that is posted"),
    ("capacity", "the blackboard keeps all that is posted"),
    ("expressionLanguage", "every expression is FEEL"),
    ("typeLanguage", "values are typed by JSON Schema"),
    ("partitionElementRef", "lanes say themselves what is in them"),
];

/// An extension of Camunda 8: where it has an effect, and which of its attributes have one.
pub(super) struct Extension {
    pub(super) name: &'static str,
    /// Elements that it may be given to; none for what stands inside of another extension.
    pub(super) on: &'static [&'static [&'static str]],
    pub(super) attributes: &'static [&'static str],
}

const fn extension(
    name: &'static str,
    on: &'static [&'static [&'static str]],
    attributes: &'static [&'static str],
) -> Extension {
    Extension { name, on, attributes }
}

const USER: &[&str] = &["userTask", "globalUserTask"];
const WORKED: &[&str] = &[
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "sendTask",
    "globalTask",
    "globalUserTask",
    "globalScriptTask",
    "globalBusinessRuleTask",
];

/// Camunda 8's extensions.
pub(super) const ZEEBE: &[Extension] = &[
    extension("ioMapping", &[ACTIVITIES, EVENTS, &["globalTask", "globalUserTask", "globalScriptTask"]], &[]),
    extension("input", &[], &["source", "target"]),
    extension("output", &[], &["source", "target"]),
    extension("taskDefinition", &[WORKED], &["type", "retries"]),
    extension("taskHeaders", &[WORKED], &[]),
    extension("header", &[], &["key", "value"]),
    extension("properties", &[ACTIVITIES], &[]),
    extension("property", &[], &["name", "value"]),
    extension("script", &[&["scriptTask", "globalScriptTask"]], &["expression", "resultVariable"]),
    extension(
        "calledElement",
        &[&["callActivity"]],
        &["processId", "propagateAllChildVariables", "propagateAllParentVariables"],
    ),
    extension("calledDecision", &[&["businessRuleTask", "globalBusinessRuleTask"]], &["decisionId", "resultVariable"]),
    extension("formDefinition", &[USER, &["startEvent"]], &["formId", "formKey", "externalReference"]),
    extension("assignmentDefinition", &[USER], &["assignee", "candidateGroups", "candidateUsers"]),
    extension("taskSchedule", &[USER], &["dueDate", "followUpDate"]),
    extension("priorityDefinition", &[USER], &["priority"]),
    extension("userTask", &[USER], &[]),
    extension("userTaskForm", &[&["process"]], &["id"]),
    extension("versionTag", &[&["process"]], &["value"]),
    extension("subscription", &[&["message"]], &["correlationKey"]),
    extension(
        "loopCharacteristics",
        &[&["multiInstanceLoopCharacteristics"]],
        &["inputCollection", "inputElement", "outputCollection", "outputElement"],
    ),
    extension("adHoc", &[&["adHocSubProcess"]], &["activeElementsCollection"]),
];

/// Camunda 7's attributes that are read.
pub(super) const CAMUNDA: &[&str] = &["errorCodeVariable", "errorMessageVariable"];
