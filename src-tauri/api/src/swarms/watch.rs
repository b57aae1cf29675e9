//! A swarm's view that follows its updates.

use run_host::{SwarmSnapshot, SwarmUpdate as Told};

use crate::contract::{SwarmUpdate, SwarmView};
use crate::projection::swarm::{Names, changes_between, swarm_view};

/// The view that a watcher has.
pub(crate) struct SwarmProjection {
    view: SwarmView,
}

impl SwarmProjection {
    pub(crate) fn new(snapshot: &SwarmSnapshot) -> Self {
        Self { view: swarm_view(&snapshot.context) }
    }

    /// The view as of the last update.
    pub(crate) fn view(&self) -> &SwarmView {
        &self.view
    }

    /// Follows updates that came one after the other, as one.
    pub(crate) fn follow(&mut self, told: &[std::sync::Arc<Told>]) -> Option<SwarmUpdate> {
        let (first, last) = (told.first()?, told.last()?);
        let after = swarm_view(&last.context);
        let mut changed: std::collections::BTreeMap<&String, _> = std::collections::BTreeMap::new();
        for update in told {
            changed.extend(update.changed.iter());
        }
        let journal = told.iter().flat_map(|update| &update.entries);
        let changes = changes_between(&self.view, &after, Names(&last.context), changed.into_iter(), journal);
        self.view = after;
        let swarm_id = last.swarm.to_string();
        Some(SwarmUpdate { swarm_id, from_seq: first.from_seq, seq: last.seq, changes })
    }
}
