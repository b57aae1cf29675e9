//! A stretch of the table of entries: found, sorted and cut here, so that a page never holds more than it shows.

use std::cmp::Ordering;

use swarm::state::{Entry, SwarmContext};

use crate::contract::params::ListEntries;
use crate::contract::{EntryColumn, EntryPage};
use crate::projection::swarm::{Names, entry_line};
use crate::projection::{kind_of, kind_word};

/// The most lines that one page holds.
const MOST_LINES: u32 = 2_000;

type Line<'c> = (&'c String, &'c Entry);

/// The lines that are asked for.
pub(super) fn entry_page(context: &SwarmContext, asked: &ListEntries) -> EntryPage {
    let names = Names(context);
    let conditions = Conditions::of(asked.filter.as_deref().unwrap_or_default());
    let mut found: Vec<Line<'_>> = context
        .board
        .entries
        .iter()
        .filter(|(key, entry)| (asked.deleted || entry.value.is_some()) && conditions.fit(names, key, entry))
        .collect();
    // The board has its keys in order already.
    if asked.sort != EntryColumn::Key {
        found.sort_by_cached_key(|line| Place::of(names, *line, asked.sort));
    }
    if asked.descending {
        found.reverse();
    }
    let (from, limit) = (asked.from, asked.limit.min(MOST_LINES));
    let skip = usize::try_from(from).unwrap_or(usize::MAX);
    let lines = found.iter().skip(skip).take(limit as usize);
    EntryPage {
        entries: lines.map(|(key, entry)| entry_line(names, key, entry)).collect(),
        from,
        total: found.len() as u64,
        seq: context.seq,
    }
}

/// What a line is sorted by; among equals by key.
#[derive(PartialEq, Eq)]
enum Place {
    Number(u64, String),
    Word(String, String),
}

impl Place {
    fn of(names: Names<'_>, (key, entry): Line<'_>, column: EntryColumn) -> Self {
        match column {
            EntryColumn::Key => Self::Word(String::new(), key.clone()),
            EntryColumn::Kind => {
                let kind = entry.value.as_deref().map(|value| kind_word(kind_of(value)));
                Self::Word(kind.unwrap_or_default().to_owned(), key.clone())
            }
            EntryColumn::Version => Self::Number(entry.version, key.clone()),
            EntryColumn::Writer => Self::Word(names.writer(&entry.origin), key.clone()),
            EntryColumn::Changed => Self::Number(entry.seq, key.clone()),
            EntryColumn::Reads => Self::Number(entry.reads(), key.clone()),
        }
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(one, key), Self::Number(another, other)) => one.cmp(another).then_with(|| key.cmp(other)),
            (Self::Word(one, key), Self::Word(another, other)) => one.cmp(another).then_with(|| key.cmp(other)),
            (Self::Number(..), Self::Word(..)) => Ordering::Less,
            (Self::Word(..), Self::Number(..)) => Ordering::Greater,
        }
    }
}

/// What a person typed: parts of keys, and conditions such as `by:Researcher`, `type:list`, `for:SUBTASK` and `run:ID`.
#[derive(Debug, Default, PartialEq)]
struct Conditions {
    words: Vec<String>,
    writers: Vec<String>,
    kinds: Vec<String>,
    subtasks: Vec<String>,
    runs: Vec<String>,
}

impl Conditions {
    fn of(text: &str) -> Self {
        let mut conditions = Self::default();
        for word in text.split_whitespace() {
            let lower = word.to_lowercase();
            let (list, word) = match word.split_once(':') {
                Some(("by", _)) => (&mut conditions.writers, &lower[3..]),
                Some(("type", _)) => (&mut conditions.kinds, &lower[5..]),
                Some(("for", rest)) => (&mut conditions.subtasks, rest),
                Some(("run", rest)) => (&mut conditions.runs, rest),
                Some(_) | None => (&mut conditions.words, lower.as_str()),
            };
            list.push(word.to_owned());
        }
        conditions
    }

    /// All parts of the key, and of each kind of condition one.
    fn fit(&self, names: Names<'_>, key: &str, entry: &Entry) -> bool {
        let one_of = |conditions: &[String], fits: &dyn Fn(&str) -> bool| {
            conditions.is_empty() || conditions.iter().any(|condition| fits(condition))
        };
        let run = entry.origin.run.as_ref();
        self.words.iter().all(|word| key.to_lowercase().contains(word))
            && one_of(&self.kinds, &|kind| {
                entry.value.as_deref().is_some_and(|value| kind_word(kind_of(value)) == kind)
            })
            && one_of(&self.writers, &|writer| names.writer(&entry.origin).to_lowercase().contains(writer))
            && one_of(&self.runs, &|wanted| run.is_some_and(|run| run.as_str() == wanted))
            && one_of(&self.subtasks, &|wanted| {
                let subtask = run.and_then(|run| names.0.runs.get(run)?.subtask.as_ref());
                subtask.is_some_and(|subtask| subtask.as_str() == wanted)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_parts_of_keys_and_conditions() {
        let conditions = Conditions::of("Plan by:Anna type:list for:Write odd:x");
        assert_eq!(conditions.words, ["plan", "odd:x"], "an unknown condition is a part of a key");
        assert_eq!((conditions.writers, conditions.kinds), (vec!["anna".to_owned()], vec!["list".to_owned()]));
        assert_eq!(conditions.subtasks, ["Write"], "ids are as they are");
    }
}
