//! Stages of the test run: each is timed, none stops the next unless the next needs it.

use std::time::{Duration, Instant};

use crate::Failure;
use crate::checkout::Checkout;

/// One thing that the test run does.
pub struct Stage {
    pub name: &'static str,
    /// Names of earlier stages without whose success this one makes no sense.
    pub needs: &'static [&'static str],
    /// Does it. The lines that it keeps are repeated at the end.
    pub work: fn(&Checkout, &mut ClosingLines) -> Result<(), Failure>,
}

/// The lines with which the runners of a stage ended.
#[derive(Default)]
pub struct ClosingLines(pub Vec<String>);

impl ClosingLines {
    /// Keeps the lines that contain one of the phrases.
    pub fn keep(&mut self, lines: &[String], phrases: &[&str]) {
        self.0.extend(lines.iter().filter(|line| phrases.iter().any(|phrase| line.contains(phrase))).cloned());
    }

    /// Keeps everything from the first line on that has a phrase: how a runner tells at its end what failed.
    pub fn keep_from(&mut self, lines: &[String], phrase: &str) {
        self.0.extend(lines.iter().skip_while(|line| !line.contains(phrase)).cloned());
    }
}

enum Outcome {
    Passed,
    Failed(String),
    NotRun(&'static str),
}

struct Report {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
    closing: ClosingLines,
}

/// Runs all stages and prints what came of them; fails when one did.
pub fn run_all(checkout: &Checkout, stages: &[Stage]) -> Result<(), Failure> {
    let mut reports: Vec<Report> = Vec::new();
    for stage in stages {
        let broken = |need: &&&'static str| {
            !reports.iter().any(|report| report.name == **need && matches!(report.outcome, Outcome::Passed))
        };
        let mut closing = ClosingLines::default();
        let start = Instant::now();
        let outcome = if let Some(need) = stage.needs.iter().find(broken) {
            Outcome::NotRun(need)
        } else {
            println!("\n━━ {} ━━", stage.name);
            match (stage.work)(checkout, &mut closing) {
                Ok(()) => Outcome::Passed,
                Err(Failure(sentence)) => Outcome::Failed(sentence),
            }
        };
        reports.push(Report { name: stage.name, took: start.elapsed(), outcome, closing });
    }
    print(&reports);
    let failed: Vec<&str> =
        reports.iter().filter(|report| !matches!(report.outcome, Outcome::Passed)).map(|report| report.name).collect();
    if failed.is_empty() { Ok(()) } else { Err(Failure(format!("Not passed: {}.", failed.join(", ")))) }
}

fn print(reports: &[Report]) {
    println!("\n━━ Closing lines ━━");
    for report in reports.iter().filter(|report| !report.closing.0.is_empty()) {
        println!("{}", report.name);
        for line in &report.closing.0 {
            println!("    {}", line.trim());
        }
    }
    println!("\n━━ Stages ━━");
    let mut sum = Duration::ZERO;
    for report in reports {
        sum += report.took;
        let verdict = match &report.outcome {
            Outcome::Passed => "passed".to_owned(),
            Outcome::Failed(sentence) => format!("FAILED   {sentence}"),
            Outcome::NotRun(need) => format!("NOT RUN  needs \"{need}\""),
        };
        println!("{:<28} {:>8}  {verdict}", report.name, minutes(report.took));
    }
    println!("{:<28} {:>8}", "together", minutes(sum));
}

fn minutes(duration: Duration) -> String {
    let tenths = duration.as_millis() / 100;
    format!("{}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}
