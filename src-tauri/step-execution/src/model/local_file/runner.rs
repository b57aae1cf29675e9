//! The side program that runs a model's file: where it is, and one that has been started.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::secret::Secret;

/// The side program's name.
const NAME: &str = "routine-local-model";
/// Environment variable that names another one.
const RUNNER: &str = "ROUTINE_LOCAL_MODEL_RUNNER";
/// Environment variables by which it is told what to run, and the key that it asks for.
const FILE: &str = "ROUTINE_LOCAL_MODEL_FILE";
const KEY: &str = "ROUTINE_LOCAL_MODEL_KEY";
/// What all variables of this program begin with; the side program sees none of them, since some hold secrets.
const OURS: &str = "ROUTINE_";
/// Lines before the address: libraries may have something to say first.
const MOST_LINES: usize = 50;

/// How models' files are run.
#[derive(Clone, Debug)]
pub struct LocalRunner {
    /// The side program.
    pub program: PathBuf,
    /// What it is called with.
    pub arguments: Vec<OsString>,
    /// How long it may take to load a file.
    pub patience: Duration,
    /// How long it stays without a question.
    pub idle: Duration,
}

impl Default for LocalRunner {
    /// The one that the environment names, else the one beside this program.
    fn default() -> Self {
        let beside = || {
            let own = std::env::current_exe().unwrap_or_default();
            own.with_file_name(format!("{NAME}{}", std::env::consts::EXE_SUFFIX))
        };
        Self {
            program: std::env::var_os(RUNNER).map_or_else(beside, PathBuf::from),
            arguments: Vec::new(),
            patience: Duration::from_secs(180),
            idle: Duration::from_secs(600),
        }
    }
}

/// A side program that answers.
#[derive(Debug)]
pub(super) struct Running {
    /// Killed when it is dropped.
    child: Child,
    /// Read no more, but kept open: it must not fail for want of a reader.
    _out: Lines<BufReader<ChildStdout>>,
    /// Kept apart, since waiting for a child closes its input, and by that the side program is told to end.
    _input: Option<ChildStdin>,
    /// Where it answers, ending in a slash.
    pub(super) base_url: String,
    /// What it asks for.
    pub(super) key: Secret,
}

impl Running {
    /// Starts it on a file, and waits until it has loaded that.
    pub(super) async fn start(runner: &LocalRunner, file: &Path) -> Result<Self, String> {
        let mut random = [0; 24];
        getrandom::fill(&mut random).map_err(|error| error.to_string())?;
        let key = Secret::new(random.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        let mut command = Command::new(&runner.program);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with(OURS)) {
            command.env_remove(name);
        }
        let mut child = command
            .args(&runner.arguments)
            .env(FILE, file)
            .env(KEY, key.reveal())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{} cannot be started: {error}", runner.program.display()))?;
        let input = child.stdin.take();
        let out = child.stdout.take().ok_or("it has no stdout")?;
        let mut out = BufReader::new(out).lines();
        let loaded = tokio::time::timeout(runner.patience, address(&mut out)).await;
        let base_url = match loaded {
            Ok(Some(address)) => address,
            Ok(None) => return Err(format!("the side program ended while it loaded {}", file.display())),
            Err(_) => {
                let waited = runner.patience.as_secs();
                return Err(format!("the side program did not load {} within {waited} s", file.display()));
            }
        };
        Ok(Self { child, _out: out, _input: input, base_url, key })
    }

    /// It has not ended.
    pub(super) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// It has ended by then, or before.
    pub(super) async fn ends_within(&mut self, patience: Duration) -> bool {
        tokio::time::timeout(patience, self.child.wait()).await.is_ok()
    }
}

async fn address(out: &mut Lines<BufReader<ChildStdout>>) -> Option<String> {
    for _ in 0..MOST_LINES {
        let line = out.next_line().await.ok()??;
        if line.starts_with("http://127.0.0.1:") {
            return Some(line.trim().to_owned());
        }
    }
    None
}
