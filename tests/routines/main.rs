//! The routines that are shipped: well drawn, well described, and every way through them runs.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod swarm;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use routine_model::graph::flow_node::FlowNodeKind;
use routine_model::graph::gateway::Gateway;
use routine_model::{Reading, read_bpmn};
use run_engine::RunConfig;
use run_engine::swarm_asks::SwarmLink;
use run_host::RoutineFile;
use run_host::scenario::{Scenario, ScenarioRunner};
use run_store::RunPersistence;
use step_execution::{UnifiedSubroutineExecutor, unsupported_bindings};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../routines")
}

fn files_with_ending(ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Applies a rule to every shipped routine; it answers what breaks the rule.
fn check(rule: &str, faults: impl Fn(&Path, &Reading) -> Vec<String>) {
    let routines = files_with_ending(".bpmn");
    assert!(routines.len() >= 10, "at least ten routines are shipped");
    let mut found = Vec::new();
    for path in routines {
        let reading = read_bpmn(&fs::read(&path).unwrap());
        found.extend(faults(&path, &reading).into_iter().map(|fault| format!("{}: {fault}", name(&path))));
    }
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

#[test]
fn a_shipped_routine_has_nothing_to_report() {
    check("no diagnostics, and nothing that cannot run", |_, reading| {
        // Routines of the shipped swarm run in a swarm only.
        let link = SwarmLink { swarm: "s".into(), subtask: None, member: None, strategy: None };
        let config = RunConfig { swarm: Some(link), ..RunConfig::default() };
        let unsupported = run_engine::unsupported(&reading.graph, None, &config);
        let bindings = unsupported_bindings(&Arc::new(reading.graph.clone()), &config);
        let diagnostics = reading.diagnostics.iter().map(|finding| finding.message.clone());
        diagnostics
            .chain(unsupported.iter().chain(&bindings).map(|one| format!("{}: {}", one.element, one.reason)))
            .collect()
    });
}

#[test]
fn a_shipped_routine_says_what_it_is_for() {
    check("name and documentation of the routine, of every event and of every activity", |_, reading| {
        let process = reading.graph.process_of(reading.graph.processes().first().unwrap()).unwrap();
        let definition = process.process.as_ref().unwrap();
        let mut faults = Vec::new();
        if definition.name.is_none() || definition.documentation.is_none() || !definition.is_executable {
            faults.push("the process needs a name, a documentation and isExecutable".to_owned());
        }
        for node in reading.graph.nodes() {
            let choice = matches!(node.kind, FlowNodeKind::Gateway(Gateway::Exclusive))
                && reading.graph.outgoing(&node.id).len() > 1;
            let is_gateway = matches!(node.kind, FlowNodeKind::Gateway(_));
            if (!is_gateway || choice) && (node.name.is_none() || node.documentation.is_none()) {
                faults.push(format!("{} needs a name and a documentation", node.id));
            }
            if choice {
                let unnamed = reading
                    .graph
                    .outgoing(&node.id)
                    .iter()
                    .filter(|flow| reading.graph.flow(flow).unwrap().name.is_none());
                faults.extend(unnamed.map(|flow| format!("{flow} needs a name")));
            }
        }
        faults
    });
}

#[test]
fn a_shipped_routine_is_drawn_without_overlaps() {
    check("every node and flow has its place, and no two nodes share one", |path, reading| {
        let text = fs::read_to_string(path).unwrap();
        let drawn = |id: &str| text.contains(&format!("bpmnElement=\"{id}\""));
        let nodes = reading.graph.nodes().map(|node| node.id.clone());
        let missing = nodes.chain(reading.graph.flows().map(|flow| flow.id.clone())).filter(|id| !drawn(id.as_str()));
        let mut faults: Vec<_> = missing.map(|id| format!("{id} is not drawn")).collect();
        let boxes = boxes(&text);
        for (index, (one, a)) in boxes.iter().enumerate() {
            for (other, b) in boxes.iter().skip(index + 1) {
                if one != other && a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]
                {
                    faults.push(format!("{one} overlaps {other}"));
                }
            }
        }
        faults
    });
}

/// Shapes, and labels of shapes and flows: element, and x, y, width, height. Pools and lanes stand around others.
fn boxes(text: &str) -> Vec<(String, [f64; 4])> {
    let mut boxes = Vec::new();
    let mut element = String::new();
    let mut is_around = false;
    for line in text.lines() {
        if let Some(id) = attribute(line, "bpmnElement") {
            element = id.to_owned();
            is_around = attribute(line, "isHorizontal").is_some();
        }
        if line.contains("<dc:Bounds") && !is_around {
            let value = |name: &str| attribute(line, name).unwrap().parse().unwrap();
            boxes.push((element.clone(), [value("x"), value("y"), value("width"), value("height")]));
        }
    }
    boxes
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[test]
fn every_scenario_of_a_shipped_routine_holds_and_together_they_take_every_flow() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let scenarios = files_with_ending(".scenario.json");
    let mut failed = Vec::new();
    for path in files_with_ending(".bpmn") {
        let routine = name(&path);
        let stem = routine.trim_end_matches(".bpmn");
        assert!(path.with_file_name(format!("{stem}.scenario.json")).is_file(), "{routine} has a scenario");
        let bytes = fs::read(&path).unwrap();
        let graph = read_bpmn(&bytes).graph;
        let mut untaken: BTreeSet<_> = graph.flows().map(|flow| flow.id.clone()).collect();
        for scenario_path in scenarios.iter().filter(|path| name(path).starts_with(&format!("{stem}."))) {
            let scenario = Scenario::parse(&fs::read(scenario_path).unwrap()).unwrap();
            let runner = ScenarioRunner {
                store: RunPersistence::in_memory().unwrap(),
                executor: Arc::new(UnifiedSubroutineExecutor::default()),
                find_routine: Arc::new(|process| Err(format!("there is no routine {process}"))),
                run: None,
            };
            let file = RoutineFile { path: routine.clone(), name: String::new(), bytes: bytes.clone() };
            let report = runtime.block_on(runner.play(&scenario, file)).unwrap();
            failed.extend(report.mismatches.iter().map(|mismatch| format!("{}: {mismatch}", name(scenario_path))));
            if let Some(refusal) = report.refusal {
                failed.push(format!("{}: {refusal}", name(scenario_path)));
            }
            for flow in report.result.into_iter().flat_map(|result| result.flows_taken) {
                untaken.remove(&flow);
            }
        }
        failed.extend(untaken.iter().map(|flow| format!("{routine}: no scenario takes {flow}")));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
