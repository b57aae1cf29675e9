//! What a routine says about language models: which one, scripted answers, how a step goes on without one.

use serde::{Deserialize, Serialize};

use crate::shared::MemberId;

/// `routine:model` on a step or a routine. Nothing said means what is around says, in the end the program's default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ModelWish {
    /// `provider`: the id of a provider in the program's settings.
    pub provider: Option<String>,
    /// `name`: the model, as its provider names it.
    pub name: Option<String>,
    /// `temperature`: between 0 and 2.
    pub temperature: Option<f64>,
    /// `maxOutputTokens`: most LLM tokens of one answer.
    pub max_output_tokens: Option<u32>,
    /// `phases`: how many calls a reasoning step makes of its phases.
    pub phases: Option<Phases>,
    /// `persona`: who the model is to be.
    pub persona: Option<String>,
}

impl ModelWish {
    /// What is said here, and for the rest what is said around.
    #[must_use]
    pub fn or(&self, around: &Self) -> Self {
        // A model's name belongs to its provider; a nearer provider does not get the farther one's model.
        let name = self.name.clone().or_else(|| around.name.clone().filter(|_| self.provider.is_none()));
        Self {
            provider: self.provider.clone().or_else(|| around.provider.clone()),
            name,
            temperature: self.temperature.or(around.temperature),
            max_output_tokens: self.max_output_tokens.or(around.max_output_tokens),
            phases: self.phases.or(around.phases),
            persona: self.persona.clone().or_else(|| around.persona.clone()),
        }
    }
}

/// How many calls a reasoning step makes of analyse, plan, execute and check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Phases {
    /// One each.
    #[default]
    Four,
    /// All in one: for small models.
    One,
}

/// What an answer of a model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// Reasoning: what is this about?
    Analyse,
    /// Reasoning: what is to be done?
    Plan,
    /// Reasoning: do it.
    Execute,
    /// Reasoning: is it right?
    Check,
    /// Reasoning: mend what was wrong.
    Repair,
    /// Conversational: say something.
    Turn,
    /// Which way at a fork.
    ChoosePath,
    /// Make an input that is missing.
    FillInput,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Analyse,
        Self::Plan,
        Self::Execute,
        Self::Check,
        Self::Repair,
        Self::Turn,
        Self::ChoosePath,
        Self::FillInput,
    ];

    /// The word for it in files and on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Analyse => "analyse",
            Self::Plan => "plan",
            Self::Execute => "execute",
            Self::Check => "check",
            Self::Repair => "repair",
            Self::Turn => "turn",
            Self::ChoosePath => "choosePath",
            Self::FillInput => "fillInput",
        }
    }
}

/// `routine:reply` of a `routine:demo`: one scripted answer of the Demo model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DemoReply {
    /// `purpose`: what it answers; none fits everything.
    pub purpose: Option<Purpose>,
    /// `tool`: the tool that it asks for; the text is the arguments then.
    pub tool: Option<String>,
    /// What it says: text or JSON, with `{{templates}}`.
    pub text: String,
}

/// `routine:successCriteria`: what the outputs of a step are held against beside their schema.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SuccessCriteria {
    /// The text; one criterion a line.
    pub criteria: Vec<String>,
    /// `secondOpinion`: another request, which has not seen how the outputs came about, judges them too.
    pub second_opinion: bool,
}

/// `routine:conversation`: how a conversation goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ConversationSettings {
    /// `confirm`: the person has to agree to the outputs.
    pub confirm: bool,
    /// `turnTimeout`: how long to wait for the person's next turn, milliseconds; none for ever.
    #[serde(rename = "turnTimeout")]
    pub turn_timeout_ms: Option<u64>,
    /// `with`: the members of the swarm's team that take part beside the person; nobody leaves it to the step's own member.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<MemberId>,
}

/// Who tries where a strategy could not do a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fallback {
    /// A model thinks it through.
    Reasoning,
    /// Turns with a person.
    Conversational,
    /// A person does it.
    Person,
}

impl Fallback {
    /// `fallback` of `routine:onFailure`: words between white space or commas, each once and in the order of the chain
    /// (reasoning, conversational, person), or `none`. None when it says something else.
    #[must_use]
    pub fn list(text: &str) -> Option<Vec<Self>> {
        if text.trim() == "none" {
            return Some(Vec::new());
        }
        let words = text.split(|letter: char| letter == ',' || letter.is_whitespace()).filter(|word| !word.is_empty());
        let list = words.map(|word| match word {
            "reasoning" => Some(Self::Reasoning),
            "conversational" => Some(Self::Conversational),
            "person" => Some(Self::Person),
            _ => None,
        });
        let list: Vec<Self> = list.collect::<Option<_>>()?;
        (!list.is_empty() && list.is_sorted_by(|left, right| left < right)).then_some(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fallback_is_a_part_of_the_chain_in_its_order() {
        for (text, expected) in [
            ("none", Some(vec![])),
            ("reasoning person", Some(vec![Fallback::Reasoning, Fallback::Person])),
            (
                "reasoning, conversational,person",
                Some(vec![Fallback::Reasoning, Fallback::Conversational, Fallback::Person]),
            ),
            ("person reasoning", None),
            ("person person", None),
            ("somebody", None),
            ("", None),
        ] {
            assert_eq!(Fallback::list(text), expected, "{text:?} must read as {expected:?}");
        }
    }

    #[test]
    fn a_nearer_provider_does_not_get_the_farther_ones_model() {
        let around = ModelWish {
            provider: Some("office".to_owned()),
            name: Some("big".to_owned()),
            persona: Some("a clerk".to_owned()),
            ..ModelWish::default()
        };
        let near = ModelWish { provider: Some("home".to_owned()), ..ModelWish::default() };
        let both = near.or(&around);
        assert_eq!((both.provider.as_deref(), both.name), (Some("home"), None), "the name goes with its provider");
        assert_eq!(both.persona.as_deref(), Some("a clerk"), "what is not said is taken from around");
        assert_eq!(ModelWish::default().or(&around), around, "nothing said takes everything from around");
    }
}
