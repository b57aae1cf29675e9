//! Each structural constraint of BPMN 2.0.2 on the smallest diagram that breaks it, by the rule that says so.

use routine_model::{Severity, read_bpmn};

/// A process around these elements, with nothing else wrong in it.
fn process(inside: &str) -> String {
    file(&format!(r#"<process id="P" isExecutable="true">{inside}</process>"#))
}

fn file(definitions: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" id="D" targetNamespace="t">{definitions}</definitions>"#
    )
}

fn flow(source: &str, target: &str) -> String {
    format!(r#"<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>"#)
}

/// start → a → end around what is given.
fn around(more: &str) -> String {
    process(&format!(
        r#"<startEvent id="s"/><task id="a"/><endEvent id="e"/>{}{}{more}"#,
        flow("s", "a"),
        flow("a", "e")
    ))
}

fn pools(first: &str, second: &str, more: &str) -> String {
    file(&format!(
        r#"<collaboration id="C"><participant id="P1" processRef="A"/><participant id="P2" processRef="B"/>{more}</collaboration><process id="A">{first}</process><process id="B">{second}</process>"#
    ))
}

fn event_gateway(targets: &str, flows: &[(&str, &str)]) -> String {
    let flows: String = flows.iter().map(|(source, target)| flow(source, target)).collect();
    process(&format!(
        r#"<startEvent id="s"/><eventBasedGateway id="g"/>{targets}<endEvent id="e"/>{}{flows}"#,
        flow("s", "g")
    ))
}

const TIMER: &str = r#"<timerEventDefinition><timeDuration>PT1S</timeDuration></timerEventDefinition>"#;

/// The constraint in words, the diagram, a part of the rule's name.
fn broken() -> Vec<(&'static str, String, &'static str)> {
    let operation = |attributes: &str, io: &str| {
        file(&format!(
            r#"<itemDefinition id="I1" structureRef="xsd:int"/><itemDefinition id="I2" structureRef="xsd:string"/><message id="M1" itemRef="I1"/><message id="M2" itemRef="I2"/><interface id="IF" name="i"><operation id="O" name="o"><inMessageRef>M1</inMessageRef><outMessageRef>M2</outMessageRef></operation></interface><process id="P" isExecutable="true"><startEvent id="s"/><serviceTask id="a" {attributes}>{io}</serviceTask><endEvent id="e"/>{}{}</process>"#,
            flow("s", "a"),
            flow("a", "e")
        ))
    };
    let task = |element: &str, attributes: &str, io: &str| {
        file(&format!(
            r#"<itemDefinition id="I1"/><message id="M1" itemRef="I1"/><process id="P" isExecutable="true"><startEvent id="s"/><{element} id="a" {attributes}>{io}</{element}><endEvent id="e"/>{}{}</process>"#,
            flow("s", "a"),
            flow("a", "e")
        ))
    };
    let inputs = |count: usize, item: &str| {
        let data: String = (0..count).map(|n| format!(r#"<dataInput id="di{n}" itemSubjectRef="{item}"/>"#)).collect();
        let refs: String = (0..count).map(|n| format!("<dataInputRefs>di{n}</dataInputRefs>")).collect();
        (data, refs)
    };
    let (one, one_ref) = inputs(1, "I1");
    let (two, two_refs) = inputs(2, "I1");
    let outputs = r#"<dataOutput id="do0" itemSubjectRef="I2"/>"#;
    let event_sub = |starts: &str| {
        around(&format!(r#"<subProcess id="ev" triggeredByEvent="true">{starts}<endEvent id="ee"/></subProcess>"#))
    };
    vec![
        (
            "an artifact is no source of a message flow",
            pools(
                "<task id=\"a\"/>",
                "<task id=\"b\"/>",
                r#"<textAnnotation id="T"/><messageFlow id="mf" sourceRef="T" targetRef="b"/>"#,
            ),
            "",
        ),
        (
            "a diverging gateway has one flow in",
            process(&format!(
                r#"<startEvent id="s"/><startEvent id="s2"/><exclusiveGateway id="g" gatewayDirection="Diverging"/><endEvent id="e"/><endEvent id="e2"/>{}{}{}{}"#,
                flow("s", "g"),
                flow("s2", "g"),
                flow("g", "e"),
                flow("g", "e2")
            )),
            "gateway-direction",
        ),
        (
            "an artifact is no target of a sequence flow",
            around(&format!(r#"<textAnnotation id="T"/>{}"#, flow("a", "T"))),
            "",
        ),
        (
            "an event sub-process is no target of a flow",
            around(&format!(
                r#"<subProcess id="ev" triggeredByEvent="true"><startEvent id="es">{TIMER}</startEvent><endEvent id="ee"/>{}</subProcess>{}"#,
                flow("es", "ee"),
                flow("a", "ev")
            )),
            "flow-at-event-sub-process",
        ),
        (
            "flows of executable processes are immediate",
            process(
                r#"<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e" isImmediate="false"/>"#,
            ),
            "flow-not-immediate",
        ),
        (
            "an activity's only flow has no condition",
            process(&format!(
                r#"<startEvent id="s"/><task id="a"/><endEvent id="e"/>{}<sequenceFlow id="f" sourceRef="a" targetRef="e"><conditionExpression xsi:type="tFormalExpression">=x</conditionExpression></sequenceFlow>"#,
                flow("s", "a")
            )),
            "only-conditional-flow",
        ),
        (
            "a choreography refers to no choreography",
            file(
                r#"<choreography id="C1"><choreographyRef>C2</choreographyRef></choreography><choreography id="C2"/>"#,
            ),
            "",
        ),
        (
            "a participant has no negative minimum",
            file(
                r#"<collaboration id="C"><participant id="P1"><participantMultiplicity minimum="-1" maximum="2"/></participant></collaboration>"#,
            ),
            "participant-multiplicity",
        ),
        (
            "a participant's maximum is one or more, and not below the minimum",
            file(
                r#"<collaboration id="C"><participant id="P1"><participantMultiplicity minimum="3" maximum="2"/></participant></collaboration>"#,
            ),
            "participant-multiplicity",
        ),
        (
            "a sub-process holds no choreography activities",
            around(&format!(
                r#"<subProcess id="sub"><choreographyTask id="ct"/></subProcess>{}{}"#,
                flow("a", "sub"),
                flow("sub", "e")
            )),
            "choreography-in-process",
        ),
        (
            "at least one token starts an activity",
            process(&format!(
                r#"<startEvent id="s"/><task id="a" startQuantity="0"/><endEvent id="e"/>{}{}"#,
                flow("s", "a"),
                flow("a", "e")
            )),
            "quantity-below-one",
        ),
        (
            "at least one token leaves an activity",
            process(&format!(
                r#"<startEvent id="s"/><task id="a" completionQuantity="0"/><endEvent id="e"/>{}{}"#,
                flow("s", "a"),
                flow("a", "e")
            )),
            "quantity-below-one",
        ),
        (
            "a service task with an operation has at most one output set",
            operation(
                r#"operationRef="O""#,
                &format!(
                    "<ioSpecification>{one}{outputs}<inputSet>{one_ref}</inputSet><outputSet><dataOutputRefs>do0</dataOutputRefs></outputSet><outputSet/></ioSpecification>"
                ),
            ),
            "operation-output-sets",
        ),
        (
            "the input of a service task is of the type of the operation's message",
            operation(
                r#"operationRef="O""#,
                r#"<ioSpecification><dataInput id="di0" itemSubjectRef="I2"/><inputSet><dataInputRefs>di0</dataInputRefs></inputSet><outputSet/></ioSpecification>"#,
            ),
            "operation-data-mismatch",
        ),
        (
            "the output of a service task is of the type of the operation's message",
            operation(
                r#"operationRef="O""#,
                &format!(
                    r#"<ioSpecification>{one}<dataOutput id="do0" itemSubjectRef="I1"/><inputSet>{one_ref}</inputSet><outputSet><dataOutputRefs>do0</dataOutputRefs></outputSet></ioSpecification>"#
                ),
            ),
            "operation-data-mismatch",
        ),
        (
            "a send task with a message has at most one input set",
            task(
                "sendTask",
                r#"messageRef="M1""#,
                &format!(
                    "<ioSpecification>{one}<inputSet>{one_ref}</inputSet><inputSet/><outputSet/></ioSpecification>"
                ),
            ),
            "message-task-data",
        ),
        (
            "a send task with a message has at most one input",
            task(
                "sendTask",
                r#"messageRef="M1""#,
                &format!("<ioSpecification>{two}<inputSet>{two_refs}</inputSet><outputSet/></ioSpecification>"),
            ),
            "message-task-data",
        ),
        (
            "a receive task with a message has at most one output set",
            task(
                "receiveTask",
                r#"messageRef="M1""#,
                r#"<ioSpecification><dataOutput id="do0" itemSubjectRef="I1"/><inputSet/><outputSet><dataOutputRefs>do0</dataOutputRefs></outputSet><outputSet/></ioSpecification>"#,
            ),
            "message-task-data",
        ),
        (
            "a receive task with a message has at most one output",
            task(
                "receiveTask",
                r#"messageRef="M1""#,
                r#"<ioSpecification><dataOutput id="do0" itemSubjectRef="I1"/><dataOutput id="do1" itemSubjectRef="I1"/><inputSet/><outputSet><dataOutputRefs>do0</dataOutputRefs><dataOutputRefs>do1</dataOutputRefs></outputSet></ioSpecification>"#,
            ),
            "message-task-data",
        ),
        (
            "an event sub-process has one start event",
            event_sub(&format!(
                r#"<startEvent id="es">{TIMER}</startEvent><startEvent id="es2">{TIMER}</startEvent>{}{}"#,
                flow("es", "ee"),
                flow("es2", "ee")
            )),
            "event-sub-process-start",
        ),
        (
            "an event sub-process starts with an event",
            event_sub(&format!(r#"<startEvent id="es"/>{}"#, flow("es", "ee"))),
            "catch-without-definition",
        ),
        (
            "an executable multi-instance activity says how many",
            task("task", "", "<multiInstanceLoopCharacteristics/>"),
            "multi-instance-without-count",
        ),
        (
            "every data input is in an input set",
            task("task", "", &format!("<ioSpecification>{one}<inputSet/><outputSet/></ioSpecification>")),
            "data-in-no-set",
        ),
        (
            "every data output is in an output set",
            task("task", "", r#"<ioSpecification><dataOutput id="do0"/><inputSet/><outputSet/></ioSpecification>"#),
            "data-in-no-set",
        ),
        (
            "an optional input is an input of the set",
            task(
                "task",
                "",
                &format!(
                    "<ioSpecification>{two}<inputSet><dataInputRefs>di0</dataInputRefs><optionalInputRefs>di1</optionalInputRefs></inputSet><outputSet/></ioSpecification>"
                ),
            ),
            "data-not-in-set",
        ),
        (
            "an input that comes while executing is an input of the set",
            task(
                "task",
                "",
                &format!(
                    "<ioSpecification>{two}<inputSet><dataInputRefs>di0</dataInputRefs><whileExecutingInputRefs>di1</whileExecutingInputRefs></inputSet><outputSet/></ioSpecification>"
                ),
            ),
            "data-not-in-set",
        ),
        (
            "an output that goes while executing is an output of the set",
            task(
                "task",
                "",
                r#"<ioSpecification><dataOutput id="do0"/><dataOutput id="do1"/><inputSet/><outputSet><dataOutputRefs>do0</dataOutputRefs><whileExecutingOutputRefs>do1</whileExecutingOutputRefs></outputSet></ioSpecification>"#,
            ),
            "data-not-in-set",
        ),
        (
            "a data association without transformation joins equal types",
            file(&format!(
                r#"<itemDefinition id="I1" structureRef="xsd:int"/><itemDefinition id="I2" structureRef="xsd:string"/><process id="P"><dataObject id="d1" itemSubjectRef="I2"/><startEvent id="s"/><task id="a"><ioSpecification>{one}<inputSet>{one_ref}</inputSet><outputSet/></ioSpecification><dataInputAssociation><sourceRef>d1</sourceRef><targetRef>di0</targetRef></dataInputAssociation></task><endEvent id="e"/>{}{}</process>"#,
                flow("s", "a"),
                flow("a", "e")
            )),
            "association-type-mismatch",
        ),
        (
            "a data association without transformation has one source",
            file(&format!(
                r#"<itemDefinition id="I1"/><process id="P"><dataObject id="d1" itemSubjectRef="I1"/><dataObject id="d2" itemSubjectRef="I1"/><startEvent id="s"/><task id="a"><ioSpecification>{one}<inputSet>{one_ref}</inputSet><outputSet/></ioSpecification><dataInputAssociation><sourceRef>d1</sourceRef><sourceRef>d2</sourceRef><targetRef>di0</targetRef></dataInputAssociation></task><endEvent id="e"/>{}{}</process>"#,
                flow("s", "a"),
                flow("a", "e")
            )),
            "association-with-several-sources",
        ),
        (
            "what a throw event defines is its own",
            around(&format!(
                r#"<intermediateThrowEvent id="t"><signalEventDefinition id="sd"/></intermediateThrowEvent><intermediateThrowEvent id="t2"><eventDefinitionRef>sd</eventDefinitionRef></intermediateThrowEvent>{}{}{}"#,
                flow("a", "t"),
                flow("t", "t2"),
                flow("t2", "e")
            )),
            "foreign-event-definition",
        ),
        (
            "an end event comes with a start event",
            process(&format!(r#"<task id="a"/><endEvent id="e"/>{}"#, flow("a", "e"))),
            "end-without-start",
        ),
        ("a start event leads somewhere", around(r#"<startEvent id="s2"/>"#), "start-event-without-flow"),
        (
            "a start event sends no message",
            pools(
                &format!(r#"<startEvent id="s"/><endEvent id="e"/>{}"#, flow("s", "e")),
                "<task id=\"b\"/>",
                r#"<messageFlow id="mf" sourceRef="s" targetRef="b"/>"#,
            ),
            "message-flow",
        ),
        (
            "a start event that a message flow leads to waits for a message",
            pools(
                &format!(r#"<startEvent id="s"/><endEvent id="e"/>{}"#, flow("s", "e")),
                "<task id=\"b\"/>",
                r#"<messageFlow id="mf" sourceRef="b" targetRef="s"/>"#,
            ),
            "message-flow-without-message",
        ),
        (
            "an end event receives no message",
            pools(
                &format!(r#"<startEvent id="s"/><endEvent id="e"/>{}"#, flow("s", "e")),
                "<task id=\"b\"/>",
                r#"<messageFlow id="mf" sourceRef="b" targetRef="e"/>"#,
            ),
            "message-flow",
        ),
        (
            "an end event that a message flow leaves throws a message",
            pools(
                &format!(r#"<startEvent id="s"/><endEvent id="e"/>{}"#, flow("s", "e")),
                "<task id=\"b\"/>",
                r#"<messageFlow id="mf" sourceRef="e" targetRef="b"/>"#,
            ),
            "message-flow-without-message",
        ),
        (
            "nothing leaves an end event",
            around(&format!(r#"<task id="b"/>{}{}"#, flow("e", "b"), flow("b", "e"))),
            "outgoing-at-end-event",
        ),
        (
            "a start event comes with an end event",
            process(&format!(r#"<startEvent id="s"/><task id="a"/>{}"#, flow("s", "a"))),
            "start-without-end",
        ),
        ("something leads to an end event", around(r#"<endEvent id="e2"/>"#), "end-event-without-flow"),
        (
            "nothing leads to a boundary event",
            around(&format!(
                r#"<boundaryEvent id="b" attachedToRef="a">{TIMER}</boundaryEvent>{}{}"#,
                flow("b", "e"),
                flow("s", "b")
            )),
            "incoming-at-boundary-event",
        ),
        (
            "a boundary event leads somewhere",
            around(&format!(r#"<boundaryEvent id="b" attachedToRef="a">{TIMER}</boundaryEvent>"#)),
            "",
        ),
        (
            "an intermediate event leads somewhere",
            around(&format!(r#"<intermediateCatchEvent id="i">{TIMER}</intermediateCatchEvent>{}"#, flow("a", "i"))),
            "",
        ),
        (
            "a link event has no flows on both sides",
            around(&format!(
                r#"<intermediateThrowEvent id="l"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateCatchEvent id="m"><linkEventDefinition name="L"/></intermediateCatchEvent>{}{}{}"#,
                flow("a", "l"),
                flow("l", "e"),
                flow("m", "e")
            )),
            "link-flow",
        ),
        (
            "a link has another end",
            around(&format!(
                r#"<intermediateThrowEvent id="l"><linkEventDefinition name="L"/></intermediateThrowEvent>{}"#,
                flow("a", "l")
            )),
            "link-without-partner",
        ),
        (
            "a link that is caught is thrown",
            around(&format!(
                r#"<intermediateCatchEvent id="m"><linkEventDefinition name="L"/></intermediateCatchEvent>{}"#,
                flow("m", "e")
            )),
            "link-without-partner",
        ),
        (
            "compensation is not caught in the flow",
            around(&format!(
                r#"<intermediateCatchEvent id="i"><compensateEventDefinition/></intermediateCatchEvent>{}{}"#,
                flow("a", "i"),
                flow("i", "e")
            )),
            "event-definition-not-allowed",
        ),
        (
            "an executable conditional event has a condition",
            around(&format!(
                r#"<intermediateCatchEvent id="i"><conditionalEventDefinition/></intermediateCatchEvent>{}{}"#,
                flow("a", "i"),
                flow("i", "e")
            )),
            "missing-condition",
        ),
        (
            "links stay in their process level",
            around(&format!(
                r#"<intermediateThrowEvent id="l"><linkEventDefinition name="L"/></intermediateThrowEvent><subProcess id="sub"><startEvent id="is"/><intermediateCatchEvent id="m"><linkEventDefinition name="L"/></intermediateCatchEvent><endEvent id="ie"/>{}{}</subProcess>{}{}{}"#,
                flow("is", "ie"),
                flow("m", "ie"),
                flow("a", "l"),
                flow("a", "sub"),
                flow("sub", "e")
            )),
            "link-",
        ),
        (
            "an event-based gateway does not mix message events and receive tasks",
            event_gateway(
                r#"<intermediateCatchEvent id="m"><messageEventDefinition messageRef="M"/></intermediateCatchEvent><receiveTask id="r" messageRef="M"/>"#,
                &[("g", "m"), ("g", "r"), ("m", "e"), ("r", "e")],
            ),
            "event-gateway-mixes-messages",
        ),
        (
            "receive tasks behind an event-based gateway have no boundary events",
            event_gateway(
                &format!(
                    r#"<receiveTask id="r" messageRef="M"/><receiveTask id="r2" messageRef="M"/><boundaryEvent id="b" attachedToRef="r">{TIMER}</boundaryEvent>"#
                ),
                &[("g", "r"), ("g", "r2"), ("r", "e"), ("r2", "e"), ("b", "e")],
            ),
            "event-gateway-target",
        ),
        (
            "only the gateway leads to its events",
            event_gateway(
                &format!(
                    r#"<intermediateCatchEvent id="t">{TIMER}</intermediateCatchEvent><intermediateCatchEvent id="t2">{TIMER}</intermediateCatchEvent><task id="x"/>"#
                ),
                &[("g", "t"), ("g", "t2"), ("t", "x"), ("x", "t2"), ("t2", "e")],
            ),
            "event-gateway-target",
        ),
        (
            "nothing leads to a gateway that begins a process",
            process(&format!(
                r#"<startEvent id="s"/><eventBasedGateway id="g" instantiate="true"/><intermediateCatchEvent id="t">{TIMER}</intermediateCatchEvent><intermediateCatchEvent id="t2">{TIMER}</intermediateCatchEvent><endEvent id="e"/>{}{}{}{}{}"#,
                flow("s", "g"),
                flow("g", "t"),
                flow("g", "t2"),
                flow("t", "e"),
                flow("t2", "e")
            )),
            "incoming-at-instantiating-node",
        ),
        (
            "a compensation event has a handler",
            around(r#"<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>"#),
            "compensation-without-handler",
        ),
        (
            "a compensation handler is marked",
            around(
                r#"<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent><task id="h"/><association id="as" sourceRef="b" targetRef="h" associationDirection="One"/>"#,
            ),
            "compensation-handler-unmarked",
        ),
    ]
}

#[test]
fn every_constraint_is_refused_by_a_rule() {
    let mut missed = Vec::new();
    for (constraint, bpmn, rule) in broken() {
        let reading = read_bpmn(bpmn.as_bytes());
        let errors: Vec<&str> = reading
            .diagnostics
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.rule)
            .collect();
        if !errors.iter().any(|found| found.contains(rule)) {
            missed.push(format!("{constraint}: {errors:?}, not {rule}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
