//! What name, documentation and prompt say. Documentation and prompt tell what is done; a name may mislead and weighs less.

use super::Signals;
use crate::strategy::Strategy::{self, Conversational, Deterministic, Reasoning};
use crate::strategy::detector::score::Points;
use crate::strategy::detector::seen::{about, plain};
use crate::strategy::detector::step::StepToDetect;
use crate::strategy::detector::weights;
use crate::strategy::detector::words::{self, Group, Text};

/// Reads the texts of a step.
pub(in super::super) fn texts(step: &StepToDetect<'_>, signals: &mut Signals) {
    let settings = &step.activity.settings;
    let texts = [step.node.documentation.as_deref(), settings.prompt.as_deref()];
    let said = Text::read(&texts.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    exchange(&said, signals);
    thought(&said, signals);
    if settings.prompt.is_none() {
        group(&said, Group::Mechanical, "mechanical", Deterministic, weights::MECHANICAL, signals);
    }
    if let Some(name) = &step.node.name {
        named(name, signals);
        if settings.prompt.is_none() {
            named_mechanical(name, signals);
        }
    }
}

fn exchange(said: &Text, signals: &mut Signals) {
    group(said, Group::Exchange, "exchange", Conversational, weights::EXCHANGE, signals);
    group(said, Group::Rounds, "rounds", Conversational, weights::ROUNDS, signals);
    group(said, Group::Ending, "ending", Conversational, weights::ENDING, signals);
    group(said, Group::Letting, "letting", Conversational, weights::LETTING, signals);
    graded("people", Conversational, weights::PEOPLE, &words::people_in(said), signals);
    if let Some(with) = words::spoken_with(said) {
        let seen = about("withSomeone", [&with], format!("it is done with someone: “{with}”"));
        signals.add("together", Conversational, weights::SPOKEN_WITH, seen);
    }
    if let Some(word) = words::denied(said, Group::Exchange) {
        let seen = about("denied", [&word], format!("it says that “{word}” does not happen"));
        signals.add("denied", Conversational, weights::DENIED, seen);
    }
}

fn thought(said: &Text, signals: &mut Signals) {
    group(said, Group::Thought, "thought", Reasoning, weights::THOUGHT, signals);
    group(said, Group::Writing, "writing", Reasoning, weights::WRITING, signals);
    if let Some(length) = words::length_of_text(said) {
        let seen = about("textLength", [&length], format!("a text of “{length}”"));
        signals.add("length", Reasoning, weights::LENGTH, seen);
    }
}

fn named(name: &str, signals: &mut Signals) {
    let text = Text::read(name);
    if let Some(with) = words::spoken_with(&text) {
        let seen = about("nameWith", [&with], format!("its name says with whom: “{with}”"));
        signals.add("name", Conversational, weights::NAME_SPOKEN_WITH, seen);
    }
    if let Some(word) = words::found(&text, Group::Exchange).first() {
        let seen = about("nameSays", [word], format!("its name says “{word}”"));
        signals.add("name", Conversational, weights::NAME_EXCHANGE, seen);
    }
    let thought = words::found(&text, Group::Thought).into_iter().chain(words::found(&text, Group::Writing)).next();
    if let Some(word) = thought {
        let seen = about("nameSays", [&word], format!("its name says “{word}”"));
        signals.add("name", Reasoning, weights::NAME_THOUGHT, seen);
    }
    if words::is_question(name) {
        let because = "its name is a question that something has to answer";
        signals.add("name", Reasoning, weights::QUESTION, plain("nameIsQuestion", because));
    }
}

fn named_mechanical(name: &str, signals: &mut Signals) {
    if let Some(word) = words::found(&Text::read(name), Group::Mechanical).first() {
        let seen = about("nameSays", [word], format!("its name says “{word}”"));
        signals.add("name", Deterministic, weights::NAME_MECHANICAL, seen);
    }
}

fn group(text: &Text, group: Group, signal: &str, strategy: Strategy, grades: [Points; 3], signals: &mut Signals) {
    graded(signal, strategy, grades, &words::found(text, group), signals);
}

fn graded(signal: &str, strategy: Strategy, grades: [Points; 3], words: &[String], signals: &mut Signals) {
    let grade = words.len().min(grades.len());
    if let Some(points) = grade.checked_sub(1).and_then(|at| grades.get(at)) {
        let told: Vec<_> = words.iter().take(4).map(|word| format!("“{word}”")).collect();
        let seen = about("textSays", words.iter().take(4), format!("the text says {}", told.join(", ")));
        signals.add(signal, strategy, *points, seen);
    }
}
