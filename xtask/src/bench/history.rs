//! `cargo xtask bench history`: a run of about 1,000,000 journal entries is opened and scrubbed, beside one of a tenth, and
//! 1,000 runs wait.

use std::fs;

use serde_json::Value;

use super::example::Example;
use super::model::{Model, Shape};
use super::number;
use super::xml::{self, Dialect};
use crate::Failure;
use crate::checkout::Checkout;

/// Rounds of a loop, each of some nine entries.
const SMALL: usize = 11_500;
const LARGE: usize = 115_000;
const WAITING_RUNS: &str = "1000";

/// What opening the large one may take, and one look at the small one's past; milliseconds.
const MOST_OPENING: f64 = 500.0;
const MOST_LOOK: f64 = 50.0;
/// Megabytes.
const MOST_WAITING: f64 = 50.0;

const WAITING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:routine-studio:bench">
  <process id="Waiting" isExecutable="true">
    <startEvent id="Start"/><sequenceFlow id="F1" sourceRef="Start" targetRef="Ask"/>
    <userTask id="Ask"/><sequenceFlow id="F2" sourceRef="Ask" targetRef="End"/><endEvent id="End"/>
  </process>
</definitions>"#;

/// Measures both sizes and prints a table; fails when something takes longer or more than it may.
pub fn bench(checkout: &Checkout) -> Result<(), Failure> {
    let example = Example::build(checkout, "api", "history")?;
    let (small, large) = (measure(&example, SMALL)?, measure(&example, LARGE)?);
    println!("\n{:<38}{:>14.0}{:>14.0}", "entries", number(&small, "entries")?, number(&large, "entries")?);
    for (name, key) in [
        ("running it", "ranMs"),
        ("opening it", "openMs"),
        ("a look at its past: median", "lookMedianMs"),
        ("1 in 100", "lookP99Ms"),
        ("most", "lookMostMs"),
    ] {
        println!("{name:<38}{:>11.2} ms{:>11.2} ms", number(&small, key)?, number(&large, key)?);
    }
    for (name, key) in [("memory that the looks need", "lookMb"), ("memory of 1,000 waiting runs", "waitingMb")] {
        println!("{name:<38}{:>11.1} MB{:>11.1} MB", number(&small, key)?, number(&large, key)?);
    }
    let limits = [
        ("opening", number(&large, "openMs")?, MOST_OPENING, "ms"),
        ("a look at the past", number(&small, "lookP99Ms")?, MOST_LOOK, "ms"),
        ("1,000 waiting runs", number(&small, "waitingMb")?, MOST_WAITING, "MB"),
    ];
    let over: Vec<String> = limits
        .iter()
        .filter(|(_, found, most, _)| found > most)
        .map(|(what, found, most, unit)| format!("{what}: {found:.1} {unit}, and may be {most} {unit}"))
        .collect();
    if over.is_empty() { Ok(()) } else { Err(Failure(over.join("; "))) }
}

fn measure(example: &Example, rounds: usize) -> Result<Value, Failure> {
    println!("a loop of {rounds} …");
    example.measure(|folder| {
        let (long, waiting) = (folder.join("long.bpmn"), folder.join("waiting.bpmn"));
        fs::write(&long, xml::write(&Model::new(Shape::Loop(rounds)), Dialect::Feel, false))?;
        fs::write(&waiting, WAITING)?;
        let [long, waiting] = [long, waiting].map(|file| file.to_string_lossy().into_owned());
        Ok(vec![long, waiting, WAITING_RUNS.to_owned()])
    })
}
