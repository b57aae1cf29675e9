//! What a routine says about language models: `routine:model`, `routine:demo`, `routine:successCriteria`, …

use super::settings::milliseconds;
use super::{Reader, extension, flag};
use crate::graph::model::{ConversationSettings, DemoReply, Fallback, ModelWish, Phases, Purpose, SuccessCriteria};
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

/// The largest temperature that a provider takes.
const HOTTEST: f64 = 2.0;

impl Reader {
    /// `routine:model` of an activity or process.
    pub(super) fn model(&mut self, owner: Element<'_>, id: &ElementId) -> ModelWish {
        let Some(element) = extension(owner, Vocabulary::Routine, "model") else { return ModelWish::default() };
        let text = |name: &str| {
            let text = element.value(name).map(|text| text.trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        ModelWish {
            provider: text("provider"),
            name: text("name"),
            temperature: self.setting(element, id, "temperature", "a number from 0 to 2", |text| {
                text.parse().ok().filter(|number| (0.0..=HOTTEST).contains(number))
            }),
            max_output_tokens: self.setting(element, id, "maxOutputTokens", "a whole number above 0", |text| {
                text.parse().ok().filter(|&count: &u32| count > 0)
            }),
            phases: self.setting(element, id, "phases", "four or one", |text| match text {
                "four" => Some(Phases::Four),
                "one" => Some(Phases::One),
                _ => None,
            }),
            persona: text("persona"),
        }
    }

    /// The replies of `routine:demo`, in their order.
    pub(super) fn demo(&mut self, owner: Element<'_>, id: &ElementId) -> Vec<DemoReply> {
        let Some(demo) = extension(owner, Vocabulary::Routine, "demo") else { return Vec::new() };
        let replies = demo.children().filter(|child| child.is(Vocabulary::Routine, "reply"));
        replies.map(|reply| self.reply(reply, id)).collect()
    }

    fn reply(&mut self, reply: Element<'_>, id: &ElementId) -> DemoReply {
        let words = Purpose::ALL.map(Purpose::word).join(", ");
        let purpose = self.setting(reply, id, "purpose", &words, |text| {
            Purpose::ALL.into_iter().find(|purpose| purpose.word() == text)
        });
        let tool = reply.value("tool").map(|tool| tool.trim().to_owned()).filter(|tool| !tool.is_empty());
        DemoReply { purpose, tool, text: reply.text().trim().to_owned() }
    }

    /// `fallback` of `routine:onFailure`.
    pub(super) fn fallback(&mut self, on_failure: Element<'_>, id: &ElementId) -> Vec<Fallback> {
        let known = "none, or some of reasoning, conversational and person, in this order";
        self.setting(on_failure, id, "fallback", known, Fallback::list).unwrap_or_default()
    }

    /// `routine:conversation`.
    pub(super) fn conversation(&mut self, element: Element<'_>, id: &ElementId) -> ConversationSettings {
        let known = "milliseconds, or a duration such as PT1H";
        ConversationSettings {
            confirm: flag(element, "confirm", false),
            turn_timeout_ms: self.setting(element, id, "turnTimeout", known, milliseconds),
            with: element.value("with").map(|ids| ids.split_whitespace().map(Into::into).collect()).unwrap_or_default(),
        }
    }
}

/// `routine:successCriteria`: one criterion a line.
pub(super) fn success_criteria(element: Element<'_>) -> SuccessCriteria {
    let text = element.text();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    SuccessCriteria {
        criteria: lines.map(ToOwned::to_owned).collect(),
        second_opinion: flag(element, "secondOpinion", false),
    }
}
