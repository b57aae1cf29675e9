//! Scenarios of the conformance suites, played against the engine alone.

use std::collections::BTreeMap;

use routine_model::RoutineGraph;
use run_engine::event::RunEvent;
use run_engine::{Actor, FailureKind, RunCommand, RunConfig, RunMode, RunStatus, StepOutcome, unsupported};
use serde_json::Value;

use super::host::{Host, failure, variables};
use super::sketch;

/// How a scenario ended.
pub enum Verdict {
    Passed,
    Failed(String),
    /// It needs elements that are not executed.
    NotExecuted(String),
}

pub fn play(bpmn: &str, scenario: &Value) -> Verdict {
    let graph = sketch::read(bpmn);
    let mode = if scenario["mode"] == "token-game" { RunMode::TokenGame } else { RunMode::Data };
    let missing = unsupported(&graph, None, &RunConfig { mode, ..RunConfig::default() });
    if let Some(first) = missing.first() {
        return Verdict::NotExecuted(format!("{}: {}", first.element, first.reason));
    }
    match run(graph, scenario, mode) {
        Ok(()) => Verdict::Passed,
        Err(reason) => Verdict::Failed(reason),
    }
}

fn run(graph: RoutineGraph, scenario: &Value, mode: RunMode) -> Result<(), String> {
    let mut config = RunConfig { mode, ..RunConfig::default() };
    config.limits.max_loops = Some(10_000);
    config.wait_at = strings(&scenario["waitAt"]).into_iter().map(Into::into).collect();
    let mut host = Host::of_graph(graph, config, false);
    for (element, mock) in scenario["mocks"].as_object().into_iter().flatten() {
        host.mocks.insert(element.clone(), outcome(mock));
        if let Some(delay) = mock["delay"].as_str() {
            host.delays.insert(element.clone(), milliseconds(delay));
        }
    }
    let automatic = scenario["clock"] == "auto";
    let expect_refusal = scenario["expect"].get("rejectedOrIncident").is_some();
    for step in scenario["steps"].as_array().into_iter().flatten() {
        let refused = perform(&mut host, scenario, step);
        match (refused, step["rejected"] == true || expect_refusal) {
            (Err(rejection), false) => return Err(format!("{step} was refused: {rejection}")),
            (Ok(()), true) if !expect_refusal => return Err(format!("{step} was accepted")),
            (Err(_), true) if expect_refusal => return Ok(()),
            _ => {}
        }
        host.settle();
        while automatic && host.pass_to_next_timer() {}
        compare(&host, &step["after"], scenario).map_err(|reason| format!("after {step}: {reason}"))?;
    }
    compare(&host, &scenario["expect"], scenario)
}

fn perform(host: &mut Host, scenario: &Value, step: &Value) -> Result<(), run_engine::Rejection> {
    let element = step["element"].as_str().unwrap_or_default();
    let command = match step["op"].as_str().unwrap_or_default() {
        "start" => RunCommand::OpenProcess {
            process: None,
            start: Some(element.into()),
            inputs: variables(match &scenario["inputs"] {
                Value::Null => serde_json::json!({}),
                inputs => inputs.clone(),
            }),
        },
        "choose" => RunCommand::ChooseFlows {
            element: element.into(),
            flows: strings(&step["flows"]).into_iter().map(Into::into).collect(),
        },
        "trigger" => RunCommand::Trigger { element: element.into() },
        "messageFlow" => RunCommand::DeliverMessageFlow { flow: element.into() },
        "complete" => {
            let open = host.progress().steps.values().find(|open| open.element.as_str() == element);
            let (step_id, attempt) = open
                .map(|open| (open.id, open.attempt))
                .ok_or_else(|| run_engine::Rejection::NothingWaits(element.into()))?;
            let outputs = variables(step["outputs"].clone());
            let outcome = StepOutcome::Succeeded { outputs };
            RunCommand::FinishStep { step: step_id, attempt, outcome, by: Actor::Scenario }
        }
        "advance" => {
            host.pass(milliseconds(step["duration"].as_str().unwrap_or_default()));
            return Ok(());
        }
        other => panic!("{other} is no operation of these suites"),
    };
    host.try_send(command)
}

