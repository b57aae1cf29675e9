//! Processes that run scripts for this one, and are killed when they do not stop.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::Script;
use super::ending::{ScriptEnding, broken};
use super::wire::{Order, Reply};

/// Processes that are kept for the next script.
const KEPT: usize = 4;

/// Idle processes.
#[derive(Debug, Default)]
pub(super) struct Pool {
    idle: Mutex<Vec<Runner>>,
}

impl Pool {
    /// Runs a script in a process. Dropping the future kills the process.
    pub(super) async fn run(&self, program: &Path, arguments: &[OsString], script: Script) -> ScriptEnding {
        let idle = self.lock().pop();
        let kept = idle.is_some();
        match self.attempt(idle, program, arguments, &script).await {
            // An idle process may have been ended from outside; a script that ends its process does so again.
            Err(_) if kept => self.attempt(None, program, arguments, &script).await,
            attempt => attempt,
        }
        .unwrap_or_else(|error| broken(format!("the process that runs scripts failed: {error}")))
    }

    async fn attempt(
        &self,
        runner: Option<Runner>,
        program: &Path,
        arguments: &[OsString],
        script: &Script,
    ) -> io::Result<ScriptEnding> {
        let mut runner = match runner {
            Some(runner) => runner,
            None => Runner::start(program, arguments)?,
        };
        let ending = runner.run(script).await?;
        let mut idle = self.lock();
        if idle.len() < KEPT {
            idle.push(runner);
        }
        Ok(ending)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Runner>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One process. It dies with this value, and ends by itself when its input ends.
#[derive(Debug)]
struct Runner {
    _child: Child,
    orders: ChildStdin,
    replies: BufReader<ChildStdout>,
}

impl Runner {
    fn start(program: &Path, arguments: &[OsString]) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments).kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        without_window(&mut command);
        let mut child = command.spawn()?;
        let missing = || io::Error::other("it has no input or output");
        let orders = child.stdin.take().ok_or_else(missing)?;
        let replies = BufReader::new(child.stdout.take().ok_or_else(missing)?);
        Ok(Self { _child: child, orders, replies })
    }

    async fn run(&mut self, script: &Script) -> io::Result<ScriptEnding> {
        let mut line = serde_json::to_vec(&Order::from(script))?;
        line.push(b'\n');
        self.orders.write_all(&line).await?;
        self.orders.flush().await?;
        loop {
            let mut line = String::new();
            if self.replies.read_line(&mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            match serde_json::from_str(&line)? {
                Reply::Note(note) => script.progress.note(note),
                Reply::Ending(ending) => return Ok(ending),
            }
        }
    }
}

#[cfg(windows)]
fn without_window(command: &mut Command) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_command: &mut Command) {}
