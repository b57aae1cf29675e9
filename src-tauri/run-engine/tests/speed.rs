//! How the engine's time grows. `cargo test --release -p run-engine --test speed -- --ignored --nocapture --test-threads 1`
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a measurement that prints")]
#![expect(clippy::disallowed_methods, reason = "a stopwatch")]

mod support;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

use routine_model::graph::binding::Binding;
use run_engine::event::Trigger;
use run_engine::state::{Graphs, Subscription};
use run_engine::{
    Actor, RoutineRef, RunCommand, RunEffect, RunId, RunStateMachine, RunStatus, StepOutcome, StepRequest, Timestamp,
    VariableMap, WaitReason,
};
use serde_json::json;
use support::host::{variables, version};
use support::sketch::{arrows, file, read, routine, script};

/// A run that keeps nothing and answers every step at once.
struct Quick {
    machine: RunStateMachine,
    commands: Vec<RunCommand>,
    events: usize,
    bytes: usize,
    /// After the file was read.
    begun: Instant,
}

impl Quick {
    fn start(text: &str) -> Self {
        let graphs = Graphs::from([(version("v1"), Arc::new(read(text)))]);
        let machine = RunStateMachine::new(graphs);
        let mut quick = Self { machine, commands: Vec::new(), events: 0, bytes: 0, begun: Instant::now() };
        let routine = RoutineRef { path: "speed.bpmn".into(), name: "speed".into(), version: version("v1") };
        quick.send(RunCommand::CreateRun { run: RunId::from("run"), routine, config: Box::default() });
        quick.send(RunCommand::StartRun { paused: false });
        let inputs = variables(json!({"n": 0}));
        quick.send(RunCommand::OpenProcess { process: None, start: None, inputs });
        quick.settle();
        quick
    }

    fn send(&mut self, command: RunCommand) {
        let reaction = self.machine.handle(command, Timestamp(0)).unwrap();
        self.events += reaction.events.len();
        for entry in &reaction.events {
            self.bytes += serde_json::to_vec(entry).unwrap().len();
        }
        for effect in reaction.effects {
            if let RunEffect::ExecuteStep(request) = effect {
                let (step, attempt, by) = (request.step, request.attempt, Actor::Execution);
                self.commands.push(RunCommand::FinishStep { step, attempt, outcome: outcome_of(&request), by });
            }
        }
    }

    fn settle(&mut self) {
        loop {
            match self.commands.pop() {
                Some(command) => self.send(command),
                None if self.machine.has_ready() => self.send(RunCommand::Advance),
                None => return,
            }
        }
    }

    fn is_over(&self) -> bool {
        self.machine.progress().unwrap().status == RunStatus::Completed
    }

    /// Lets everything that is listened for happen, the newest first.
    fn let_happen(&mut self) {
        let listening: Vec<Subscription> = self.machine.progress().unwrap().subscriptions.values().cloned().collect();
        for open in listening.into_iter().rev() {
            let by = Actor::Person;
            self.send(match open.trigger {
                Trigger::Timer { .. } => RunCommand::FireTimer { subscription: open.id },
                Trigger::Message { name, correlation_key } => {
                    let variables = variables(json!({"paid": true}));
                    RunCommand::CorrelateMessage { name, correlation_key, variables, by }
                }
                Trigger::Condition { .. } | Trigger::Signal { .. } | Trigger::Command => continue,
            });
            self.settle();
        }
    }

    /// Completes what waits for a person, the newest first.
    fn complete(&mut self) {
        let open: Vec<_> =
            self.machine.progress().unwrap().steps.values().filter(|step| step.activity).map(|step| step.id).collect();
        for step in open.into_iter().rev() {
            let outcome = StepOutcome::Succeeded { outputs: variables(json!({"done": true})) };
            let is_open = self.machine.progress().unwrap().steps.get(&step).is_some_and(|step| step.inside.is_none());
            if is_open {
                self.send(RunCommand::FinishStep { step, attempt: 1, outcome, by: Actor::Person });
                self.settle();
            }
        }
    }
}

fn outcome_of(request: &StepRequest) -> StepOutcome {
    let activity = request.graph.node(&request.element).and_then(|node| node.activity()).unwrap();
    match &activity.binding {
        Binding::FeelScript { expression, result_variable: Some(name) } => {
            let value = expression.evaluate(&request.variables).unwrap();
            StepOutcome::Succeeded { outputs: VariableMap::from([(name.clone(), value)]) }
        }
        Binding::TaskType { .. } => StepOutcome::Waiting { on: WaitReason::Form, until_ms: None },
        _ => StepOutcome::Succeeded { outputs: VariableMap::new() },
    }
}

/// Time of one, of ten times as much, and how many times longer and larger the second one is.
fn compare(what: &str, few: usize, measure: impl Fn(usize) -> Quick) -> f64 {
    let time = |number: usize| {
        let quick = measure(number);
        assert!(quick.is_over(), "{what}: the run has ended");
        (quick.begun.elapsed().as_secs_f64() * 1000.0, quick.events, quick.bytes)
    };
    let _ = time(few);
    let ((short, _, small), (long, events, large)) = (time(few), time(few * 10));
    println!(
        "{what}: {few} in {short:.1} ms, {} in {long:.1} ms: {:.1} times as long, {:.1} times as much written, {:.2} µs an event",
        few * 10,
        long / short,
        large as f64 / small as f64,
        long * 1000.0 / events as f64
    );
    long / short
}

