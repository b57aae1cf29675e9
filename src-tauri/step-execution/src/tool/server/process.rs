//! The program of a server: started with next to nothing of our environment, ended with everything that it has started.

use std::collections::BTreeMap;
use std::io;
use std::process::Stdio;
use std::time::Duration;

use process_wrap::tokio::{ChildWrapper, CommandWrap};
use tokio::process::{ChildStderr, ChildStdin, ChildStdout, Command};

use crate::secret::Secret;

/// Variables of our environment that a program gets.
#[cfg(not(windows))]
const INHERITED: &[&str] = &["PATH", "HOME", "LANG"];
/// Without these no program starts there.
#[cfg(windows)]
const INHERITED: &[&str] =
    &["PATH", "HOME", "LANG", "PATHEXT", "SystemRoot", "TEMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"];

/// Time that a program gets to end by itself after its input has ended.
const FAREWELL: Duration = Duration::from_millis(1_500);

/// A program, and what it has started. All of them die with this value.
#[derive(Debug)]
pub(super) struct ServerProcess {
    child: Box<dyn ChildWrapper>,
}

/// What a program is spoken to through.
pub(super) struct Pipes {
    pub(super) input: ChildStdin,
    pub(super) output: ChildStdout,
    pub(super) errors: ChildStderr,
}

impl ServerProcess {
    pub(super) fn start(
        command: &str,
        arguments: &[String],
        environment: &BTreeMap<String, Secret>,
        folder: Option<&str>,
    ) -> io::Result<(Self, Pipes)> {
        let mut program = Command::new(command);
        program.args(arguments).env_clear();
        program.envs(INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        program.envs(environment.iter().map(|(name, value)| (name, value.reveal())));
        if let Some(folder) = folder {
            program.current_dir(folder);
        }
        program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut wrapped = CommandWrap::from(program);
        in_a_group(&mut wrapped);
        let mut child = wrapped.spawn()?;
        let missing = || io::Error::other("it has no input or output");
        let pipes = Pipes {
            input: child.stdin().take().ok_or_else(missing)?,
            output: child.stdout().take().ok_or_else(missing)?,
            errors: child.stderr().take().ok_or_else(missing)?,
        };
        Ok((Self { child }, pipes))
    }

    /// Waits a little for the program to end, its input having ended, and then ends what is left.
    pub(super) async fn end(mut self) {
        let _ = tokio::time::timeout(FAREWELL, self.child.wait()).await;
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It may have ended already; what it has started may not.
        let _ = self.child.start_kill();
    }
}

#[cfg(unix)]
fn in_a_group(command: &mut CommandWrap) {
    command.wrap(process_wrap::tokio::ProcessGroup::leader());
}

#[cfg(windows)]
fn in_a_group(command: &mut CommandWrap) {
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.command_mut().creation_flags(CREATE_NO_WINDOW);
    command.wrap(process_wrap::tokio::JobObject);
}
