//! Where scripts run.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// Where scripts run.
///
/// Their language looks at the clock only now and then: a script that spends its time in the language's own functions
/// (great numbers, long texts) does not notice on its own that it should stop, and only ending its process helps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ScriptPlace {
    /// On threads of this program. A script that does not notice that it should stop keeps its thread, and one of the
    /// 32 turns; its step ends in time all the same. For tests, and for hosts that cannot start processes.
    #[default]
    Thread,
    /// In processes that are killed when time is up, kept warm in between.
    Process {
        /// The program to start.
        program: PathBuf,
        /// With these arguments it calls [`super::serve_scripts`] and nothing else.
        arguments: Vec<OsString>,
    },
}

impl ScriptPlace {
    /// The argument with which a host's own program becomes one that runs scripts.
    pub const ARGUMENT: &'static str = "run-scripts";

    /// Processes of the program that is running; its `main` has to call [`super::serve_scripts`] when
    /// [`Self::ARGUMENT`] is its first argument.
    ///
    /// # Errors
    /// When the system does not say which program this is.
    pub fn this_program() -> io::Result<Self> {
        Ok(Self::Process { program: std::env::current_exe()?, arguments: vec![Self::ARGUMENT.into()] })
    }
}
