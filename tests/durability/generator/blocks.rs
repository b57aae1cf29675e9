//! The blocks that routines are made of. Each is drawn behind an element and answers its last one.

use std::fmt::Write as _;

use super::outline::Outline;
use acceptance_tests::chance::Chance;

/// Kinds of blocks that have no blocks in them, and of those that may.
const SHALLOW: u64 = 9;
const DEEP: u64 = 10;

/// With so many elements drawn, no more blocks with blocks in them begin.
const ENOUGH: u32 = 60;

/// What is drawn so far beside the elements.
pub struct Blocks {
    chance: Chance,
    port: u16,
    count: u32,
    /// Messages and errors.
    pub heads: String,
    /// Routines that are called, by the ids of their processes.
    pub called: Vec<(String, String)>,
}

/// How a call over HTTP may be repeated.
#[derive(Clone, Copy)]
enum Call {
    /// By its key.
    Keyed,
    /// Only after somebody has looked, which is the rule.
    Once,
    /// Only after somebody has looked, which the routine says.
    Ask,
    /// The same, as an incident.
    Incident,
}

impl Blocks {
    pub fn new(chance: Chance, port: u16) -> Self {
        Self { chance, port, count: 0, heads: String::new(), called: Vec::new() }
    }

    fn id(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{kind}{}", self.count)
    }

    /// One to four blocks in a row.
    pub fn some(&mut self, outline: &mut Outline, after: String, depth: u32) -> String {
        (0..=self.chance.below(4)).fold(after, |last, _| self.one(outline, &last, depth))
    }

    fn one(&mut self, outline: &mut Outline, after: &str, depth: u32) -> String {
        let is_shallow = depth == 0 || self.count > ENOUGH;
        match self.chance.below(if is_shallow { SHALLOW } else { SHALLOW + DEEP }) {
            0 => self.behind(outline, after, |blocks, outline| blocks.script(outline, "40 + 2")),
            1 => self.behind(outline, after, Self::plain),
            2 => self.behind(outline, after, |blocks, outline| blocks.call(outline, Call::Keyed)),
            3 => self.behind(outline, after, |blocks, outline| blocks.call(outline, Call::Keyed)),
            4 => self.behind(outline, after, |blocks, outline| blocks.call(outline, Call::Once)),
            5 => self.behind(outline, after, |blocks, outline| blocks.call(outline, Call::Ask)),
            6 => self.behind(outline, after, |blocks, outline| blocks.call(outline, Call::Incident)),
            7 => self.behind(outline, after, Self::timer),
            8 => self.late(outline, after),
            9 => self.choice(outline, after, depth),
            10 => self.fork(outline, after, "parallelGateway", depth),
            11 => self.fork(outline, after, "inclusiveGateway", depth),
            12 => self.turns(outline, after, depth),
            13 => self.instances(outline, after, depth),
            14 => self.behind(outline, after, |blocks, outline| blocks.inner(outline, "", "", depth)),
            15 => self.caught(outline, after, depth),
            16 => self.message(outline, after),
            17 => self.undone(outline, after),
            _ => self.routine(outline, after, depth),
        }
    }

    fn behind(
        &mut self,
        outline: &mut Outline,
        after: &str,
        draw: impl Fn(&mut Self, &mut Outline) -> String,
    ) -> String {
        let id = draw(self, outline);
        outline.flow(after, &id, None);
        id
    }

    /// A script whose result nobody else writes.
    pub fn script(&mut self, outline: &mut Outline, expression: &str) -> String {
        let id = self.id("Script");
        outline.add(&format!(
            r#"<scriptTask id="{id}"><extensionElements><zeebe:script expression="={expression}" resultVariable="{id}"/></extensionElements></scriptTask>"#
        ));
        id
    }