fn outcome(mock: &Value) -> StepOutcome {
    if let Some(code) = mock["bpmnError"].as_str() {
        let mut failure = failure(FailureKind::BpmnError, "thrown by the scenario");
        code.clone_into(&mut failure.code);
        return StepOutcome::Failed { failure };
    }
    let outputs = if mock["outputs"].is_object() { mock["outputs"].clone() } else { serde_json::json!({}) };
    StepOutcome::Succeeded { outputs: variables(outputs) }
}

/// Hours, minutes and seconds of an ISO 8601 duration.
fn milliseconds(duration: &str) -> i64 {
    let mut number = String::new();
    let mut total = 0.0;
    for sign in duration.chars() {
        match sign {
            '0'..='9' | '.' => number.push(sign),
            'H' | 'M' | 'S' => {
                let unit = match sign {
                    'H' => 3_600_000.0,
                    'M' => 60_000.0,
                    _ => 1000.0,
                };
                total += std::mem::take(&mut number).parse::<f64>().unwrap() * unit;
            }
            _ => {}
        }
    }
    total as i64
}

fn compare(host: &Host, expect: &Value, scenario: &Value) -> Result<(), String> {
    for (key, wanted) in expect.as_object().into_iter().flatten() {
        let found = match key.as_str() {
            "status" => Value::from(match host.status() {
                RunStatus::InProgress | RunStatus::Paused | RunStatus::Scheduled => "waiting",
                RunStatus::Completed => "completed",
                RunStatus::Failed => "failed",
                RunStatus::Cancelled => "cancelled",
            }),
            "completed" => sorted(host.completed()),
            "flowsTaken" => sorted(host.flows()),
            "interrupted" => sorted(host.interrupted()),
            "waiting" => {
                // With data, a token at a join waits for nothing outside (the suites differ here).
                let is_data = scenario["mode"] == "data";
                let is_resting = |on: &str| !(["inside", "compensation"].contains(&on) || is_data && on == "join");
                let resting = host.waiting().into_iter().filter(|(_, on)| is_resting(on));
                sorted(resting.map(|(element, _)| element).collect())
            }
            "variables" => {
                for (name, value) in wanted.as_object().into_iter().flatten() {
                    if &host.variable(name) != value {
                        return Err(format!("variable {name} is {}, not {value}", host.variable(name)));
                    }
                }
                continue;
            }
            "completedCounts" => {
                let mut counts: BTreeMap<String, u64> = BTreeMap::new();
                host.completed().into_iter().for_each(|element| *counts.entry(element).or_default() += 1);
                for (element, times) in wanted.as_object().into_iter().flatten() {
                    let found = counts.get(element).copied().unwrap_or(0);
                    if times.as_u64() != Some(found) {
                        return Err(format!("{element} completed {found} times, not {times}; {}", describe(host)));
                    }
                }
                continue;
            }
            "log" => sorted(
                host.events()
                    .filter_map(|event| match event {
                        RunEvent::VariableSet(set) if set.name == "lastLog" => {
                            Some(set.value.as_str().map_or_else(|| set.value.to_string(), str::to_owned))
                        }
                        _ => None,
                    })
                    .collect(),
            ),
            "noIncident" => Value::from(host.incidents().is_empty() && host.status() != RunStatus::Failed),
            "incident" | "rejectedOrIncident" => {
                Value::from(!host.incidents().is_empty() || host.status() == RunStatus::Failed)
            }
            other => panic!("{other} is no expectation of these suites"),
        };
        let also = scenario["meta"]["alsoAccept"][key].as_array().cloned().unwrap_or_default();
        let accepted = std::iter::once(wanted).chain(&also).any(|one| as_multiset(one) == found);
        if !accepted {
            return Err(format!("{key} is {found}, not {}; {}", as_multiset(wanted), describe(host)));
        }
    }
    Ok(())
}

fn describe(host: &Host) -> String {
    format!("waiting {:?}, incidents {:?}", host.waiting(), host.incidents())
}

fn as_multiset(value: &Value) -> Value {
    match value {
        Value::Array(_) => sorted(strings(value)),
        other => other.clone(),
    }
}

fn sorted(mut list: Vec<String>) -> Value {
    list.sort();
    Value::from(list)
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().into_iter().flatten();
    list.map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}
