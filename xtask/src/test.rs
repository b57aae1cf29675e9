//! `cargo xtask test`: every test there is.
//!
//! Cargo is always asked for the same packages with the same features and the same profile, so that each dependency
//! is compiled once for the tests and checked once for clippy.

use std::path::{Path, PathBuf};

use crate::checkout::Checkout;
use crate::program::Program;
use crate::stage::{ClosingLines, Stage, run_all};
use crate::{Failure, app_build, system_packages, ui_build};

const STAGES: &[Stage] = &[
    Stage { name: "system packages", needs: &[], work: install_system_packages },
    Stage { name: "formatting", needs: &[], work: check_formatting },
    Stage { name: "web packages", needs: &[], work: install_web_packages },
    Stage { name: "web build", needs: &["web packages"], work: build_web_pages },
    Stage { name: "clippy", needs: &["system packages"], work: run_clippy },
    Stage { name: "rust tests", needs: &["system packages"], work: run_rust_tests },
    Stage { name: "web types", needs: &["web packages"], work: check_web_types },
    Stage { name: "web lint", needs: &["web packages"], work: lint_web },
    Stage { name: "web tests", needs: &["system packages", "web packages"], work: run_web_tests },
    Stage { name: "programs", needs: &["system packages", "web build"], work: build_programs },
    Stage { name: "browser stories", needs: &["programs"], work: run_browser_stories },
    Stage { name: "desktop stories", needs: &["programs"], work: run_desktop_stories },
];

/// Runs all stages.
pub fn test(checkout: &Checkout) -> Result<(), Failure> {
    run_all(checkout, STAGES)
}

fn install_system_packages(_: &Checkout, _: &mut ClosingLines) -> Result<(), Failure> {
    system_packages::install(&[system_packages::FOR_THE_PROGRAM, system_packages::FOR_THE_TESTS])
}

fn check_formatting(checkout: &Checkout, _: &mut ClosingLines) -> Result<(), Failure> {
    Program::new("cargo").args(["fmt", "--all", "--check"]).folder(&checkout.root).run()
}

fn install_web_packages(checkout: &Checkout, _: &mut ClosingLines) -> Result<(), Failure> {
    ui_build::install_packages(&checkout.ui())
}

fn build_web_pages(checkout: &Checkout, _: &mut ClosingLines) -> Result<(), Failure> {
    ui_build::build(checkout)
}

fn run_clippy(checkout: &Checkout, closing: &mut ClosingLines) -> Result<(), Failure> {
    let program = Program::new("cargo")
        .args(["clippy", "--workspace", "--all-targets", "--features", "custom-protocol", "--", "-D", "warnings"])
        .folder(&checkout.root);
    keep(program, closing, &["Finished", "error: could not compile"])
}

fn run_rust_tests(checkout: &Checkout, closing: &mut ClosingLines) -> Result<(), Failure> {
    let program = Program::new("cargo")
        .args(["test", "--workspace", "--features", "custom-protocol", "--no-fail-fast"])
        .folder(&checkout.root);
    keep(program, closing, &["test result:"])
}

fn check_web_types(checkout: &Checkout, _: &mut ClosingLines) -> Result<(), Failure> {
    npm_script("typecheck", &checkout.ui())?;
    Program::new(web_tool(checkout, "tsc")).args(["--project", "tests/e2e"]).folder(&checkout.root).run()
}

fn lint_web(checkout: &Checkout, _: &mut ClosingLines) -> Result<(), Failure> {
    npm_script("lint", &checkout.ui())?;
    Program::new(web_tool(checkout, "oxlint"))
        .args(["--config", "tests/e2e/.oxlintrc.json", "--deny-warnings", "tests/e2e", "xtask/scripts"])
        .folder(&checkout.root)
        .run()
}

fn run_web_tests(checkout: &Checkout, closing: &mut ClosingLines) -> Result<(), Failure> {
    let program = Program::new("npm").args(["run", "--silent", "test"]).folder(&checkout.ui());
    keep(program.variable("NO_COLOR", "1"), closing, &["Test Files ", "     Tests ", "  Duration "])
}

fn build_programs(checkout: &Checkout, _: &mut ClosingLines) -> Result<(), Failure> {
    app_build::build(checkout, false)
}

fn run_browser_stories(checkout: &Checkout, closing: &mut ClosingLines) -> Result<(), Failure> {
    run_stories("browser", checkout, closing)
}

fn run_desktop_stories(checkout: &Checkout, closing: &mut ClosingLines) -> Result<(), Failure> {
    run_stories("desktop", checkout, closing)
}

/// One file after the other: on two cores, stories side by side only make each other late.
fn run_stories(kind: &str, checkout: &Checkout, closing: &mut ClosingLines) -> Result<(), Failure> {
    let folder = checkout.root.join("tests/e2e").join(kind);
    let mut stories: Vec<PathBuf> = std::fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).collect();
    stories.retain(|path| path.to_string_lossy().ends_with(".story.mjs"));
    stories.sort();
    let program = Program::new("node")
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=180000"])
        .args(&stories)
        .folder(&checkout.root)
        .variable("ROUTINE", checkout.built("routine", false))
        .variable("ROUTINE_STUDIO", checkout.built("routine-studio", false));
    let mut lines = Vec::new();
    let outcome = program.run_and_keep(&mut lines);
    closing.keep(&lines, &["ℹ tests ", "ℹ pass ", "ℹ fail ", "ℹ duration_ms "]);
    closing.keep_from(&lines, "failing tests:");
    outcome
}

fn web_tool(checkout: &Checkout, name: &str) -> PathBuf {
    checkout.ui().join("node_modules/.bin").join(name)
}

fn npm_script(name: &str, folder: &Path) -> Result<(), Failure> {
    Program::new("npm").args(["run", "--silent", name]).folder(folder).run()
}

fn keep(program: Program, closing: &mut ClosingLines, phrases: &[&str]) -> Result<(), Failure> {
    let mut lines = Vec::new();
    let outcome = program.run_and_keep(&mut lines);
    closing.keep(&lines, phrases);
    outcome
}
