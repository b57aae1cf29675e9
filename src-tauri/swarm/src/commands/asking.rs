//! Runs ask: each ask is done once, and answered the same way until the run has left.

use routine_model::{Credits, RunId};

use super::{account, acting, posting, runs, watching};
use crate::SwarmRejection;
use crate::ask::{AskAnswer, AskRequest, EntryRead, EntryWrite, RunAsk};
use crate::author::AskKey;
use crate::board::may_read;
use crate::broken::Broken;
use crate::effect::SwarmEffect;
use crate::event::{AskRefused, EntriesRead, ReceiptsDropped, WriteRefused};
use crate::ledger::Holder;
use crate::pattern::Pattern;
use crate::refusal::Refusal;
use crate::state::{Receipt, RunStanding, SwarmContext, SwarmView, WriteResult};
use crate::turn::Turn;

/// So many receipts are kept before it is worth an entry of the journal to say that they are not needed any more.
const RECEIPTS_AT_ONCE: usize = 64;

pub(super) fn ask(turn: &mut Turn<'_>, ask: RunAsk) -> Result<(), SwarmRejection> {
    let standing = turn.state().runs.get(&ask.run).map(|run| run.standing);
    if standing == Some(RunStanding::Joined) {
        let before = answered_before(turn.state(), &ask);
        let charges = if before.is_some() { Vec::new() } else { ask.charges.clone() };
        account::settle(turn, &Holder::Run(ask.run.clone()), ask.spent_total, charges)?;
        if let Some(answer) = before {
            answer.into_iter().for_each(|answer| reply(turn, &ask.run, &ask.ask, answer));
            return Ok(());
        }
        drop_receipts(turn, &ask)?;
    }
    match (&ask.request, standing) {
        (AskRequest::Leave { .. }, None | Some(RunStanding::Left)) => {
            reply(turn, &ask.run, &ask.ask, AskAnswer::Left);
            Ok(())
        }
        (AskRequest::Leave { .. }, Some(RunStanding::Planned | RunStanding::Joined)) => runs::leave(turn, ask),
        (AskRequest::Join { .. }, None | Some(RunStanding::Planned)) => runs::join(turn, ask),
        (_, None | Some(RunStanding::Planned | RunStanding::Left)) => {
            let refusal = Refusal::NotJoined { run: ask.run.to_string() };
            reply(turn, &ask.run, &ask.ask, AskAnswer::Refused(refusal));
            Ok(())
        }
        (_, Some(RunStanding::Joined)) => of_member(turn, ask),
    }
}

/// Answers a run; the event beside it is its receipt.
pub(super) fn reply(turn: &mut Turn<'_>, run: &RunId, ask: &AskKey, answer: AskAnswer) {
    turn.ask(SwarmEffect::AnswerAsk { run: run.clone(), ask: ask.clone(), answer });
}

/// Refuses an ask as a whole, with a receipt.
pub(super) fn refuse(turn: &mut Turn<'_>, run: &RunId, ask: &AskKey, refusal: Refusal) -> Result<(), Broken> {
    turn.emit(AskRefused { run: run.clone(), ask: ask.clone(), refusal: refusal.clone() })?;
    reply(turn, run, ask, AskAnswer::Refused(refusal));
    Ok(())
}

/// The answer that an ask had; an empty one when it is still waited for. None when it is new.
fn answered_before(context: &SwarmContext, ask: &RunAsk) -> Option<Option<AskAnswer>> {
    let run = context.runs.get(&ask.run)?;
    let Some(receipt) = run.receipts.get(&ask.ask) else {
        let is_old = matches!(&ask.ask, AskKey::Ask(ask) if *ask < run.receipts.answered_below);
        return is_old.then(|| Some(AskAnswer::Refused(Refusal::Answered { ask: ask.ask.to_string() })));
    };
    match receipt {
        Receipt::Joined => Some(Some(joined(context, &ask.run))),
        // Read anew, and not counted as read again.
        Receipt::Read => match &ask.request {
            AskRequest::Read { keys } => Some(Some(read_answer(context, ask, keys).0)),
            AskRequest::Join { .. }
            | AskRequest::Write { .. }
            | AskRequest::Watch { .. }
            | AskRequest::Reserve { .. }
            | AskRequest::Act(_)
            | AskRequest::Leave { .. } => {
                Some(Some(AskAnswer::Refused(Refusal::Answered { ask: ask.ask.to_string() })))
            }
        },
        Receipt::Watching => Some(None),
        Receipt::Changed { seq } => Some(Some(AskAnswer::Changed { seq: *seq })),
        Receipt::Written { results } => {
            let results = results.iter().map(|result| match result {
                WriteResult::Applied(version) => Ok(*version),
                WriteResult::Refused(refusal) => Err(refusal.clone()),
            });
            Some(Some(AskAnswer::Written { results: results.collect() }))
        }
        Receipt::Done => Some(Some(AskAnswer::Done)),
        Receipt::Reserved { amount } => Some(Some(AskAnswer::Reserved { amount: *amount })),
        Receipt::Refused { refusal } => Some(Some(AskAnswer::Refused(refusal.clone()))),
    }
}

/// What a run is told when it has joined.
pub(super) fn joined(context: &SwarmContext, run: &RunId) -> AskAnswer {
    let subtask = context.runs.get(run).and_then(|run| run.subtask.as_ref());
    AskAnswer::Joined {
        seq: context.seq,
        view: Box::new(SwarmView::of(context, subtask)),
        allotment: context.ledger.allotment(&Holder::Run(run.clone())).allotted,
    }
}

