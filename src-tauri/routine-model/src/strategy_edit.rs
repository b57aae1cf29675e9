//! Sets one step's strategy in a routine's file, and touches nothing else of it.
//!
//! Only the stretch that says the strategy is written; every other byte, line breaks and encoding included, stays.

use std::fmt;

use crate::graph::settings::{Strategy, StrategySetting};
use crate::ids::ElementId;
use crate::navigator::{Format, NavigatorFactory};
use crate::reading::read_routine;
use crate::sequential;
use crate::xml::{Document, Element, Vocabulary};

/// The address of our vocabulary, for a file that does not declare it.
const ROUTINE: &str = "urn:routine-studio:schema:1";

/// Why a strategy was not set. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSet {
    /// The file cannot be read, with the reason.
    Unreadable(String),
    /// There is no such step in it.
    NoSuchStep(ElementId),
}

impl fmt::Display for NotSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(reason) => write!(f, "the file cannot be read: {reason}"),
            Self::NoSuchStep(step) => write!(f, "there is no step {step} in the file whose strategy can be set"),
        }
    }
}

impl std::error::Error for NotSet {}

/// The file in which this step has this strategy as its own setting.
///
/// # Errors
/// The file cannot be read, or has no such step.
pub fn with_strategy(bytes: &[u8], step: &ElementId, strategy: Strategy) -> Result<Vec<u8>, NotSet> {
    let format = NavigatorFactory::declared_format(bytes).map_err(|finding| NotSet::Unreadable(finding.message))?;
    let changed = match format {
        Format::Bpmn => in_diagram(bytes, step, strategy)?,
        Format::Sequential => {
            let text = std::str::from_utf8(bytes).map_err(|error| NotSet::Unreadable(error.to_string()))?;
            let edit = sequential::strategy_edit(text, step.as_str(), strategy)
                .map_err(NotSet::Unreadable)?
                .ok_or_else(|| NotSet::NoSuchStep(step.clone()))?;
            edit.apply(text).into_bytes()
        }
    };
    // What is written has to be what is read.
    let graph = read_routine(&changed).graph;
    let activity = graph.node(step).and_then(|node| node.activity());
    let is_set = activity.and_then(|activity| activity.settings.strategy) == Some(setting(strategy));
    if is_set { Ok(changed) } else { Err(NotSet::NoSuchStep(step.clone())) }
}

/// A stretch of a text and what comes in its place.
#[derive(Clone, Debug)]
pub(crate) struct TextEdit {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) text: String,
}

impl TextEdit {
    pub(crate) fn insert(at: usize, text: String) -> Self {
        Self { from: at, to: at, text }
    }

    fn apply(&self, whole: &str) -> String {
        let before = whole.get(..self.from).unwrap_or_default();
        let after = whole.get(self.to..).unwrap_or_default();
        [before, &self.text, after].concat()
    }
}

fn in_diagram(bytes: &[u8], step: &ElementId, strategy: Strategy) -> Result<Vec<u8>, NotSet> {
    let document = Document::parse(bytes).map_err(|error| NotSet::Unreadable(error.to_string()))?;
    let activity = find(&document, step).ok_or_else(|| NotSet::NoSuchStep(step.clone()))?;
    let edit = match activity.child(Vocabulary::Bpmn, "extensionElements") {
        None => with_extensions(activity, strategy),
        Some(extensions) => match extensions.child(Vocabulary::Routine, "strategy") {
            None => inside(extensions, &element(extensions, strategy)),
            Some(own) => match own.attribute("mode") {
                Some(mode) => {
                    let span = mode.value_span();
                    TextEdit { from: span.start as usize, to: span.end as usize, text: strategy.to_string() }
                }
                None => {
                    let name_end = own.span().start as usize + 1 + own.name().len();
                    TextEdit::insert(name_end, format!(" mode=\"{strategy}\""))
                }
            },
        },
    };
    Ok(document.encoding().encode(&edit.apply(document.text())))
}

/// The BPMN element of that id.
fn find<'d>(document: &'d Document, id: &ElementId) -> Option<Element<'d>> {
    let mut open = vec![document.root()];
    while let Some(element) = open.pop() {
        let is_meant =
            element.vocabulary() == Vocabulary::Bpmn && element.value("id").is_some_and(|own| own == id.as_str());
        if is_meant {
            return Some(element);
        }
        open.extend(element.children());
    }
    None
}

/// An element that says the strategy, as it is written inside `around`.
fn element(around: Element<'_>, strategy: Strategy) -> String {
    match prefix(around) {
        Some(prefix) => format!("<{prefix}:strategy mode=\"{strategy}\"/>"),
        None => format!("<routine:strategy xmlns:routine=\"{ROUTINE}\" mode=\"{strategy}\"/>"),
    }
}

/// The prefix of our vocabulary that holds there.
fn prefix(around: Element<'_>) -> Option<String> {
    let mut nearer: Vec<&str> = Vec::new();
    let mut place = Some(around);
    while let Some(element) = place {
        for declaration in element.attributes().filter(|attribute| attribute.is_declaration()) {
            let Some(prefix) = declaration.name().strip_prefix("xmlns:") else { continue };
            if !nearer.contains(&prefix) && Vocabulary::of(&declaration.value()) == Vocabulary::Routine {
                return Some(prefix.to_owned());
            }
            nearer.push(prefix);
        }
        place = element.parent();
    }
    None
}

/// As the first thing inside an element, on a line of its own where the others have one.
fn inside(parent: Element<'_>, text: &str) -> TextEdit {
    let (tag, start) = (parent.start_tag(), parent.span().start as usize);
    let end = start + tag.len();
    if tag.ends_with("/>") {
        return TextEdit { from: end - 2, to: end, text: format!(">{text}</{}>", parent.name()) };
    }
    let space = parent.children().next().map_or("", space_before);
    TextEdit::insert(end, format!("{space}{text}"))
}

/// With the element that holds what is not BPMN's; only documentation stands before it (BPMN 2.0.2, 8.3.1).
fn with_extensions(activity: Element<'_>, strategy: Strategy) -> TextEdit {
    let name = activity
        .name()
        .split_once(':')
        .map_or_else(|| "extensionElements".to_owned(), |(prefix, _)| format!("{prefix}:extensionElements"));
    let text = format!("<{name}>{}</{name}>", element(activity, strategy));
    match activity.children().filter(|child| child.is(Vocabulary::Bpmn, "documentation")).last() {
        Some(last) => TextEdit::insert(last.span().end as usize, format!("{}{text}", space_before(last))),
        None => inside(activity, &text),
    }
}

/// The white space between an element and what stands before it.
fn space_before(element: Element<'_>) -> &str {
    let before = element.document().text().get(..element.span().start as usize).unwrap_or_default();
    before.get(before.trim_end().len()..).unwrap_or_default()
}

fn setting(strategy: Strategy) -> StrategySetting {
    match strategy {
        Strategy::Deterministic => StrategySetting::Deterministic,
        Strategy::Reasoning => StrategySetting::Reasoning,
        Strategy::Conversational => StrategySetting::Conversational,
    }
}
