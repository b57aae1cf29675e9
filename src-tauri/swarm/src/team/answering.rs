//! Who answers in a conversation of several members.

use routine_model::{MemberId, SubtaskId};

use super::{Member, Team};

/// A conversation at the moment when somebody has said something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// Who takes part, in the order in which they came.
    pub members: Vec<MemberId>,
    /// What was said last.
    pub said: String,
    /// Who said it, when it was a member; nobody answers themselves.
    pub by: Option<MemberId>,
    /// Who has answered last and has not handed over.
    pub active: Option<MemberId>,
    /// The subtask that it is about.
    pub subtask: Option<SubtaskId>,
}

/// Why a member answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answering {
    /// Its name was said (`@name` or `@id`), first of all.
    Mentioned,
    /// It has answered before.
    Active,
    /// It leads the subtask or the swarm.
    Leader,
    /// It came first.
    First,
}

/// Who answers: who was mentioned, or else who has answered before, or else who leads, or else who came first. Nobody when
/// nobody takes part but the one who spoke.
#[must_use]
pub fn who_answers(team: &Team, conversation: &Conversation) -> Option<(MemberId, Answering)> {
    let takes_part = |id: &MemberId| conversation.members.contains(id) && conversation.by.as_ref() != Some(id);
    let members: Vec<_> =
        conversation.members.iter().filter(|id| takes_part(id)).filter_map(|id| team.member(id)).collect();
    if let Some(member) = mentioned(&members, &conversation.said) {
        return Some((member.clone(), Answering::Mentioned));
    }
    let is_there = |id: &&MemberId| members.iter().any(|member| member.id == **id);
    if let Some(active) = conversation.active.as_ref().filter(is_there) {
        return Some((active.clone(), Answering::Active));
    }
    let of_subtask = conversation.subtask.as_ref().and_then(|subtask| team.subtask_leaders.get(subtask));
    if let Some(leader) = of_subtask.into_iter().chain(&team.leader).find(is_there) {
        return Some((leader.clone(), Answering::Leader));
    }
    members.first().map(|member| (member.id.clone(), Answering::First))
}

/// The member whose id or name stands behind the first `@` that is one's; of two that fit at the same place, the longer.
fn mentioned<'m>(members: &[&'m Member], said: &str) -> Option<&'m MemberId> {
    let said = said.to_lowercase();
    let mut places = said.match_indices('@').map(|(at, _)| &said[at + 1..]);
    places
        .find_map(|rest| {
            let called = |member: &&&Member| {
                [member.id.as_str(), &member.name].into_iter().filter_map(|name| reach(rest, name)).max()
            };
            members
                .iter()
                .filter_map(|member| called(&member).map(|length| (length, &member.id)))
                .max_by_key(|(length, _)| *length)
        })
        .map(|(_, id)| id)
}

/// How much of the text is this name, as a whole word.
fn reach(rest: &str, name: &str) -> Option<usize> {
    let name = name.to_lowercase();
    let behind = rest.strip_prefix(&name)?;
    let ends = behind.chars().next().is_none_or(|letter| !letter.is_alphanumeric() && letter != '_' && letter != '-');
    (ends && !name.is_empty()).then_some(name.len())
}
