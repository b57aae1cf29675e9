//! Starting other programs: shown before they start, judged by their exit status.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;

use crate::Failure;

/// A program with its arguments, not yet started.
pub struct Program {
    command: Command,
    shown: String,
}

impl Program {
    pub fn new(name: impl AsRef<OsStr>) -> Self {
        let name = name.as_ref();
        Program { command: Command::new(name), shown: name.to_string_lossy().into_owned() }
    }

    pub fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    pub fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in this terminal until it ends.
    pub fn run(mut self) -> Result<(), Failure> {
        println!("$ {}", self.shown);
        let status = self.command.status().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(Failure(format!("`{}` ended with {status}.", self.shown))) }
    }

    /// Runs it until it ends; shows every line as it comes and keeps a copy.
    pub fn run_and_keep(mut self, lines: &mut Vec<String>) -> Result<(), Failure> {
        println!("$ {}", self.shown);
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| self.not_started(&error))?;
        let (sender, receiver) = mpsc::channel();
        let readers = [
            child.stdout.take().map(|pipe| forward(pipe, sender.clone())),
            child.stderr.take().map(|pipe| forward(pipe, sender)),
        ];
        for line in receiver {
            println!("{line}");
            lines.push(line);
        }
        for reader in readers.into_iter().flatten() {
            // A reader only ends early when its pipe broke; the exit status below tells the story.
            let _ = reader.join();
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(Failure(format!("`{}` ended with {status}.", self.shown))) }
    }

    /// Runs it silently and answers what it wrote.
    pub fn output(mut self) -> Result<String, Failure> {
        let output = self.command.stdin(Stdio::null()).output().map_err(|error| self.not_started(&error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let reason = String::from_utf8_lossy(&output.stderr);
        Err(Failure(format!("`{}` ended with {}: {}", self.shown, output.status, reason.trim())))
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        Failure(format!("`{}` could not be started: {error}.", self.shown))
    }
}

fn forward(pipe: impl Read + Send + 'static, lines: mpsc::Sender<String>) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let text = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if lines.send(text).is_err() {
                return;
            }
        }
    })
}

/// Whether a program of this name can be found.
pub fn is_installed(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}
