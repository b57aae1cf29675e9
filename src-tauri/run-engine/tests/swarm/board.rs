//! A swarm in miniature: it has entries with versions and credits, and gives the same answer to the same ask.

use std::collections::BTreeMap;

use routine_model::{Credits, EntryOperation, SwarmAskId};
use run_engine::swarm_asks::{EntryRead, EntryWrite, SeenEntry, SwarmAnswer, SwarmAsk, SwarmRequest, WriteResult};
use serde_json::{Value, json};

#[derive(Default)]
pub struct Board {
    pub version: u64,
    pub entries: BTreeMap<String, SeenEntry>,
    pub receipts: BTreeMap<SwarmAskId, SwarmAnswer>,
    /// What is left to be reserved; none is without limit.
    pub credits: Option<Credits>,
    /// What has been reserved for the run in all.
    pub reserved: Credits,
    /// Writes that were done, in order.
    pub log: Vec<EntryWrite>,
    pub left: u32,
}

impl Board {
    pub fn post(&mut self, key: &str, value: Value) {
        self.version += 1;
        let version = self.entries.get(key).map_or(1, |entry| entry.version + 1);
        self.entries.insert(key.to_owned(), SeenEntry { version, value });
    }

    /// None while there is nothing to answer.
    pub fn answer(&mut self, ask: &SwarmAsk) -> Option<SwarmAnswer> {
        if let Some(receipt) = self.receipts.get(&ask.ask) {
            return Some(receipt.clone());
        }
        let answer = match &ask.request {
            SwarmRequest::Join { .. } => SwarmAnswer::Joined {
                version: self.version,
                allotment: self.credits.map(|_| Credits::ZERO),
                context: json!({"goal": "write it", "team": [{"id": "ann"}, {"id": "bo"}]}),
            },
            SwarmRequest::Read { reads } => self.seen(reads),
            SwarmRequest::Watch { known_version: Some(known), .. } if *known >= self.version => return None,
            SwarmRequest::Watch { reads, .. } => self.seen(reads),
            SwarmRequest::Write { writes } => {
                let results = writes.iter().map(|write| self.write(write)).collect();
                SwarmAnswer::Written { version: self.version, results }
            }
            SwarmRequest::Reserve { amount, patient } => {
                match self.credits.and_then(|left| left.checked_sub(*amount)) {
                    Some(left) => {
                        self.credits = Some(left);
                        self.reserved = self.reserved.checked_add(*amount).unwrap();
                        SwarmAnswer::Granted { amount: *amount }
                    }
                    None if *patient => return None,
                    None => refused("swarm-out-of-credits"),
                }
            }
            SwarmRequest::Leave(leave) => {
                for write in &leave.writes {
                    self.write(write);
                }
                self.left += 1;
                SwarmAnswer::Left
            }
        };
        self.receipts.insert(ask.ask, answer.clone());
        Some(answer)
    }

    fn seen(&self, reads: &[EntryRead]) -> SwarmAnswer {
        let found = reads.iter().filter_map(|read| Some((read.key.clone(), self.entries.get(&read.key)?.clone())));
        SwarmAnswer::Entries { version: self.version, entries: found.collect() }
    }

    fn write(&mut self, write: &EntryWrite) -> WriteResult {
        let current = self.entries.get(&write.key);
        let version = current.map_or(0, |entry| entry.version);
        let code = |code: &str| WriteResult::Refused { code: code.to_owned(), message: format!("{code} it is") };
        if write.expected_version.is_some_and(|expected| expected != version) {
            return code("swarm-conflict");
        }
        let value = match (write.operation, current.map(|entry| &entry.value)) {
            (EntryOperation::Append, Some(Value::Array(list))) => {
                let mut list = list.clone();
                list.push(write.value.clone());
                Value::Array(list)
            }
            (EntryOperation::Append, None) => json!([write.value]),
            (EntryOperation::Append, Some(_)) => return code("swarm-type-mismatch"),
            (_, _) => write.value.clone(),
        };
        self.post(&write.key, value);
        self.log.push(write.clone());
        WriteResult::Applied { version: version + 1 }
    }
}

pub fn refused(code: &str) -> SwarmAnswer {
    SwarmAnswer::Refused { code: code.to_owned(), message: format!("{code} it is") }
}
