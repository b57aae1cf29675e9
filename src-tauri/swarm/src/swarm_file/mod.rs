//! A swarm's file: JSON, `name.swarm.json`. What may stand in it is said once, by the schema beside this crate: the reader
//! compares with it, editors complete by it.
//!
//! Deliberately absent: child swarms, which runs make; and anything that has happened, which the journal has.

mod error;
mod read;
mod write;

pub use error::SwarmFileError;
pub use read::read_swarm;
pub use write::{SwarmExport, write_swarm};

/// The JSON Schema of a swarm's file.
pub const SWARM_FILE_SCHEMA: &str = include_str!("../../swarm-file.schema.json");

/// What a file names as its format, without the version.
const FORMAT: &str = "routine-swarm/";

/// The newest version of the format that this program knows.
const VERSION: u32 = 1;
