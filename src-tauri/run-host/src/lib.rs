//! What makes a run move: one loop per run between engine, store and execution.