    /// A step that leaves a line in a file.
    fn plain(&mut self, outline: &mut Outline) -> String {
        let id = self.id("Plain");
        outline.add(&format!(r#"<task id="{id}" name="Outside"/>"#));
        id
    }

    /// A call to the server that counts.
    fn call(&mut self, outline: &mut Outline, call: Call) -> String {
        let (kind, key, rule) = match call {
            Call::Keyed => ("Keyed", r#"<zeebe:input source="step" target="idempotencyKey"/>"#, ""),
            Call::Once => ("Once", "", ""),
            Call::Ask => ("Ask", "", r#"<routine:recovery policy="ask"/>"#),
            Call::Incident => ("Incident", "", r#"<routine:recovery policy="incident"/>"#),
        };
        let (id, port) = (self.id(kind), self.port);
        outline.add(&format!(
            r#"<serviceTask id="{id}"><extensionElements><zeebe:taskDefinition type="routine:http"/>
<zeebe:taskHeaders><zeebe:header key="resultVariable" value="answer"/></zeebe:taskHeaders><zeebe:ioMapping>
<zeebe:input source="http://127.0.0.1:{port}/{id}" target="url"/><zeebe:input source="POST" target="method"/>{key}
<zeebe:output source="=answer.body" target="{id}"/></zeebe:ioMapping>{rule}</extensionElements></serviceTask>"#
        ));
        id
    }

    fn timer(&mut self, outline: &mut Outline) -> String {
        let id = self.id("Timer");
        outline.add(&format!(
            r#"<intermediateCatchEvent id="{id}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT0.004S</timeDuration></timerEventDefinition></intermediateCatchEvent>"#
        ));
        id
    }

    /// Waits for a message that nobody sends, until a boundary timer goes on.
    fn late(&mut self, outline: &mut Outline, after: &str) -> String {
        let (wait, timer, name) = (self.id("Wait"), self.id("Late"), self.id("never"));
        let _ = write!(self.heads, r#"<message id="{name}" name="{name}"/>"#);
        outline.add(&format!(
            r#"<receiveTask id="{wait}" messageRef="{name}"/><boundaryEvent id="{timer}" attachedToRef="{wait}">
<timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT0.006S</timeDuration></timerEventDefinition></boundaryEvent>"#
        ));
        let join = self.gateway(outline, "exclusiveGateway");
        outline.flow(after, &wait, None);
        outline.flow(&wait, &join, None);
        outline.flow(&timer, &join, None);
        join
    }

    fn gateway(&mut self, outline: &mut Outline, kind: &str) -> String {
        let id = self.id("Gateway");
        outline.add(&format!(r#"<{kind} id="{id}"/>"#));
        id
    }

    /// One of two ways, by a condition.
    fn choice(&mut self, outline: &mut Outline, after: &str, depth: u32) -> String {
        let (join, split) = (self.gateway(outline, "exclusiveGateway"), self.id("Choice"));
        outline.flow(after, &split, None);
        let (taken, other) = (self.call(outline, Call::Keyed), self.plain(outline));
        let condition = if self.chance.one_in(2) { "1 = 1" } else { "1 = 2" };
        outline.flow(&split, &taken, Some(condition));
        let default = outline.flow(&split, &other, None);
        outline.add(&format!(r#"<exclusiveGateway id="{split}" default="{default}"/>"#));
        let last = self.some(outline, taken, depth - 1);
        outline.flow(&last, &join, None);
        outline.flow(&other, &join, None);
        join
    }

    /// Two or three ways at the same time.
    fn fork(&mut self, outline: &mut Outline, after: &str, kind: &str, depth: u32) -> String {
        let (fork, join) = (self.gateway(outline, kind), self.gateway(outline, kind));
        outline.flow(after, &fork, None);
        for _ in 0..2 + self.chance.below(2) {
            let first = if self.chance.one_in(2) { self.plain(outline) } else { self.script(outline, "7") };
            let condition = (kind == "inclusiveGateway").then_some("1 = 1");
            outline.flow(&fork, &first, condition);
            let last = self.some(outline, first, depth - 1);
            outline.flow(&last, &join, None);
        }
        join
    }

    /// Two or three turns of a loop drawn with gateways.
    fn turns(&mut self, outline: &mut Outline, after: &str, depth: u32) -> String {
        let again = self.gateway(outline, "exclusiveGateway");
        let (counter, enough, turns) = (self.id("i"), self.id("Enough"), 2 + self.chance.below(2));
        let zero = counting(outline, &format!("{counter}-zero"), &counter, "0");
        let next = counting(outline, &format!("{counter}-next"), &counter, &format!("{counter} + 1"));
        outline.flow(after, &zero, None);
        outline.flow(&zero, &again, None);
        outline.flow(&again, &next, None);
        let last = self.some(outline, next, depth - 1);
        outline.flow(&last, &enough, None);
        outline.flow(&enough, &again, Some(&format!("{counter} < {turns}")));
        let out = self.id("Out");
        outline.add(&format!(r#"<task id="{out}"/>"#));
        let default = outline.flow(&enough, &out, None);
        outline.add(&format!(r#"<exclusiveGateway id="{enough}" default="{default}"/>"#));
        out
    }

    /// A sub-process once for each of three items, one after the other or all at once.
    fn instances(&mut self, outline: &mut Outline, after: &str, depth: u32) -> String {
        let sequential = self.chance.one_in(2);
        let all = self.id("all");
        let many = format!(
            r#"<multiInstanceLoopCharacteristics isSequential="{sequential}"><extensionElements><zeebe:loopCharacteristics
 inputCollection="=[1,2,3]" inputElement="item" outputCollection="{all}" outputElement="=item * 2"/></extensionElements></multiInstanceLoopCharacteristics>"#
        );
        self.behind(outline, after, |blocks, outline| blocks.inner(outline, &many, "", depth))
    }

    /// A sub-process with blocks, in which there is more.
    fn inner(&mut self, outline: &mut Outline, head: &str, more: &str, depth: u32) -> String {
        let id = self.id("Inner");
        let (mut inside, start, end) = Outline::inside(&id);
        inside.add(more);
        let last = self.some(&mut inside, start, depth - 1);
        inside.flow(&last, &end, None);
        outline.add(&format!(r#"<subProcess id="{id}">{head}{}</subProcess>"#, inside.text()));
        id
    }

    /// A sub-process that ends with an error, which an event at its border catches; a timer there is never due.
    fn caught(&mut self, outline: &mut Outline, after: &str, depth: u32) -> String {
        let (id, error) = (self.id("Failing"), self.id("error"));
        let _ = write!(self.heads, r#"<error id="{error}" errorCode="{error}"/>"#);
        let (mut inside, start, end) = Outline::inside(&id);
        let last = self.some(&mut inside, start, depth - 1);
        let fails = format!("{id}-fails");
        inside.add(&format!(r#"<endEvent id="{fails}"><errorEventDefinition errorRef="{error}"/></endEvent>"#));
        let split = format!("{id}-split");
        inside.flow(&last, &split, None);
        inside.flow(&split, &fails, Some("1 = 1"));
        let default = inside.flow(&split, &end, None);
        inside.add(&format!(r#"<exclusiveGateway id="{split}" default="{default}"/>"#));
        outline.add(&format!(
            r#"<subProcess id="{id}">{}</subProcess>
<boundaryEvent id="{id}-caught" attachedToRef="{id}"><errorEventDefinition errorRef="{error}"/></boundaryEvent>
<boundaryEvent id="{id}-later" attachedToRef="{id}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT10H</timeDuration></timerEventDefinition></boundaryEvent>
<endEvent id="{id}-never"/>"#,
            inside.text()
        ));
        outline.flow(after, &id, None);
        outline.flow(&format!("{id}-later"), &format!("{id}-never"), None);
        let join = self.gateway(outline, "exclusiveGateway");
        outline.flow(&id, &join, None);
        outline.flow(&format!("{id}-caught"), &join, None);
        join
    }

    /// One branch throws a message that another one takes.
    fn message(&mut self, outline: &mut Outline, after: &str) -> String {
        let (fork, join) = (self.gateway(outline, "parallelGateway"), self.gateway(outline, "parallelGateway"));
        let (name, throw, catch) = (self.id("message"), self.id("Throw"), self.id("Catch"));
        let _ = write!(self.heads, r#"<message id="{name}" name="{name}"/>"#);
        let mapping = |end: &str, source: &str, target: &str| {
            format!(
                r#"<extensionElements><zeebe:ioMapping><zeebe:{end} source="={source}" target="{target}"/></zeebe:ioMapping></extensionElements><messageEventDefinition messageRef="{name}"/>"#
            )
        };
        outline.add(&format!(
            r#"<intermediateThrowEvent id="{throw}">{}</intermediateThrowEvent><intermediateCatchEvent id="{catch}">{}</intermediateCatchEvent>"#,
            mapping("input", "12", "number"),
            mapping("output", "number", &catch)
        ));
        outline.flow(after, &fork, None);
        for event in [throw, catch] {
            outline.flow(&fork, &event, None);
            outline.flow(&event, &join, None);
        }
        join
    }

    /// A step outside that is undone again.
    fn undone(&mut self, outline: &mut Outline, after: &str) -> String {
        let (done, undo, throw) = (self.plain(outline), self.id("Undo"), self.id("UndoIt"));
        outline.add(&format!(
            r#"<boundaryEvent id="{undo}-border" attachedToRef="{done}"><compensateEventDefinition/></boundaryEvent>
<task id="{undo}" name="Outside" isForCompensation="true"/>
<association id="{undo}-link" associationDirection="One" sourceRef="{undo}-border" targetRef="{undo}"/>
<intermediateThrowEvent id="{throw}"><compensateEventDefinition activityRef="{done}"/></intermediateThrowEvent>"#
        ));
        outline.flow(after, &done, None);
        outline.flow(&done, &throw, None);
        throw
    }

    /// Another routine, in a file of its own.
    fn routine(&mut self, outline: &mut Outline, after: &str, depth: u32) -> String {
        let id = self.id("called");
        let mut inside = Outline::begin(&id);
        let heads = std::mem::take(&mut self.heads);
        let last = self.some(&mut inside, "Start".to_owned(), depth - 1);
        inside.flow(&last, "End", None);
        let own = std::mem::replace(&mut self.heads, heads);
        self.called.push((id.clone(), inside.definitions(&own)));
        outline.add(&format!(
            r#"<callActivity id="Call-{id}"><extensionElements><zeebe:calledElement processId="{id}" propagateAllChildVariables="false"/></extensionElements></callActivity>"#
        ));
        outline.flow(after, &format!("Call-{id}"), None);
        format!("Call-{id}")
    }
}

fn counting(outline: &mut Outline, id: &str, variable: &str, expression: &str) -> String {
    outline.add(&format!(
        r#"<scriptTask id="{id}"><extensionElements><zeebe:script expression="={expression}" resultVariable="{variable}"/></extensionElements></scriptTask>"#
    ));
    id.to_owned()
}
