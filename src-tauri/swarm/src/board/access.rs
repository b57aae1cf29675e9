//! Who may see and change which entries: the team's norms, the policy's patterns, and sensitivity; all three have to agree.

use crate::author::Author;
use crate::policy::{Access, Sensitivity};
use crate::refusal::Refusal;
use crate::state::SwarmContext;
use crate::team::{MemberKind, SwarmAction, verdict};

/// What the policy's patterns let somebody do with an entry.
#[must_use]
pub fn access_to(context: &SwarmContext, who: &Author, key: &str) -> Access {
    let member = match who {
        Author::Person | Author::Coordinator => return Access::Write,
        Author::Routine => None,
        Author::Member { member } => context.team.member(member),
    };
    if member.is_some_and(|member| member.kind == MemberKind::Person) {
        return Access::Write;
    }
    let concerns = |rule: &&crate::policy::AccessRule| {
        let of_everybody = rule.members.is_empty() && rule.roles.is_empty();
        of_everybody
            || member.is_some_and(|member| {
                rule.members.contains(&member.id) || rule.roles.iter().any(|role| member.roles.contains(role))
            })
    };
    let rule = context.policy.access.iter().filter(concerns).find(|rule| rule.keys.fits(key));
    rule.map_or(Access::Write, |rule| rule.access)
}

/// Whether an entry is too sensitive for somebody.
fn is_cleared(context: &SwarmContext, who: &Author, key: &str) -> bool {
    let clearance = match who {
        Author::Person | Author::Coordinator => return true,
        Author::Routine => Sensitivity::Internal,
        Author::Member { member } => match context.team.member(member) {
            Some(member) if member.kind == MemberKind::Person => return true,
            Some(member) => member.clearance,
            None => return false,
        },
    };
    context.policy.sensitivity_of(key) <= clearance
}

/// Whether somebody may see an entry.
#[must_use]
pub fn may_read(context: &SwarmContext, who: &Author, key: &str) -> bool {
    verdict(&context.team, who, SwarmAction::ReadEntries, key).is_allowed
        && access_to(context, who, key) >= Access::Read
        && is_cleared(context, who, key)
}

/// Why somebody may not change an entry; none when they may.
#[must_use]
pub fn refuse_write(context: &SwarmContext, who: &Author, key: &str) -> Option<Refusal> {
    let action = SwarmAction::WriteEntries;
    let forbidden = |reason: String| {
        Some(Refusal::Forbidden { who: who.clone(), action: action.words().to_owned(), key: key.to_owned(), reason })
    };
    let verdict = verdict(&context.team, who, action, key);
    if !verdict.is_allowed {
        return forbidden(verdict.because.to_string());
    }
    match access_to(context, who, key) {
        Access::None => return forbidden("the swarm's policy gives no access to it".to_owned()),
        Access::Read => return forbidden("the swarm's policy gives access for reading only".to_owned()),
        Access::Write => {}
    }
    if !is_cleared(context, who, key) {
        return forbidden("it is more sensitive than what they are cleared for".to_owned());
    }
    let is_person = match who {
        Author::Person | Author::Coordinator => true,
        Author::Member { member } => {
            context.team.member(member).is_some_and(|member| member.kind == MemberKind::Person)
        }
        Author::Routine => false,
    };
    if !is_person && context.policy.approval_for(action, key).is_some() {
        return Some(Refusal::NeedsApproval { action: action.words().to_owned(), key: key.to_owned() });
    }
    None
}