fn drop_receipts(turn: &mut Turn<'_>, ask: &RunAsk) -> Result<(), Broken> {
    let Some(below) = ask.answered_below else { return Ok(()) };
    let run = turn.state().runs.get(&ask.run);
    let old = run.map_or(0, |run| run.receipts.asks.range(..below).count());
    if old < RECEIPTS_AT_ONCE {
        return Ok(());
    }
    turn.emit(ReceiptsDropped { run: ask.run.clone(), below })
}

fn of_member(turn: &mut Turn<'_>, ask: RunAsk) -> Result<(), SwarmRejection> {
    let has_ended = turn.state().status.has_ended();
    if let Some(member) = ask.member.as_ref().filter(|member| turn.state().team.member(member).is_none()) {
        let refusal = Refusal::NoMember { member: member.to_string() };
        return Ok(refuse(turn, &ask.run, &ask.ask, refusal)?);
    }
    match &ask.request {
        AskRequest::Read { keys } => read(turn, &ask, keys)?,
        AskRequest::Write { .. } | AskRequest::Watch { .. } | AskRequest::Reserve { .. } | AskRequest::Act(_)
            if has_ended =>
        {
            refuse(turn, &ask.run, &ask.ask, Refusal::Ended)?;
        }
        AskRequest::Write { writes } => write(turn, &ask, writes)?,
        AskRequest::Watch { keys, known_seq } => {
            let most = turn.state().limits.writes;
            if keys.len() as u64 > most {
                let refusal =
                    Refusal::TooLarge { what: "the number of keys".to_owned(), found: keys.len() as u64, most };
                refuse(turn, &ask.run, &ask.ask, refusal)?;
            } else {
                let keys = keys.iter().map(|key| Pattern::from(&**key)).collect();
                watching::watch(turn, ask.run, ask.ask, keys, *known_seq)?;
            }
        }
        AskRequest::Reserve { amount } => reserve(turn, &ask, *amount)?,
        AskRequest::Act(act) => acting::act(turn, &ask, (**act).clone())?,
        AskRequest::Join { .. } | AskRequest::Leave { .. } => {
            let refusal = Refusal::Answered { ask: ask.ask.to_string() };
            refuse(turn, &ask.run, &ask.ask, refusal)?;
        }
    }
    Ok(())
}

/// What a read is answered, what was shown, and what was denied.
fn read_answer(context: &SwarmContext, ask: &RunAsk, keys: &[String]) -> (AskAnswer, Vec<(String, u64)>, Vec<String>) {
    let who = ask.origin().who;
    let (mut entries, mut shown, mut denied) = (Vec::new(), Vec::new(), Vec::new());
    for key in keys {
        let absent = EntryRead { key: key.clone(), version: 0, value: None };
        if !may_read(context, &who, key) {
            denied.push(key.clone());
            entries.push(absent);
            continue;
        }
        let entry = context.board.entries.get(key);
        let read = entry.map_or(absent, |entry| EntryRead {
            key: key.clone(),
            version: entry.version,
            value: entry.value.clone(),
        });
        shown.push((key.clone(), read.version));
        entries.push(read);
    }
    (AskAnswer::Read { seq: context.seq, entries }, shown, denied)
}

fn read(turn: &mut Turn<'_>, ask: &RunAsk, keys: &[String]) -> Result<(), Broken> {
    let most = turn.state().limits.writes;
    if keys.len() as u64 > most {
        let refusal = Refusal::TooLarge { what: "the number of keys".to_owned(), found: keys.len() as u64, most };
        return refuse(turn, &ask.run, &ask.ask, refusal);
    }
    let (answer, keys, denied) = read_answer(turn.state(), ask, keys);
    turn.emit(EntriesRead { keys, denied, origin: ask.origin() })?;
    reply(turn, &ask.run, &ask.ask, answer);
    Ok(())
}

fn write(turn: &mut Turn<'_>, ask: &RunAsk, writes: &[EntryWrite]) -> Result<(), Broken> {
    let most = turn.state().limits.writes;
    if writes.len() as u64 > most {
        let refusal = Refusal::TooLarge { what: "the number of writes".to_owned(), found: writes.len() as u64, most };
        return refuse(turn, &ask.run, &ask.ask, refusal);
    }
    let origin = ask.origin();
    let mut results = Vec::with_capacity(writes.len());
    for write in writes {
        match posting::refusal_of(turn.state(), &origin.who, write) {
            None => {
                posting::write(turn, write.clone(), &origin, None)?;
                results.push(Ok(turn.state().board.version_of(&write.key)));
            }
            Some(refusal) => {
                let (key, operation) = (write.key.clone(), write.operation);
                turn.emit(WriteRefused { key, operation, refusal: refusal.clone(), origin: origin.clone() })?;
                results.push(Err(refusal));
            }
        }
    }
    reply(turn, &ask.run, &ask.ask, AskAnswer::Written { results });
    Ok(())
}

fn reserve(turn: &mut Turn<'_>, ask: &RunAsk, amount: Credits) -> Result<(), Broken> {
    let holder = Holder::Run(ask.run.clone());
    let answer = match account::reserve(turn, &holder, amount, Some(&ask.ask))? {
        Ok(()) => AskAnswer::Reserved { amount },
        Err(refusal) => AskAnswer::Refused(refusal),
    };
    reply(turn, &ask.run, &ask.ask, answer);
    Ok(())
}
