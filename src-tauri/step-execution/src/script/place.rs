//! Where scripts run.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use super::serve_scripts;

/// What [`run_scripts_if_asked`] has found out about this program.
static THIS_PROGRAM: OnceLock<ScriptPlace> = OnceLock::new();

/// Where scripts run.
///
/// Their language looks at the clock only now and then: a script that spends its time in the language's own functions
/// (great numbers, long texts) does not notice on its own that it should stop, and only ending its process helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptPlace {
    /// On threads of this program. A script that does not notice that it should stop keeps its thread, and one of the
    /// 32 turns; its step ends in time all the same. For tests, and for hosts that cannot start processes.
    Thread,
    /// In processes that are killed when time is up, kept warm in between.
    Process {
        /// The program to start.
        program: PathBuf,
        /// With these arguments it runs scripts and does nothing else.
        arguments: Vec<OsString>,
    },
}

/// The argument with which a program becomes one that runs scripts.
const ARGUMENT: &str = "run-scripts-for-another-process";

/// The first thing in the `main` of a host: asked to by its only argument, the program runs scripts and then ends with this
/// code. Otherwise [`ScriptPlace::default`] is from now on processes of this program.
#[must_use]
pub fn run_scripts_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == ARGUMENT) && arguments.next().is_none() {
        return Some(serve_scripts().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS));
    }
    if let Ok(program) = std::env::current_exe() {
        THIS_PROGRAM.get_or_init(|| ScriptPlace::Process { program, arguments: vec![ARGUMENT.into()] });
    }
    None
}

impl Default for ScriptPlace {
    /// Processes of this program where its `main` has called [`run_scripts_if_asked`], else threads.
    fn default() -> Self {
        THIS_PROGRAM.get().cloned().unwrap_or(Self::Thread)
    }
}
