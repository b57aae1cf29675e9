//! One file a table: migration, row, read, write.

pub(crate) mod checkpoints;
pub(crate) mod drafts;
pub(crate) mod entry_versions;
pub(crate) mod journal;
pub(crate) mod kept_views;
pub(crate) mod messages;
pub(crate) mod model_spending;
pub(crate) mod pins;
pub(crate) mod recents;
pub(crate) mod routine_versions;
pub(crate) mod run_query;
pub(crate) mod runs;
pub(crate) mod settings;
pub(crate) mod signals;
pub(crate) mod strategy_figures;
pub(crate) mod strategy_verdicts;
pub(crate) mod subscriptions;
pub(crate) mod swarm_checkpoints;
pub(crate) mod swarm_journal;
pub(crate) mod swarms;
pub(crate) mod ui_state;
