//! What it takes to start a run.

use routine_model::navigator::NavigatorFactory;
use routine_model::{ElementId, RoutineGraph};
use run_engine::{BreakOn, RunConfig, RunId, VariableMap};

use crate::host::RunHost;

/// The wish to start a run.
#[derive(Clone, Debug)]
pub struct StartRequest {
    /// The id of the new run; none lets the host make one.
    pub run: Option<RunId>,
    /// Where the routine comes from: a path, or the name of a file that was never saved. Its ending tells the format.
    pub path: String,
    /// The name to show; none takes the routine's own, or else the file's.
    pub name: Option<String>,
    /// The routine's text, byte for byte.
    pub bytes: Vec<u8>,
    /// How it runs.
    pub config: RunConfig,
    /// Nothing moves before a step or resume.
    pub paused: bool,
    /// Breakpoints that are there before it starts.
    pub breakpoints: Vec<BreakOn>,
    /// What is opened at once; none opens nothing, and the run waits for `OpenProcess` (scenarios).
    pub open: Option<OpenRequest>,
}

impl StartRequest {
    /// A routine's text as it is: its only executable process begins at once, and everything else is as it is unless somebody
    /// says otherwise.
    #[must_use]
    pub fn of(path: &str, bytes: Vec<u8>) -> Self {
        Self {
            run: None,
            path: path.to_owned(),
            name: None,
            bytes,
            config: RunConfig::default(),
            paused: false,
            breakpoints: Vec::new(),
            open: Some(OpenRequest::default()),
        }
    }
}

/// Which process begins, where, and with which variables.
#[derive(Clone, Debug, Default)]
pub struct OpenRequest {
    /// The process; none means the only executable one.
    pub process: Option<ElementId>,
    /// The start event; none means every plain start of the process.
    pub start: Option<ElementId>,
    /// The process's first variables.
    pub inputs: VariableMap,
}

impl RunHost {
    /// How a run of a routine runs unless somebody says otherwise: what the routine itself says (`routine:settings` of the
    /// process), over `base`. Whoever starts the run changes in the answer what it was asked to: a wish for one run comes
    /// before the routine, and the routine before what holds for all. `seed` is for choices by chance.
    #[must_use]
    pub fn config_of(&self, bytes: &[u8], process: Option<&ElementId>, base: RunConfig, seed: u64) -> RunConfig {
        let graph = self.parts.loader.read_text(bytes).graph;
        let settings =
            meant(&graph, process).and_then(|id| graph.container(id)?.process.as_ref()).map(|it| &it.settings);
        settings.map_or_else(|| base.clone(), |settings| base.clone().under(settings, seed))
    }
}

/// The process that a run begins with: the named one, else the first that can be executed, else the first.
fn meant<'g>(graph: &'g RoutineGraph, process: Option<&'g ElementId>) -> Option<&'g ElementId> {
    let is_executable = |id: &&ElementId| {
        graph.container(id).and_then(|container| container.process.as_ref()).is_some_and(|it| it.is_executable)
    };
    process.or_else(|| graph.processes().iter().find(is_executable)).or_else(|| graph.processes().first())
}

/// Where the routine's format knows one way only, steps are done one after the other, whatever the run's configuration is.
pub(crate) fn as_its_format_needs(mut config: RunConfig, bytes: &[u8], graph: &RoutineGraph) -> RunConfig {
    let format = NavigatorFactory::declared_format(bytes);
    if format.is_ok_and(|format| !NavigatorFactory::navigator(format, graph).has_branches()) {
        config.max_concurrency = 1;
    }
    config
}
