//! Runs that wait for something newer than what they have seen.

use routine_model::RunId;

use crate::author::{AskKey, Author};
use crate::board::may_read;
use crate::broken::Broken;
use crate::effect::SwarmEffect;
use crate::event::{SwarmEvent, WatchMet, WatchOpened};
use crate::pattern::Pattern;
use crate::state::SwarmContext;
use crate::turn::Turn;

fn reader(context: &SwarmContext, run: &RunId) -> Author {
    let member = context.runs.get(run).and_then(|run| run.member.clone());
    member.map_or(Author::Routine, |member| Author::Member { member })
}

/// Answers at once when something newer is there already.
pub(super) fn watch(
    turn: &mut Turn<'_>,
    run: RunId,
    ask: AskKey,
    keys: Vec<Pattern>,
    known_seq: u64,
) -> Result<(), Broken> {
    let context = turn.state();
    let who = reader(context, &run);
    let newer = context
        .board
        .entries
        .iter()
        .filter(|(_, entry)| entry.seq > known_seq)
        .filter(|(key, _)| keys.iter().any(|pattern| pattern.fits(key)) && may_read(context, &who, key))
        .map(|(_, entry)| entry.seq)
        .min();
    turn.emit(WatchOpened { keys, known_seq, run: run.clone(), ask: ask.clone() })?;
    match newer {
        Some(with) => meet(turn, run, ask, with),
        None => Ok(()),
    }
}

/// Wakes everybody who waits for what this command has written.
pub(super) fn wake(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let context = turn.state();
    if context.board.watches.is_empty() {
        return Ok(());
    }
    let written: Vec<_> = turn
        .events()
        .iter()
        .filter_map(|entry| {
            let SwarmEvent::EntryWritten(written) = &entry.event else { return None };
            Some((entry.seq, &written.key))
        })
        .collect();
    let mut met = Vec::new();
    for (run, watches) in &context.board.watches {
        let who = reader(context, run);
        for watch in watches {
            let is_news =
                |key: &str| watch.keys.iter().any(|pattern| pattern.fits(key)) && may_read(context, &who, key);
            let news = written.iter().find(|(seq, key)| *seq > watch.known_seq && is_news(key));
            met.extend(news.map(|(seq, _)| (run.clone(), watch.ask.clone(), *seq)));
        }
    }
    met.into_iter().try_for_each(|(run, ask, seq)| meet(turn, run, ask, seq))
}

fn meet(turn: &mut Turn<'_>, run: RunId, ask: AskKey, with: u64) -> Result<(), Broken> {
    turn.emit(WatchMet { with, run: run.clone(), ask: ask.clone() })?;
    turn.ask(SwarmEffect::WakeRun { run, ask, seq: with });
    Ok(())
}
