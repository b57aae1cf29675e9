//! Blocks as BPMN text.

use std::fmt::Write as _;

use super::block::{Activity, Block, Guard, Happening, Inside, Kind, Repeat, Split, Task, Thrown};
use super::support::sketch;

/// What ways out of exclusive and inclusive gateways ask; the last one is the default flow.
const CONDITIONS: [&str; 3] = ["n > 1", "odd", "n &lt; 5"];

/// Messages, signals, errors and escalations that every routine knows, and a process to call.
const AROUND: &str = r#"<message id="M0" name="m0"/><message id="M1" name="m1"><extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements></message><signal id="S0" name="s0"/><error id="E0" errorCode="e0"/><escalation id="X0" escalationCode="x0"/><process id="Q" isExecutable="false"><startEvent id="qs"/><userTask id="qt"/><endEvent id="qe"/><sequenceFlow id="qf1" sourceRef="qs" targetRef="qt"/><sequenceFlow id="qf2" sourceRef="qt" targetRef="qe"/></process>"#;

/// A file with one executable process. `edges` add flows between nodes of its outermost level, by number.
pub fn routine(body: &Block, handlers: &[Guard], edges: &[(u8, u8)]) -> String {
    let mut writer = Writer::default();
    let process = writer.level(body, handlers, edges);
    sketch::file(&format!(r#"{AROUND}<process id="P" isExecutable="true">{process}</process>"#))
}

#[derive(Default)]
struct Writer {
    nodes: usize,
    flows: usize,
}

/// What stands directly in a process or sub-process.
#[derive(Default)]
struct Level {
    xml: String,
    /// Nodes that an additional flow may leave from or lead to.
    open: Vec<String>,
}

/// Where a block is entered, and where it is left if it is.
struct Ends {
    entry: String,
    exit: Option<String>,
}

impl Writer {
    fn id(&mut self, word: &str) -> String {
        self.nodes += 1;
        format!("{word}{}", self.nodes)
    }

    fn level(&mut self, body: &Block, handlers: &[Guard], edges: &[(u8, u8)]) -> String {
        let mut level = Level::default();
        let start = self.node(&mut level, "start", |id| format!(r#"<startEvent id="{id}"/>"#));
        let ends = self.block(&mut level, body);
        self.flow(&mut level, &start, &ends.entry, "");
        self.end(&mut level, ends.exit);
        for handler in handlers {
            let inner = self.handler(handler);
            let _ = write!(level.xml, "{inner}");
        }
        for &(from, to) in edges {
            let pick = |number: u8| level.open.get(usize::from(number) % level.open.len().max(1)).cloned();
            if let (Some(from), Some(to)) = (pick(from), pick(to)) {
                self.flow(&mut level, &from, &to, "");
            }
        }
        level.xml
    }

    /// An event sub-process.
    fn handler(&mut self, handler: &Guard) -> String {
        let id = self.id("handler");
        let start = self.id("on");
        let mut level = Level::default();
        let definition = definition(handler.on);
        let parallel = if handler.on == Happening::Both { r#" parallelMultiple="true""# } else { "" };
        let _ = write!(
            level.xml,
            r#"<startEvent id="{start}" isInterrupting="{}"{parallel}>{definition}</startEvent>"#,
            handler.interrupting || matches!(handler.on, Happening::Error | Happening::Compensation)
        );
        let ends = self.block(&mut level, &handler.way);
        self.flow(&mut level, &start, &ends.entry, "");
        self.end(&mut level, ends.exit);
        format!(r#"<subProcess id="{id}" triggeredByEvent="true">{}</subProcess>"#, level.xml)
    }

    fn end(&mut self, level: &mut Level, exit: Option<String>) {
        if let Some(exit) = exit {
            let end = self.node(level, "end", |id| format!(r#"<endEvent id="{id}"/>"#));
            self.flow(level, &exit, &end, "");
        }
    }

    fn node(&mut self, level: &mut Level, word: &str, xml: impl FnOnce(&str) -> String) -> String {
        let id = self.id(word);
        level.xml.push_str(&xml(&id));
        id
    }

    fn flow(&mut self, level: &mut Level, from: &str, to: &str, condition: &str) -> String {
        self.flows += 1;
        let id = format!("f{}", self.flows);
        let _ = write!(level.xml, r#"<sequenceFlow id="{id}" sourceRef="{from}" targetRef="{to}">"#);
        if !condition.is_empty() {
            let _ = write!(
                level.xml,
                r#"<conditionExpression xsi:type="tFormalExpression">={condition}</conditionExpression>"#
            );
        }
        level.xml.push_str("</sequenceFlow>");
        id
    }

    fn block(&mut self, level: &mut Level, block: &Block) -> Ends {
        match block {
            Block::Activity(activity) => self.activity(level, activity),
            Block::Catch(happening) => {
                let parallel = if *happening == Happening::Both { r#" parallelMultiple="true""# } else { "" };
                let definition = definition(*happening);
                let id = self.node(level, "catch", |id| {
                    format!(r#"<intermediateCatchEvent id="{id}"{parallel}>{definition}</intermediateCatchEvent>"#)
                });
                through(id)
            }
            Block::Throw(thrown) => {
                let definition = thrown_definition(*thrown);
                let id = self.node(level, "throw", |id| {
                    format!(r#"<intermediateThrowEvent id="{id}">{definition}</intermediateThrowEvent>"#)
                });
                through(id)
            }
            Block::End(thrown) => {
                let definition = thrown_definition(*thrown);
                let id = self.node(level, "end", |id| format!(r#"<endEvent id="{id}">{definition}</endEvent>"#));
                Ends { entry: id, exit: None }
            }
            Block::Sequence(blocks) => self.sequence(level, blocks),
            Block::Split(kind, ways) => self.split(level, *kind, ways),
            Block::Race(ways) => self.race(level, ways),
            Block::Turns(body) => self.turns(level, body),
            Block::Link => self.link(level),
        }
    }

    fn sequence(&mut self, level: &mut Level, blocks: &[Block]) -> Ends {
        let mut whole: Option<Ends> = None;
        for block in blocks {
            let next = self.block(level, block);
            whole = Some(match whole {
                None => next,
                Some(Ends { entry, exit: Some(exit) }) => {
                    self.flow(level, &exit, &next.entry, "");
                    Ends { entry, exit: next.exit }
                }
                Some(Ends { entry, exit: None }) => return Ends { entry, exit: None },
            });
        }
        whole.expect("a sequence has blocks")
    }

    fn split(&mut self, level: &mut Level, kind: Split, ways: &[Block]) -> Ends {
        let element = match kind {
            Split::Exclusive => "exclusiveGateway",
            Split::Parallel => "parallelGateway",
            Split::Inclusive => "inclusiveGateway",
            Split::Complex => "complexGateway",
        };
        let split = self.id("split");
        let mut inner = Level::default();
        let mut default = String::new();
        let join = self.id("join");
        for (number, way) in ways.iter().enumerate() {
            let ends = self.block(&mut inner, way);
            let is_last = number + 1 == ways.len();
            let has_condition = kind != Split::Parallel && !is_last;
            let flow = self.flow(
                &mut inner,
                &split,
                &ends.entry,
                if has_condition { CONDITIONS[number % CONDITIONS.len()] } else { "" },
            );
            if is_last && matches!(kind, Split::Exclusive | Split::Inclusive) && ways.len() > 1 {
                default = format!(r#" default="{flow}""#);
            }
            if let Some(exit) = ends.exit {
                self.flow(&mut inner, &exit, &join, "");
            }
        }
        let _ = write!(level.xml, r#"<{element} id="{split}"{default}/>{}<{element} id="{join}"/>"#, inner.xml);
        level.open.append(&mut inner.open);
        level.open.push(join.clone());
        Ends { entry: split, exit: Some(join) }
    }

    fn race(&mut self, level: &mut Level, ways: &[(Happening, Block)]) -> Ends {
        let gateway = self.node(level, "race", |id| format!(r#"<eventBasedGateway id="{id}"/>"#));
        let join = self.node(level, "merge", |id| format!(r#"<exclusiveGateway id="{id}"/>"#));
        for (happening, way) in ways {
            let catch = self.block(level, &Block::Catch(*happening));
            self.flow(level, &gateway, &catch.entry, "");
            let ends = self.block(level, way);
            self.flow(level, &catch.entry, &ends.entry, "");
            if let Some(exit) = ends.exit {
                self.flow(level, &exit, &join, "");
            }
        }
        Ends { entry: gateway, exit: Some(join) }
    }

    fn turns(&mut self, level: &mut Level, body: &Block) -> Ends {
        let merge = self.node(level, "merge", |id| format!(r#"<exclusiveGateway id="{id}"/>"#));
        let counter = self.id("turn");
        let _ = write!(
            level.xml,
            r#"<scriptTask id="{counter}"><extensionElements><zeebe:script expression="=if {counter} = null then 1 else {counter} + 1" resultVariable="{counter}"/></extensionElements></scriptTask>"#
        );
        self.flow(level, &merge, &counter, "");
        let ends = self.block(level, body);
        self.flow(level, &counter, &ends.entry, "");
        let Some(exit) = ends.exit else { return Ends { entry: merge, exit: None } };
        let again = self.id("again");
        self.flow(level, &exit, &again, "");
        self.flow(level, &again, &merge, &format!("{counter} &lt; 3"));
        let done = self.node(level, "done", |id| format!(r#"<task id="{id}"/>"#));
        let flow = self.flow(level, &again, &done, "");
        let _ = write!(level.xml, r#"<exclusiveGateway id="{again}" default="{flow}"/>"#);
        Ends { entry: merge, exit: Some(done) }
    }

    fn link(&mut self, level: &mut Level) -> Ends {
        let name = self.id("link");
        let throw = self.node(level, "throw", |id| {
            format!(
                r#"<intermediateThrowEvent id="{id}"><linkEventDefinition name="{name}"/></intermediateThrowEvent>"#
            )
        });
        let catch = self.node(level, "catch", |id| {
            format!(
                r#"<intermediateCatchEvent id="{id}"><linkEventDefinition name="{name}"/></intermediateCatchEvent>"#
            )
        });
        Ends { entry: throw, exit: Some(catch) }
    }

    fn activity(&mut self, level: &mut Level, activity: &Activity) -> Ends {
        let repeat = activity.repeat.map(repeat_xml).unwrap_or_default();
        let id = match &activity.kind {
            Kind::Task(task) => self.node(level, "task", |id| task_xml(*task, id, &repeat)),
            Kind::Inside { kind, body, handlers } => {
                let inner = match kind {
                    // What stands in an ad-hoc sub-process has neither start nor end.
                    Inside::AdHoc => {
                        let mut inner = Level::default();
                        self.block(&mut inner, body);
                        inner.xml
                    }
                    Inside::Embedded | Inside::Transaction => self.level(body, handlers, &[]),
                };
                let element = match kind {
                    Inside::Embedded => "subProcess",
                    Inside::Transaction => "transaction",
                    Inside::AdHoc => "adHocSubProcess",
                };
                self.node(level, "inside", |id| format!(r#"<{element} id="{id}">{inner}{repeat}</{element}>"#))
            }
        };
        level.open.push(id.clone());
        let mut merge = None;
        for guard in &activity.guards {
            self.guard(level, &id, guard, &mut merge);
        }
        match merge {
            None => through(id),
            Some(merge) => {
                self.flow(level, &id, &merge, "");
                Ends { entry: id, exit: Some(merge) }
            }
        }
    }

    /// A boundary event; its way comes together with that of the activity, or is a compensation handler.
    fn guard(&mut self, level: &mut Level, host: &str, guard: &Guard, merge: &mut Option<String>) {
        let event = self.id("on");
        let definition = definition(guard.on);
        let parallel = if guard.on == Happening::Both { r#" parallelMultiple="true""# } else { "" };
        let interrupting = guard.interrupting || matches!(guard.on, Happening::Error | Happening::Cancel);
        let _ = write!(
            level.xml,
            r#"<boundaryEvent id="{event}" attachedToRef="{host}" cancelActivity="{interrupting}"{parallel}>{definition}</boundaryEvent>"#
        );
        if guard.on == Happening::Compensation {
            let handler = self.id("undo");
            let association = self.id("association");
            let _ = write!(
                level.xml,
                r#"<userTask id="{handler}" isForCompensation="true"/><association id="{association}" sourceRef="{event}" targetRef="{handler}" associationDirection="One"/>"#
            );
            return;
        }
        let ends = self.block(level, &guard.way);
        self.flow(level, &event, &ends.entry, "");
        if let Some(exit) = ends.exit {
            let target = match merge {
                Some(merge) => merge.clone(),
                None => {
                    let id = self.node(level, "merge", |id| format!(r#"<exclusiveGateway id="{id}"/>"#));
                    merge.insert(id).clone()
                }
            };
            self.flow(level, &exit, &target, "");
        }
    }
}

fn through(id: String) -> Ends {
    Ends { entry: id.clone(), exit: Some(id) }
}

fn task_xml(task: Task, id: &str, repeat: &str) -> String {
    let (element, attributes, extension) = match task {
        Task::Abstract => ("task", "", ""),
        Task::User => ("userTask", "", ""),
        Task::Manual => ("manualTask", "", ""),
        Task::Service => ("serviceTask", "", r#"<zeebe:taskDefinition type="work"/>"#),
        Task::Count => ("scriptTask", "", r#"<zeebe:script expression="=n + 1" resultVariable="n"/>"#),
        Task::Compare => ("scriptTask", "", r#"<zeebe:script expression="=n > 3" resultVariable="odd"/>"#),
        Task::Mapped => (
            "userTask",
            "",
            r#"<zeebe:ioMapping><zeebe:input source="=n" target="before"/><zeebe:output source="=before + 2" target="n"/></zeebe:ioMapping>"#,
        ),
        Task::Send => ("sendTask", r#" messageRef="M0""#, ""),
        Task::Receive => ("receiveTask", r#" messageRef="M0""#, ""),
        Task::Call => ("callActivity", "", r#"<zeebe:calledElement processId="Q"/>"#),
    };
    format!(
        r#"<{element} id="{id}"{attributes}><extensionElements>{extension}</extensionElements>{repeat}</{element}>"#
    )
}

fn repeat_xml(repeat: Repeat) -> String {
    match repeat {
        Repeat::Standard { test_before } => format!(
            r#"<standardLoopCharacteristics testBefore="{test_before}" loopMaximum="3"><loopCondition xsi:type="tFormalExpression">=n &lt; 4</loopCondition></standardLoopCharacteristics>"#
        ),
        Repeat::Parallel(number) => {
            many(&format!(r#"isSequential="false"><loopCardinality>={number}</loopCardinality>"#))
        }
        Repeat::Sequential(number) => {
            many(&format!(r#"isSequential="true"><loopCardinality>={number}</loopCardinality>"#))
        }
        Repeat::Collection { sequential } => many(&format!(
            r#"isSequential="{sequential}"><extensionElements><zeebe:loopCharacteristics inputCollection="=list" inputElement="item" outputCollection="found" outputElement="=item + n"/></extensionElements>"#
        )),
        Repeat::Until => many(
            r#"isSequential="false"><loopCardinality>=3</loopCardinality><completionCondition>=numberOfCompletedInstances >= 2</completionCondition>"#,
        ),
    }
}

fn many(inside: &str) -> String {
    format!("<multiInstanceLoopCharacteristics {inside}</multiInstanceLoopCharacteristics>")
}

fn definition(happening: Happening) -> &'static str {
    match happening {
        Happening::Message => r#"<messageEventDefinition messageRef="M0"/>"#,
        Happening::KeyedMessage => r#"<messageEventDefinition messageRef="M1"/>"#,
        Happening::Signal => r#"<signalEventDefinition signalRef="S0"/>"#,
        Happening::Timer => {
            r#"<timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1S</timeDuration></timerEventDefinition>"#
        }
        Happening::Cycle => {
            r#"<timerEventDefinition><timeCycle xsi:type="tFormalExpression">R2/PT1S</timeCycle></timerEventDefinition>"#
        }
        Happening::Condition => {
            r#"<conditionalEventDefinition><condition xsi:type="tFormalExpression">=n > 2</condition></conditionalEventDefinition>"#
        }
        Happening::Error => r#"<errorEventDefinition errorRef="E0"/>"#,
        Happening::Escalation => r#"<escalationEventDefinition escalationRef="X0"/>"#,
        Happening::Compensation => "<compensateEventDefinition/>",
        Happening::Cancel => "<cancelEventDefinition/>",
        Happening::Either | Happening::Both => {
            r#"<messageEventDefinition messageRef="M0"/><signalEventDefinition signalRef="S0"/>"#
        }
    }
}

fn thrown_definition(thrown: Thrown) -> &'static str {
    match thrown {
        Thrown::None => "",
        Thrown::Message => r#"<messageEventDefinition messageRef="M0"/>"#,
        Thrown::Signal => r#"<signalEventDefinition signalRef="S0"/>"#,
        Thrown::Escalation => r#"<escalationEventDefinition escalationRef="X0"/>"#,
        Thrown::Compensation => "<compensateEventDefinition/>",
        Thrown::Error => r#"<errorEventDefinition errorRef="E0"/>"#,
        Thrown::Terminate => "<terminateEventDefinition/>",
        Thrown::Cancel => "<cancelEventDefinition/>",
    }
}
