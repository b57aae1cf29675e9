//! What a screen says: commands, snapshots and updates, the same for every host.
