//! Secrets in this program's memory, until it ends.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::Secret;

#[derive(Debug, Default)]
pub(super) struct Session {
    kept: Mutex<BTreeMap<String, Secret>>,
}

impl Session {
    pub(super) fn find(&self, name: &str) -> Option<Secret> {
        self.lock().get(name).cloned()
    }

    pub(super) fn set(&self, name: &str, secret: Secret) {
        self.lock().insert(name.to_owned(), secret);
    }

    pub(super) fn remove(&self, name: &str) -> bool {
        self.lock().remove(name).is_some()
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.lock().keys().cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Secret>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
