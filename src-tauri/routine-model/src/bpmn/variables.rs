//! Which variables there may be, and which names that are read look like slips of the pen.
//!
//! A run may be started with any variables, and a message or a worker may bring more, so a name that nothing in the file
//! sets is no fault. One that differs in a letter from a name that is set, or read elsewhere, is worth a warning; and so is
//! any other where the process says what it needs from outside.

use std::collections::{BTreeMap, BTreeSet};

use super::expressions::Reading;
use crate::diagnostic::Diagnostic;
use crate::xml::{Element, Vocabulary};

/// Variables that the engine itself sets.
const GIVEN: [&str; 8] = [
    "loopCounter",
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
    "error",
    "toolCall",
    "swarm",
];

/// Names shorter than this are too alike to be compared.
const SHORTEST: usize = 4;

pub(super) fn check(root: Element<'_>, readings: &[Reading]) -> Vec<Diagnostic> {
    let (set, declares_inputs) = set_in(root);
    let mut read: BTreeMap<&str, usize> = BTreeMap::new();
    for reading in readings {
        *read.entry(&reading.name).or_default() += 1;
    }
    let mut findings = Vec::new();
    let unknown =
        readings.iter().filter(|reading| !set.contains(&reading.name) && !GIVEN.contains(&reading.name.as_str()));
    for reading in unknown {
        let times = read.get(reading.name.as_str()).copied().unwrap_or(0);
        let often = read.iter().filter(|(_, other)| **other > times).map(|(name, _)| *name);
        let meant = set.iter().map(String::as_str).chain(often).find(|name| is_slip(&reading.name, name));
        let message = format!("Nothing in this file sets the variable “{}”.", reading.name);
        let finding = Diagnostic::warning("unknown-variable", reading.position, message).about(&reading.owner);
        match meant {
            Some(meant) => findings.push(finding.hint(format!("Did you mean “{meant}”?"))),
            None if declares_inputs => findings
                .push(finding.hint("The process says which inputs it needs, and this is none of them. Add it there.")),
            None => {}
        }
    }
    findings
}

/// The variables that a file sets, and whether all its processes say what they need.
fn set_in(root: Element<'_>) -> (BTreeSet<String>, bool) {
    let mut set = BTreeSet::new();
    let mut processes = root.children().filter(|child| child.is(Vocabulary::Bpmn, "process")).peekable();
    let declares_inputs = processes.peek().is_some() && processes.all(needs_inputs);
    let mut open = vec![root];
    while let Some(element) = open.pop() {
        open.extend(element.children());
        let attributes: &[&str] = match element.local() {
            "input" | "output" => &["target", "name", "toRootContext"],
            "script" | "calledDecision" => {
                set.extend(words(&element.text()));
                &["resultVariable"]
            }
            "entry" => &["variable"],
            "loopCharacteristics" => &["inputElement", "outputCollection"],
            "dataObject"
            | "dataObjectReference"
            | "dataStore"
            | "dataStoreReference"
            | "property"
            | "dataInput"
            | "dataOutput"
            | "inputDataItem"
            | "outputDataItem" => &["name", "id"],
            "header" if element.value("key").as_deref() == Some("resultVariable") => &["value"],
            "header" if element.value("key").as_deref() == Some("script") => {
                set.extend(words(&element.value("value").unwrap_or_default()));
                &[]
            }
            "userTaskForm" | "outputSchema" => {
                set.extend(quoted(&element.text()));
                &[]
            }
            _ => &[],
        };
        let values = attributes.iter().filter_map(|name| element.value(name));
        set.extend(values.filter_map(|value| value.trim().split('.').next().map(str::to_owned)));
    }
    (set, declares_inputs)
}

fn needs_inputs(process: Element<'_>) -> bool {
    let specification = process.child(Vocabulary::Bpmn, "ioSpecification");
    specification.is_some_and(|specification| specification.child(Vocabulary::Bpmn, "dataInput").is_some())
}

/// The names in a script, any of which it may give back.
fn words(script: &str) -> impl Iterator<Item = String> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    script.split(move |letter| !is_part(letter)).filter(|word| !word.is_empty()).map(str::to_owned)
}

/// The texts between double quotes, in which JSON says names.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned)
}

/// Whether one name is the other with one letter missing, added, changed, exchanged with the next, or in another case.
fn is_slip(name: &str, other: &str) -> bool {
    let (name, other): (Vec<char>, Vec<char>) = (name.chars().collect(), other.chars().collect());
    if name == other || name.len() < SHORTEST || other.len() < SHORTEST || name.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let lower = |letters: &[char]| letters.iter().flat_map(|letter| letter.to_lowercase()).collect::<String>();
    if lower(&name) == lower(&other) {
        return true;
    }
    // Many and one of them: a collection and its item.
    if name.strip_suffix(&['s']) == Some(&other) || other.strip_suffix(&['s']) == Some(&name) {
        return false;
    }
    let same_start = name.iter().zip(&other).take_while(|(left, right)| left == right).count();
    let (name, other) = (name.get(same_start..).unwrap_or_default(), other.get(same_start..).unwrap_or_default());
    // Numbers at the end tell variables apart.
    if [name, other].iter().any(|rest| rest.first().is_some_and(char::is_ascii_digit)) {
        return false;
    }
    let after = |letters: &[char], skipped: usize| letters.get(skipped..).unwrap_or_default().to_vec();
    match name.len().cmp(&other.len()) {
        // One letter more at the end is another word: “order” and “orders”.
        std::cmp::Ordering::Less => !name.is_empty() && after(other, 1) == name,
        std::cmp::Ordering::Greater => !other.is_empty() && after(name, 1) == other,
        std::cmp::Ordering::Equal => {
            let exchanged =
                name.first() == other.get(1) && name.get(1) == other.first() && after(name, 2) == after(other, 2);
            exchanged || (name.len() > 1 && after(name, 1) == after(other, 1))
        }
    }
}
