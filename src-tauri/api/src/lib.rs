//! What a screen says: commands, snapshots and updates, the same for every host.
//!
//! Read `commands.rs` first: it is the whole list. Then [`Studio`], the program behind every host. Deliberately absent:
//! windows, sockets, SQL.

pub mod codegen;
mod commands;
mod comparing;
pub mod contract;
mod decisions;
mod evolution;
pub mod headless;
mod interventions;
mod library;
mod log_filter;
mod outside;
mod own_name;
mod past;
mod projection;
mod reading;
mod resources;
mod restarts;
mod run_files;
mod run_search;
mod samples;
mod studio;
mod swarms;
mod tidying;
mod values;

pub use log_filter::log_filter;
pub use projection::fold;
pub use resources::SecretFolders;
pub use step_execution::run_scripts_if_asked;
pub use studio::{Answer, Client, DATA_FOLDER_VARIABLE, Desktop, Pushes, Studio, StudioOptions, ui_commands};
pub use swarms::Swarms;
