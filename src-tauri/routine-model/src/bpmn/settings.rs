//! What only we have: `routine:settings`, `routine:strategy`, `routine:prompt`, …

use super::model::success_criteria;
use super::{Reader, attribute_reference, extension, flag, plain_attributes};
use crate::credits::Credits;
use crate::diagnostic::Diagnostic;
use crate::graph::settings::name_list;
use crate::graph::settings::{
    MissingInputs, RecoveryPolicy, RoutineSettings, SensitiveUse, StepSettings, StrategySetting,
};
use crate::graph::tools::ToolPattern;
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

/// Attributes of `routine:settings` that have fields of their own; the others are policies.
const SETTINGS: [&str; 6] =
    ["executionStrategy", "allowStrategyOverride", "maxTime", "maxCredits", "maxSteps", "allowSensitive"];

impl Reader {
    /// `routine:settings` of a process.
    pub(super) fn routine_settings(&mut self, process: Element<'_>, id: &ElementId) -> RoutineSettings {
        let tools = self.tools(process, id);
        let model = self.model(process, id);
        let Some(element) = extension(process, Vocabulary::Routine, "settings") else {
            return RoutineSettings { tools, model, ..RoutineSettings::default() };
        };
        let subroutine_strategies = element
            .children()
            .filter(|child| child.is(Vocabulary::Routine, "subroutineStrategy"))
            .filter_map(|child| Some((attribute_reference(child, "element")?, self.strategy(child, "strategy", id)?)))
            .collect();
        RoutineSettings {
            execution_strategy: self.strategy(element, "executionStrategy", id),
            forbid_strategy_override: !flag(element, "allowStrategyOverride", true),
            subroutine_strategies,
            max_time_ms: self.setting(
                element,
                id,
                "maxTime",
                "milliseconds, or a duration such as PT10M",
                milliseconds,
            ),
            max_credits: self.setting(element, id, "maxCredits", "a number of credits such as 12 or 0.5", |text| {
                text.parse::<Credits>().ok().map(|_| text.to_owned())
            }),
            max_steps: self.setting(element, id, "maxSteps", "a whole number", |text| text.parse().ok()),
            tools,
            model,
            allow_sensitive: self
                .setting(element, id, "allowSensitive", "some of conversation and onlineModel", SensitiveUse::list)
                .unwrap_or_default(),
            policies: plain_attributes(element)
                .into_iter()
                .filter(|(name, _)| !SETTINGS.contains(&name.as_str()))
                .collect(),
        }
    }

    /// What an activity says about how its step is done.
    pub(super) fn step_settings(&mut self, activity: Element<'_>, id: &ElementId) -> StepSettings {
        let ours = |name: &str| extension(activity, Vocabulary::Routine, name);
        let attributes = |name: &str| ours(name).map(plain_attributes);
        let text = |name: &str| ours(name).map(|child| child.text().trim().to_owned()).filter(|text| !text.is_empty());
        let strategy = ours("strategy").and_then(|element| self.strategy(element, "mode", id));
        let schemas =
            [("inputSchema", "input-schema-not-json", "input"), ("outputSchema", "output-schema-not-json", "output")];
        let [input_schema, output_schema] = schemas.map(|(name, rule, word)| {
            let schema = text(name)?;
            let read = serde_json::from_str(&schema);
            read.inspect_err(|error| {
                let message = format!("The {word} schema of {id} is not valid JSON: {error}");
                self.diagnostics.push(Diagnostic::error(rule, activity.position(), message).about(id));
            })
            .ok()
        });
        let missing_inputs =
            ours("inputSchema").and_then(|element| self.missing_inputs(element, id)).unwrap_or_default();
        let cache_ms = ours("cache").and_then(|element| {
            self.setting(element, id, "ttl", "milliseconds, or a duration such as PT1H", milliseconds)
        });
        StepSettings {
            strategy,
            prompt: text("prompt"),
            input_schema,
            missing_inputs,
            output_schema,
            cache_ms,
            budget: attributes("budget").unwrap_or_default(),
            on_failure: attributes("onFailure").unwrap_or_default(),
            retry: attributes("retry").unwrap_or_default(),
            recovery: ours("recovery").and_then(|element| self.recovery(element, id)),
            approval: attributes("approval"),
            approvers: ours("approval")
                .and_then(|one| one.value("approvers"))
                .map(|names| name_list(&names))
                .unwrap_or_default(),
            tools: self.tools(activity, id),
            model: self.model(activity, id),
            fallback: ours("onFailure").map(|element| self.fallback(element, id)).unwrap_or_default(),
            success: ours("successCriteria").map(success_criteria).unwrap_or_default(),
            conversation: ours("conversation").map(|element| self.conversation(element, id)).unwrap_or_default(),
        }
    }

