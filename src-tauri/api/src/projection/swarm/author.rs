//! Who did something, and where.

use routine_model::{MemberId, RunId, Timestamp};
use swarm::state::SwarmContext;
use swarm::{Author, Origin};

use crate::contract::{AuthorKind, Provenance};
use crate::projection::milliseconds;

/// What a swarm calls its members and the routines of its runs.
#[derive(Clone, Copy)]
pub(crate) struct Names<'c>(pub(crate) &'c SwarmContext);

impl Names<'_> {
    /// Name of a member; its id when it has left the team.
    pub(crate) fn member(self, id: &MemberId) -> String {
        self.0.team.member(id).map_or_else(|| id.to_string(), |member| member.name.clone())
    }

    /// Name of a run's routine: of its file, without folder and ending.
    pub(crate) fn routine(self, run: &RunId) -> Option<String> {
        self.0.runs.get(run).map(|run| routine_name(&run.routine))
    }

    /// Who wrote something, in one word.
    pub(crate) fn writer(self, origin: &Origin) -> String {
        origin.who.member().map_or_else(|| origin.who.to_string(), |member| self.member(member))
    }

    pub(super) fn provenance(self, origin: &Origin, seq: u64, time: Option<Timestamp>) -> Provenance {
        Provenance {
            by: match &origin.who {
                Author::Person => AuthorKind::Person,
                Author::Member { .. } => AuthorKind::Member,
                Author::Routine => AuthorKind::Routine,
                Author::Coordinator => AuthorKind::Coordinator,
            },
            member: origin.who.member().map(|member| self.member(member)),
            run_id: origin.run.as_ref().map(ToString::to_string),
            routine: origin.run.as_ref().and_then(|run| self.routine(run)),
            step_id: origin.step.map(|step| step.to_string()),
            seq,
            time: time.map(milliseconds),
        }
    }
}

/// A routine is kept by path or name; what is shown is the name.
pub(super) fn routine_name(kept: &str) -> String {
    let file = kept.rsplit(['/', '\\']).next().unwrap_or(kept);
    file.strip_suffix(".bpmn").unwrap_or(file).to_owned()
}
