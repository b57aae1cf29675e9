//! What a terminal asks besides the command list: files by path, expressions, runs to the end, scenarios, speed.
//!
//! A terminal's user names files directly, so no path is checked here but for being a readable file.

mod bench;
mod bench_engine;
mod evolution;
mod expression;
mod file;
mod folder;
mod interventions;
mod moving;
mod outcome;
mod past;
mod routines;
mod runs;
mod scenario;
mod scenario_files;
mod setup;
mod soundness;
mod swarm_work;
mod swarms;
mod tidying;
mod tools;

pub use crate::decisions::decisions_in;
pub use crate::swarms::{CheckedSwarm, ExportedSwarm, ToldEntry, check_swarm_file};
pub use bench::{BenchOptions, BenchStore, Measured, bench, process_memory};
pub use evolution::Figures;
pub use expression::{NoValue, evaluate};
pub use file::{CheckedFile, check_file, roundtrip_file};
pub use moving::{Answer, Message, Sent};
pub use outcome::{Ending, Outcome};
pub use routines::{OfferedRoutine, routines_in};
pub use runs::{Headless, Limits, StartFile, Strategies};
pub use scenario::{Difference, Played};
pub use scenario_files::scenario_files;
pub use setup::Setup;
pub use soundness::{JudgedFile, judge_file};
pub use swarm_work::SwarmWait;
pub use swarms::{SwarmTool, SwarmVisit, offered_swarm_tools};
