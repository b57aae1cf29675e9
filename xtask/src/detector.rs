//! `cargo xtask bench detector`: what `routine strategies` says about labelled steps, against their labels.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Failure;
use crate::checkout::Checkout;
use crate::program::Program;

const CLASSES: [&str; 3] = ["deterministic", "reasoning", "conversational"];

/// Prints the figures of every set; the misses of the one that weights may be looked at against.
pub fn bench(checkout: &Checkout) -> Result<(), Failure> {
    Program::new("cargo").args(["build", "--package", "cli"]).folder(&checkout.root).run()?;
    let own = checkout.root.join("tests/detector");
    let mut sets = vec![
        ("tune", own.join("tune")),
        ("hold-out", own.join("hold-out")),
        ("second", own.join("second")),
        ("third", own.join("third")),
    ];
    match std::env::var_os("CONFORMANCE_DIR").map(|folder| PathBuf::from(folder).join("detector")) {
        Some(folder) if folder.is_dir() => sets.push(("public", folder)),
        _ => println!("CONFORMANCE_DIR names no folder with a detector folder: only our own steps are measured."),
    }
    for (name, folder) in sets {
        let table = judge(&checkout.built("routine", false), &folder, name == "tune")?;
        table.print(name);
    }
    Ok(())
}

#[derive(Default)]
struct Table {
    /// By label and choice.
    counts: BTreeMap<(String, String), u32>,
    /// Also where the choice is merely acceptable.
    lenient: u32,
}

fn judge(routine: &Path, folder: &Path, show_misses: bool) -> Result<Table, Failure> {
    let read = |text: &str| serde_json::from_str::<Value>(text).map_err(|error| Failure(format!("no JSON: {error}")));
    let labels = read(&fs::read_to_string(folder.join("labels.json"))?)?;
    let mut table = Table::default();
    for (file, steps) in labels.as_object().into_iter().flatten() {
        let said = Program::new(routine).args(["strategies", "--json"]).args([folder.join(file)]).output()?;
        let said: Vec<Value> = said.lines().map(read).collect::<Result<_, _>>()?;
        for (id, label) in steps.as_object().into_iter().flatten() {
            let found = said.iter().find(|one| one["element"].as_str() == Some(id));
            let one = found.ok_or_else(|| Failure(format!("{file} has no activity {id}")))?;
            let (wanted, choice) = (word(&label["label"]), word(&one["strategy"]));
            let is_acceptable = label["acceptable"].as_array().is_some_and(|all| all.contains(&one["strategy"]));
            table.lenient += u32::from(wanted == choice || is_acceptable);
            if show_misses && wanted != choice {
                println!("  {file}: {} is {wanted}, chosen {choice}; {}", one["name"], one["scores"]);
            }
            *table.counts.entry((wanted, choice)).or_default() += 1;
        }
    }
    Ok(table)
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Table {
    fn count(&self, label: &str, choice: &str) -> f64 {
        f64::from(self.counts.get(&(label.to_owned(), choice.to_owned())).copied().unwrap_or_default())
    }

    fn print(&self, name: &str) {
        let steps = f64::from(self.counts.values().sum::<u32>()).max(1.0);
        let right: f64 = CLASSES.iter().map(|class| self.count(class, class)).sum();
        let labelled = |class: &str| CLASSES.iter().map(|other| self.count(class, other)).sum::<f64>();
        let chosen = |class: &str| CLASSES.iter().map(|other| self.count(other, class)).sum::<f64>();
        let f1 = |class: &str| 2.0 * self.count(class, class) / (labelled(class) + chosen(class)).max(1.0);
        let macro_f1 = CLASSES.iter().map(|class| f1(class)).sum::<f64>() / 3.0;
        println!(
            "\n{name}: {steps} steps, accuracy strict {:.1} %, lenient {:.1} %, macro-F1 {macro_f1:.3}",
            100.0 * right / steps,
            100.0 * f64::from(self.lenient) / steps
        );
        println!("  {:<18}{:>15}{:>15}{:>15}{:>9}", "label \\ chosen", CLASSES[0], CLASSES[1], CLASSES[2], "recall");
        for class in CLASSES {
            print!("  {class:<18}");
            CLASSES.iter().for_each(|choice| print!("{:>15}", self.count(class, choice)));
            println!("{:>7.1} %", 100.0 * self.count(class, class) / labelled(class).max(1.0));
        }
    }
}
