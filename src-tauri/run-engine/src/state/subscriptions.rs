//! Everything that listens, found by what it listens for: ten thousand branches may wait, and each message concerns one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use super::{ReadEntries, Subscription};
use crate::event::Trigger;
use crate::ids::SubscriptionId;
use crate::outcome::VariableMap;

type Ids = BTreeSet<SubscriptionId>;

/// What listens, by id, with indexes beside it. Stored without them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<SubscriptionId, Subscription>", into = "BTreeMap<SubscriptionId, Subscription>")]
pub struct Subscriptions {
    by_id: BTreeMap<SubscriptionId, Subscription>,
    messages: BTreeMap<String, ByKey>,
    signals: BTreeMap<String, Ids>,
    /// Conditional events, by each variable that they read.
    conditions: BTreeMap<String, Ids>,
    elements: BTreeMap<ElementId, Ids>,
}

/// Who listens for a message, by correlation key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ByKey {
    all: Ids,
    without: Ids,
    with: BTreeMap<String, Ids>,
}

impl Deref for Subscriptions {
    type Target = BTreeMap<SubscriptionId, Subscription>;

    fn deref(&self) -> &Self::Target {
        &self.by_id
    }
}

impl From<BTreeMap<SubscriptionId, Subscription>> for Subscriptions {
    fn from(by_id: BTreeMap<SubscriptionId, Subscription>) -> Self {
        let mut subscriptions = Self::default();
        for (id, open) in by_id {
            subscriptions.insert(id, open);
        }
        subscriptions
    }
}

impl From<Subscriptions> for BTreeMap<SubscriptionId, Subscription> {
    fn from(subscriptions: Subscriptions) -> Self {
        subscriptions.by_id
    }
}

impl Subscriptions {
    /// Something listens from now on.
    pub(crate) fn insert(&mut self, id: SubscriptionId, open: Subscription) {
        self.elements.entry(open.element.clone()).or_default().insert(id);
        match &open.trigger {
            // A part that has happened awaits the others: it takes no second message, while a signal is heard again.
            Trigger::Message { .. } | Trigger::Condition { .. } if open.happened.is_some() => {}
            Trigger::Message { name, correlation_key } => {
                let by_key = self.messages.entry(name.clone()).or_default();
                by_key.all.insert(id);
                match correlation_key {
                    None => by_key.without.insert(id),
                    Some(key) => by_key.with.entry(key.clone()).or_default().insert(id),
                };
            }
            Trigger::Signal { name } => {
                self.signals.entry(name.clone()).or_default().insert(id);
            }
            Trigger::Condition { names, .. } => {
                for name in names {
                    self.conditions.entry(name.clone()).or_default().insert(id);
                }
            }
            Trigger::Timer { .. } | Trigger::Command => {}
        }
        self.by_id.insert(id, open);
    }

    /// Something listens no more.
    pub(crate) fn remove(&mut self, id: &SubscriptionId) -> Option<Subscription> {
        let open = self.by_id.remove(id)?;
        forget(&mut self.elements, &open.element, *id);
        match &open.trigger {
            Trigger::Message { name, correlation_key } => {
                if let Some(by_key) = self.messages.get_mut(name) {
                    by_key.all.remove(id);
                    match correlation_key {
                        None => drop(by_key.without.remove(id)),
                        Some(key) => forget(&mut by_key.with, key, *id),
                    }
                    if by_key.all.is_empty() {
                        self.messages.remove(name);
                    }
                }
            }
            Trigger::Signal { name } => forget(&mut self.signals, name, *id),
            Trigger::Condition { names, .. } => names.iter().for_each(|name| forget(&mut self.conditions, name, *id)),
            Trigger::Timer { .. } | Trigger::Command => {}
        }
        Some(open)
    }

    /// A part of a parallel multiple event has happened with these variables, or is awaited anew.
    pub(crate) fn set_happened(&mut self, id: SubscriptionId, happened: Option<VariableMap>) {
        if let Some(open) = self.remove(&id) {
            self.insert(id, Subscription { happened, ..open });
        }
    }

    /// A conditional event has seen entries of the blackboard.
    pub(crate) fn set_seen(&mut self, id: SubscriptionId, seen: Box<ReadEntries>) {
        if let Some(open) = self.by_id.get_mut(&id) {
            open.seen = Some(seen);
        }
    }

    /// For changes that leave alone what it listens for.
    pub(crate) fn get_mut(&mut self, id: &SubscriptionId) -> Option<&mut Subscription> {
        self.by_id.get_mut(id)
    }

    /// The oldest that takes a message: one without a key takes and is taken by any.
    pub(crate) fn for_message(&self, name: &str, correlation_key: Option<&str>) -> Option<SubscriptionId> {
        let by_key = self.messages.get(name)?;
        let Some(key) = correlation_key else { return by_key.all.first().copied() };
        let with = by_key.with.get(key).and_then(BTreeSet::first);
        by_key.without.first().into_iter().chain(with).min().copied()
    }

    /// All that listen for a signal.
    pub(crate) fn for_signal(&self, name: &str) -> impl Iterator<Item = &Subscription> {
        self.signals.get(name).into_iter().flatten().filter_map(|id| self.by_id.get(id))
    }

    /// Conditional events that read one of these variables, oldest first.
    pub(crate) fn for_changes(&self, variables: &BTreeSet<String>) -> Ids {
        variables.iter().filter_map(|name| self.conditions.get(name)).flatten().copied().collect()
    }

    /// What an element listens for, oldest first.
    pub(crate) fn of_element(&self, element: &ElementId) -> impl Iterator<Item = &Subscription> {
        self.elements.get(element).into_iter().flatten().filter_map(|id| self.by_id.get(id))
    }
}

fn forget<K: Ord>(index: &mut BTreeMap<K, Ids>, key: &K, id: SubscriptionId) {
    if let Some(ids) = index.get_mut(key) {
        ids.remove(&id);
        if ids.is_empty() {
            index.remove(key);
        }
    }
}
