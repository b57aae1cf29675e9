//! Commands as lines of text.

use run_engine::command::Resolution;
use run_engine::{Actor, BranchId, FailureKind, RunCommand, StatusReason, StepOutcome, VariableMap};
use serde_json::Value;

use super::host::{Host, failure, variables};

/// Performs one line: a word and its arguments, such as `open {"n":1}`, `advance`, `settle`, `complete task {}`,
/// `fail task message`, `error task CODE`, `decide flow`, `choose gateway flow …`, `trigger element`, `resolve retry`,
/// `pause`, `resume`, `step`, `step 2`, `cancel`, `pass 1000`, `recover`, `message name key {}`, `signal name {}`.
/// Lines that begin with `#` say something to the reader.
pub fn perform(host: &mut Host, line: &str) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut words = rest.split(' ').filter(|part| !part.is_empty());
    let mut next = || words.next().unwrap_or_default();
    match word {
        "" | "#" => {}
        "open" => host.send(RunCommand::OpenProcess { process: None, start: None, inputs: map(rest) }),
        "advance" => host.send(RunCommand::Advance),
        "perform" => host.perform(),
        "settle" => host.settle(),
        "pause" => host.send(RunCommand::PauseRun { reason: StatusReason::UserPaused }),
        "resume" => host.send(RunCommand::ResumeRun),
        "cancel" => host.send(RunCommand::CancelRun { reason: StatusReason::UserCancelled }),
        "step" => host.send(RunCommand::Step { branch: rest.parse().ok().map(BranchId) }),
        "recover" => host.send(RunCommand::RecoverSteps),
        "pass" => host.pass(rest.parse().expect("milliseconds")),
        "complete" => {
            let (element, outputs) = rest.split_once(' ').unwrap_or((rest, ""));
            host.finish(element, StepOutcome::Succeeded { outputs: map(outputs) });
        }
        "fail" => host.finish(next(), StepOutcome::Failed { failure: failure(FailureKind::Technical, "it failed") }),
        "error" => {
            let element = next();
            let mut failure = failure(FailureKind::BpmnError, "an error");
            next().clone_into(&mut failure.code);
            host.finish(element, StepOutcome::Failed { failure });
        }
        "decide" => {
            let decision = *host.progress().decisions.keys().next().expect("a decision is asked for");
            let flows = words.map(Into::into).collect();
            host.send(RunCommand::DecidePath { decision, flows, by: Actor::Person, because: None });
        }
        "choose" => {
            let element = next().into();
            host.send(RunCommand::ChooseFlows { element, flows: words.map(Into::into).collect() });
        }
        "trigger" => host.send(RunCommand::Trigger { element: next().into() }),
        "resolve" => {
            let incident = *host.progress().incidents.keys().next().expect("an incident is open");
            let resolution = match next() {
                "retry" => Resolution::Retry,
                "skip" => Resolution::Skip,
                "fail" => Resolution::Fail,
                other => panic!("{other} is no resolution"),
            };
            host.send(RunCommand::ResolveIncident { incident, resolution });
        }
        "message" => {
            let (name, key) = (next().to_owned(), next());
            let correlation_key = (key != "-").then(|| key.to_owned());
            let variables = map(words.next().unwrap_or_default());
            host.send(RunCommand::CorrelateMessage { name, correlation_key, variables, by: Actor::Person });
        }
        "signal" => {
            let name = next().to_owned();
            let variables = map(words.next().unwrap_or_default());
            host.send(RunCommand::BroadcastSignal { name, variables, by: Actor::Person });
        }
        other => panic!("{other} is no word of a script"),
    }
}

fn map(json: &str) -> VariableMap {
    if json.is_empty() { VariableMap::new() } else { variables(serde_json::from_str::<Value>(json).expect("JSON")) }
}