fn sequence(tasks: usize) -> String {
    let (mut elements, mut flows) = (String::from(r#"<startEvent id="s"/>"#), String::from("s"));
    for task in 0..tasks {
        write!(elements, r#"<serviceTask id="t{task}"/>"#).unwrap();
        write!(flows, " -> t{task}").unwrap();
    }
    routine(&elements, &flows)
}

fn turns(number: usize) -> String {
    let elements = format!(
        r#"<startEvent id="s"/>{}<exclusiveGateway id="g" default="done"/><endEvent id="e"/>"#,
        script("t", "n", "n + 1")
    );
    routine(&elements, &format!("s -> t -> g\ng -> t : again if n < {number}\ng -> e : done"))
}

fn fork(ways: usize, gateway: &str) -> String {
    let mut elements = format!(r#"<startEvent id="s"/><{gateway} id="a"/><{gateway} id="b"/><endEvent id="e"/>"#);
    let mut flows = String::from("s -> a\nb -> e\n");
    for way in 0..ways {
        elements.push_str(&script(&format!("t{way}"), &format!("v{way}"), "1"));
        writeln!(flows, "a -> t{way} -> b").unwrap();
    }
    routine(&elements, &flows)
}

/// Tokens that come over one flow of a join before any comes over the other.
fn queue_at_join(tokens: usize) -> String {
    let ways = r#"<parallelGateway id="one"/><parallelGateway id="other"/><exclusiveGateway id="m1"/><exclusiveGateway id="m2"/><parallelGateway id="b"/><serviceTask id="wait"/><endEvent id="e"/>"#;
    let mut elements = format!(r#"<startEvent id="s"/><parallelGateway id="a"/>{ways}"#);
    let mut flows = String::from("s -> a\na -> one\na -> wait -> other\nm1 -> b\nm2 -> b\nb -> e\n");
    for way in 0..tokens {
        write!(elements, r#"<task id="x{way}"/><task id="y{way}"/>"#).unwrap();
        writeln!(flows, "one -> x{way} -> m1\nother -> y{way} -> m2").unwrap();
    }
    routine(&elements, &flows)
}

/// So many instances of an activity at once.
fn instances(number: usize, element: &str, inside: &str) -> String {
    let process = format!(
        r#"<message id="M" name="paid"><extensionElements><zeebe:subscription correlationKey="=string(loopCounter)"/></extensionElements></message>
<process id="P" isExecutable="true"><startEvent id="s"/><{element} id="t"{}>{inside}<multiInstanceLoopCharacteristics isSequential="false"><loopCardinality>={number}</loopCardinality></multiInstanceLoopCharacteristics></{element}><endEvent id="e"/>{}</process>"#,
        if element == "receiveTask" { r#" messageRef="M""# } else { "" },
        arrows("s -> t -> e")
    );
    file(&process)
}

const WORK: &str = r#"<extensionElements><zeebe:taskDefinition type="work"/></extensionElements>"#;

fn catching(definition: &str) -> String {
    format!(
        r#"<startEvent id="is"/><intermediateCatchEvent id="c">{definition}</intermediateCatchEvent><endEvent id="ie"/>{}"#,
        arrows("is -> c -> ie")
    )
}

#[test]
#[ignore = "a measurement, not a rule"]
fn ten_times_as_much_takes_ten_times_as_long() {
    let mut most = 0.0_f64;
    let mut note = |ratio: f64| most = most.max(ratio);
    note(compare("tasks in a sequence", 100, |number| Quick::start(&sequence(number))));
    note(compare("turns of a loop", 10_000, |number| Quick::start(&turns(number))));
    note(compare("a parallel fork", 100, |number| Quick::start(&fork(number, "parallelGateway"))));
    note(compare("a parallel fork", 1000, |number| Quick::start(&fork(number, "parallelGateway"))));
    note(compare("an inclusive fork", 100, |number| Quick::start(&fork(number, "inclusiveGateway"))));
    note(compare("tokens before a join", 200, |number| Quick::start(&queue_at_join(number))));
    note(compare("people who wait", 1000, |number| {
        let mut quick = Quick::start(&instances(number, "userTask", WORK));
        quick.complete();
        quick
    }));
    note(compare("messages that are waited for", 1000, |number| {
        let mut quick = Quick::start(&instances(number, "receiveTask", ""));
        quick.let_happen();
        quick
    }));
    let timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
    note(compare("timers", 1000, |number| {
        let mut quick = Quick::start(&instances(number, "subProcess", &catching(timer)));
        quick.let_happen();
        quick
    }));
    let condition = r#"<conditionalEventDefinition><condition xsi:type="tFormalExpression">=n > 0</condition></conditionalEventDefinition>"#;
    let inside = format!(
        r#"<startEvent id="is"/><parallelGateway id="ia"/><userTask id="u">{WORK}</userTask><intermediateCatchEvent id="c">{condition}</intermediateCatchEvent>{}"#,
        arrows("is -> ia -> u\nia -> c")
    );
    note(compare("people beside conditions", 1000, |number| {
        let mut quick = Quick::start(&instances(number, "subProcess", &inside));
        quick.complete();
        let scope = *quick.machine.progress().unwrap().scopes.keys().next().unwrap();
        quick.send(RunCommand::SetVariable { scope, name: "n".to_owned(), value: json!(1) });
        quick.settle();
        quick
    }));
    println!("at most {most:.1} times as long");
}
