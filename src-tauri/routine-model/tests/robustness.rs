//! Whatever a file holds, reading it ends, soon, and without a panic.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "support/files.rs"]
mod files;

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use proptest::prelude::*;
use routine_model::{read_routine, xml};

fn seeds() -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let texts = files::files_below(&tests, ".bpmn").into_iter().map(|file| std::fs::read_to_string(file).unwrap());
    texts.filter(|text| text.contains('"')).collect()
}

/// A sequence of `tasks` tasks with conditions here and there, indented and with a drawing as modellers write it.
fn long_routine(tasks: usize) -> String {
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D">
  <bpmn:process id="P" isExecutable="true">
    <bpmn:startEvent id="N0"><bpmn:outgoing>F0</bpmn:outgoing></bpmn:startEvent>
"#,
    );
    for task in 1..=tasks {
        let before = task - 1;
        writeln!(text, r#"    <bpmn:task id="N{task}" name="Task {task}"><bpmn:incoming>F{before}</bpmn:incoming><bpmn:outgoing>F{task}</bpmn:outgoing></bpmn:task>"#).unwrap();
    }
    let end = tasks + 1;
    writeln!(text, r#"    <bpmn:endEvent id="N{end}"><bpmn:incoming>F{tasks}</bpmn:incoming></bpmn:endEvent>"#)
        .unwrap();
    for flow in 0..=tasks {
        let after = flow + 1;
        writeln!(text, r#"    <bpmn:sequenceFlow id="F{flow}" sourceRef="N{flow}" targetRef="N{after}" />"#).unwrap();
    }
    text.push_str(
        "  </bpmn:process>\n  <bpmndi:BPMNDiagram id=\"Di\"><bpmndi:BPMNPlane id=\"Pl\" bpmnElement=\"P\">\n",
    );
    for task in 0..=end {
        writeln!(text, r#"    <bpmndi:BPMNShape id="N{task}_di" bpmnElement="N{task}"><dc:Bounds x="{task}" y="0" width="100" height="80" /></bpmndi:BPMNShape>"#).unwrap();
    }
    text.push_str("  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n</bpmn:definitions>\n");
    text
}

#[test]
fn a_large_routine_is_read_in_time_that_grows_with_its_size() {
    let time = |tasks: usize| {
        let text = long_routine(tasks);
        let best = (0..3).map(|_| {
            let start = Instant::now();
            let reading = read_routine(text.as_bytes());
            assert_eq!(reading.diagnostics, []);
            assert_eq!(reading.graph.nodes().count(), tasks + 2);
            start.elapsed()
        });
        best.min().unwrap()
    };
    let mut measured = Vec::new();
    // Ten times the size; thirty leaves room for a busy machine and none for a square, however often it is tried.
    let grows_with_size = (0..10).any(|_| {
        let (small, large) = (time(500), time(5000));
        measured.push((small, large));
        large < small * 30 + std::time::Duration::from_millis(50)
    });
    if std::env::var_os("SHOW_TIMES").is_some() {
        let line = format!("500 and 5000 tasks: {measured:?}\n");
        std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
    }
    assert!(grows_with_size, "500 and 5000 tasks: {measured:?}");
}

#[test]
fn deep_nesting_neither_overflows_nor_hangs() {
    let open = "<subProcess id='s'>".repeat(xml::MAX_DEPTH - 2);
    let close = "</subProcess>".repeat(xml::MAX_DEPTH - 2);
    let head = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='p'>";
    let reading = read_routine(format!("{head}{open}{close}</process></definitions>").as_bytes());
    assert!(reading.document.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn damaged_diagrams_are_read_without_a_panic(
        seed in 0..100_usize,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(vec![
            "", "x", "\"", "<", "/>", "</task>", "<task/>", "id=\"S\"", "=", "=1+", "P", "sourceRef", "E", "true", "-1", "<process id=\"P\">", "zeebe:", "${", "R/"
        ])), 0..8),
    ) {
        let seeds = seeds();
        let mut text = seeds[seed % seeds.len()].clone();
        for (at, length, insert) in cuts {
            let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let from = at.index(boundaries.len());
            let to = (from + length).min(boundaries.len() - 1);
            text.replace_range(boundaries[from]..boundaries[to], insert);
            if text.is_empty() {
                text.push('<');
            }
        }
        let reading = read_routine(text.as_bytes());
        if let Some(document) = &reading.document {
            prop_assert_eq!(xml::write(document), text.as_bytes());
        }
    }

    #[test]
    fn references_that_are_swapped_are_read_without_a_panic(
        seed in 0..100_usize,
        swaps in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..10),
    ) {
        let seeds = seeds();
        let mut parts: Vec<String> = seeds[seed % seeds.len()].split('"').map(str::to_owned).collect();
        for (one, other) in swaps {
            // Every second part is the value of an attribute.
            let pick = |index: prop::sample::Index| (index.index(parts.len() / 2) * 2 + 1).min(parts.len() - 1);
            let (one, other) = (pick(one), pick(other));
            parts.swap(one, other);
        }
        let reading = read_routine(parts.join("\"").as_bytes());
        let mut positions: Vec<_> = reading.diagnostics.iter().map(|finding| finding.position).collect();
        let sorted = { let mut sorted = positions.clone(); sorted.sort(); sorted };
        prop_assert_eq!(std::mem::take(&mut positions), sorted, "findings come in the order of the file");
    }
}
