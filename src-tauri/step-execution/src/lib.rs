//! How a step is done: the unified execution engine with one module per strategy.
