//! The real `routine` program, over a database of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A routine with a form, a fork with conditions, and a script.
pub fn approval() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/program/approval.bpmn")
}

/// A folder with a database, gone after the test.
pub struct Desk {
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

/// What the program said, and how it ended.
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// A desk whose programs have these environment variables, too.
    pub fn with(variables: &[(&str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { folder: tempfile::tempdir().unwrap(), variables }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The program with this desk's database.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_routine"));
        command.arg("--db").arg(self.path("runs.db")).stdin(Stdio::null());
        // A test must not see or change the secrets of who runs it.
        command.env("ROUTINE_STUDIO_DATA", self.folder.path()).env("ROUTINE_KEYCHAIN", "off");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    pub fn routine(&self, args: &[&str]) -> Said {
        said(self.command().args(args).output().unwrap())
    }

    /// The same in JSON; every line of stdout has to be an object.
    pub fn json(&self, args: &[&str]) -> (i32, Vec<Value>) {
        let said = said(self.command().arg("--json").args(args).output().unwrap());
        (said.status, lines(&said.out))
    }
}

pub fn said(output: Output) -> Said {
    Said {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"))).collect()
}
