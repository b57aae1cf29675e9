//! Several members of the team in one conversation: who answers, and as whom. It follows from what was seen of the swarm and
//! what was said, both of which are on record.

use routine_model::{MemberId, SubtaskId};
use run_engine::StepRequest;
use run_engine::swarm_asks::StepMember;
use serde_json::{Value, json};
use swarm::state::MemberLine;
use swarm::team::{Answering, Conversation, Member, MemberKind, Team, who_answers};

use super::history::History;
use super::words;
use crate::context::ExecutionContext;
use crate::strategy::asking::{Asking, Stop};

/// Who speaks now, where several members take part.
#[derive(Debug)]
pub(super) struct Floor<'c> {
    speakers: Option<&'c Speakers>,
    contexts: &'c [ExecutionContext<'c>],
    at: Option<usize>,
}

impl<'c> Floor<'c> {
    /// Nobody has spoken yet.
    pub(super) fn new(speakers: Option<&'c Speakers>, contexts: &'c [ExecutionContext<'c>]) -> Self {
        Self { speakers, contexts, at: None }
    }

    /// Whoever is to answer this speaks from now on, with their persona, model and tools. Without others it is the step's own
    /// member.
    pub(super) async fn answer(
        &mut self,
        asking: &mut Asking<'c>,
        history: &mut History,
        said: &str,
    ) -> Result<(), Stop> {
        let Some(speakers) = self.speakers else { return Ok(()) };
        match speakers.answers_person(self.at, said) {
            Some((at, why)) => self.pass_to(asking, history, at, why).await,
            None => Ok(()),
        }
    }

    /// Whether who spoke has handed over to somebody else by name, who speaks then.
    pub(super) async fn hands_over(
        &mut self,
        asking: &mut Asking<'c>,
        history: &mut History,
        said: &str,
    ) -> Result<bool, Stop> {
        let Some((speakers, at)) = self.speakers.zip(self.at) else { return Ok(false) };
        let Some(next) = speakers.handed_over(at, said) else { return Ok(false) };
        self.pass_to(asking, history, next, Answering::Mentioned).await?;
        Ok(true)
    }

    async fn pass_to(
        &mut self,
        asking: &mut Asking<'c>,
        history: &mut History,
        at: usize,
        why: Answering,
    ) -> Result<(), Stop> {
        let (Some(speakers), Some(context)) = (self.speakers, self.contexts.get(at)) else { return Ok(()) };
        asking.note_once(speakers.note(at, why));
        if self.at.replace(at) != Some(at) {
            asking.speak_as(context).await?;
            let name = speakers.name(at);
            let system = words::system_of_several(asking.wish.persona.as_deref(), name, &speakers.names());
            history.speak(format!("{system}{}", asking.not_there()), name);
        }
        Ok(())
    }
}

/// The members that take part beside the person.
#[derive(Debug)]
pub(super) struct Speakers {
    team: Team,
    members: Vec<MemberId>,
    requests: Vec<StepRequest>,
    subtask: Option<SubtaskId>,
}

impl Speakers {
    /// Those that `routine:conversation with` names, as far as the team has them and they are agents; none where it names
    /// nobody, so that the conversation is with the step's own member.
    pub(super) fn of(context: &ExecutionContext<'_>, seen: Option<&Value>) -> Option<Self> {
        let with = &context.activity.settings.conversation.with;
        let seen = seen.filter(|_| !with.is_empty())?;
        let team = team_of(seen)?;
        let request = context.request;
        let subtask = request.swarm.as_ref().and_then(|swarm| swarm.subtask.clone());
        let (mut members, mut requests) = (Vec::new(), Vec::new());
        for member in with.iter().filter_map(|id| team.member(id)) {
            let MemberKind::Agent { persona, model, tools } = &member.kind else { continue };
            let plain = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
            let mut request = request.clone();
            request.member = Some(StepMember {
                id: member.id.to_string(),
                name: member.name.clone(),
                is_person: false,
                persona: plain(persona),
                model: model.as_deref().and_then(plain),
                tools: (!tools.is_empty()).then(|| tools.join(" ")),
            });
            if let Some(swarm) = &mut request.swarm {
                swarm.member = Some(member.id.clone());
            }
            members.push(member.id.clone());
            requests.push(request);
        }
        (!members.is_empty()).then_some(Self { team, members, requests, subtask })
    }

    /// What each of them may see and use, in their order.
    pub(super) fn contexts<'c>(&'c self, context: &ExecutionContext<'c>) -> Vec<ExecutionContext<'c>> {
        self.requests.iter().map(|request| ExecutionContext { request, ..*context }).collect()
    }

    /// Who answers what the person has said.
    pub(super) fn answers_person(&self, active: Option<usize>, said: &str) -> Option<(usize, Answering)> {
        self.answers(&Conversation { active: active.and_then(|at| self.members.get(at).cloned()), ..self.about(said) })
    }

    /// To whom a member has handed over by their name.
    pub(super) fn handed_over(&self, by: usize, said: &str) -> Option<usize> {
        let by = self.members.get(by).cloned();
        let answers = self.answers(&Conversation { by, ..self.about(said) });
        answers.filter(|(_, why)| *why == Answering::Mentioned).map(|(at, _)| at)
    }

    fn about(&self, said: &str) -> Conversation {
        Conversation {
            members: self.members.clone(),
            said: said.to_owned(),
            by: None,
            active: None,
            subtask: self.subtask.clone(),
        }
    }

    fn answers(&self, conversation: &Conversation) -> Option<(usize, Answering)> {
        let (member, why) = who_answers(&self.team, conversation)?;
        Some((self.members.iter().position(|one| *one == member)?, why))
    }

    /// The name of one of them.
    pub(super) fn name(&self, at: usize) -> &str {
        let member = self.members.get(at).and_then(|id| self.team.member(id));
        member.map_or("", |member| member.name.as_str())
    }

    /// The names of all of them.
    pub(super) fn names(&self) -> Vec<&str> {
        (0..self.members.len()).map(|at| self.name(at)).collect()
    }

    /// For the journal: who answers now, and why.
    pub(super) fn note(&self, at: usize, why: Answering) -> Value {
        let because = match why {
            Answering::Mentioned => "mentioned",
            Answering::Active => "active",
            Answering::Leader => "leader",
            Answering::First => "first",
        };
        json!({ "answering": { "member": self.members.get(at), "name": self.name(at), "because": because } })
    }
}

/// The team as far as it counts here.
fn team_of(seen: &Value) -> Option<Team> {
    let swarm = seen.get("swarm")?;
    let lines: Vec<MemberLine> = serde_json::from_value(swarm.get("team")?.clone()).ok()?;
    let member = |line: MemberLine| Member {
        id: line.id,
        name: line.name,
        kind: line.kind,
        roles: line.roles,
        clearance: Default::default(),
    };
    let id = |value: Option<&Value>| value.and_then(Value::as_str).map(MemberId::from);
    let subtask = swarm.get("subtask").and_then(|subtask| subtask.get("id")?.as_str()).map(SubtaskId::from);
    Some(Team {
        members: lines.into_iter().map(member).collect(),
        roles: Vec::new(),
        leader: id(swarm.get("leader")),
        subtask_leaders: subtask.zip(id(seen.get("subtaskLeader"))).into_iter().collect(),
    })
}
