//! What a run does: commands in, events and effects out; no I/O, no clock, no chance.
