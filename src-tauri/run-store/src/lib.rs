//! How a run is kept: the SQLite journal, checkpoints and lists.
//!
//! One [`RunPersistence`] owns the one connection, on a thread of its own. One file a table: migration, row, read, write.
//! What an event means is not known here; a trait over storages is deliberately absent, tests use `:memory:`.

mod append;
mod backup;
mod bare_inserts;
mod error;
mod exchange;
mod migration;
mod open_lock;
mod persistence;
mod read_only;
mod rescue;
mod run_lock;
mod swarm_append;
mod table;
mod writer;

pub use append::{Append, Durability};
pub use backup::{Backup, backups, restore};
pub use error::StoreError;
pub use exchange::{Awaits, Exchange, NewMessage, NewSignal, OpenSubscription, Parcel};
pub use migration::SCHEMA_VERSION;
pub use persistence::RunPersistence;
pub use rescue::{BrokenRun, Rescued, RescuedTable, rescue};
pub use run_lock::RunLock;
pub use swarm_append::SwarmAppend;
pub use table::checkpoints::Checkpoint;
pub use table::drafts::Draft;
pub use table::entry_versions::StoredVersion;
pub use table::messages::KeptMessage;
pub use table::recents::Recent;
pub use table::routine_versions::StoredRoutine;
pub use table::run_query::{Measure, Relation, RunCondition, RunCursor, RunPage, RunQuery, RunTest};
pub use table::runs::{Imported, RunRow, WaitingPlace};
pub use table::signals::SignalCopy;
pub use table::strategy_figures::StrategyFigureRow;
pub use table::strategy_verdicts::StrategyVerdict;
pub use table::swarms::{SwarmPage, SwarmQuery, SwarmRow};