    /// `routine:tools` of an activity or process: the tools that may be used there.
    fn tools(&mut self, owner: Element<'_>, id: &ElementId) -> Option<Vec<ToolPattern>> {
        let element = extension(owner, Vocabulary::Routine, "tools")?;
        let known = "a list such as files/read_file, time/*";
        // One that cannot be read allows nothing, so that a slip never opens more than was meant.
        Some(self.setting(element, id, "allow", known, |text| ToolPattern::list(text).ok()).unwrap_or_default())
    }

    /// `routine:delivery` of a message: how long it is kept when nobody listens.
    pub(super) fn time_to_live(&mut self, message: Element<'_>, id: &ElementId) -> Option<u64> {
        let delivery = extension(message, Vocabulary::Routine, "delivery")?;
        self.setting(delivery, id, "timeToLive", "milliseconds, or a duration such as PT1H", milliseconds)
    }

    /// An attribute that `read` understands; what it does not is a finding.
    pub(super) fn setting<T>(
        &mut self,
        element: Element<'_>,
        id: &ElementId,
        name: &str,
        known: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = element.value(name)?;
        let value = read(text.trim());
        if value.is_none() {
            self.unknown_value(element, id, name, &text, known);
        }
        value
    }

    fn strategy(&mut self, element: Element<'_>, name: &str, id: &ElementId) -> Option<StrategySetting> {
        let text = element.value(name)?;
        let setting = match text.trim() {
            "inherit" | "" => StrategySetting::Inherit,
            "deterministic" => StrategySetting::Deterministic,
            "reasoning" => StrategySetting::Reasoning,
            "conversational" => StrategySetting::Conversational,
            "auto" => StrategySetting::Auto,
            other => {
                self.unknown_value(
                    element,
                    id,
                    name,
                    other,
                    "inherit, deterministic, reasoning, conversational or auto",
                );
                return None;
            }
        };
        Some(setting)
    }

    fn missing_inputs(&mut self, element: Element<'_>, id: &ElementId) -> Option<MissingInputs> {
        let text = element.value("missing")?;
        match text.trim() {
            "fail" => Some(MissingInputs::Fail),
            "ask" => Some(MissingInputs::Ask),
            "generate" => Some(MissingInputs::Generate),
            other => {
                self.unknown_value(element, id, "missing", other, "fail, ask or generate");
                None
            }
        }
    }

    fn recovery(&mut self, element: Element<'_>, id: &ElementId) -> Option<RecoveryPolicy> {
        let text = element.value("policy")?;
        match text.trim() {
            "retry" => Some(RecoveryPolicy::Retry),
            "ask" => Some(RecoveryPolicy::Ask),
            "incident" => Some(RecoveryPolicy::Incident),
            other => {
                self.unknown_value(element, id, "policy", other, "retry, ask or incident");
                None
            }
        }
    }

    /// Notes that an attribute says what this program does not know.
    pub(super) fn unknown_value(&mut self, element: Element<'_>, id: &ElementId, name: &str, value: &str, known: &str) {
        self.diagnostics.push(
            Diagnostic::error(
                "unreadable-setting",
                element.position(),
                format!("`{name}` of {id} is {value:?}, which this program does not know."),
            )
            .about(id)
            .hint(format!("It can be {known}.")),
        );
    }
}

/// A number of milliseconds, or a duration; days have 24 hours here.
pub(super) fn milliseconds(text: &str) -> Option<u64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let span: jiff::Span = text.starts_with('P').then(|| text.parse().ok())??;
    let total = span.total((jiff::Unit::Millisecond, jiff::SpanRelativeTo::days_are_24_hours())).ok()?;
    (total >= 0.0 && total.is_finite()).then_some(total.round() as u64)
}
