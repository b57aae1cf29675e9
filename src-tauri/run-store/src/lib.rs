//! How a run is kept: the SQLite journal, checkpoints and lists.
