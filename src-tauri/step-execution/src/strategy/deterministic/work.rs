//! What a step's binding amounts to.

use std::collections::BTreeMap;

use routine_model::expression::Expression;
use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::Binding;
use run_engine::WaitReason;

/// What there is to do.
#[derive(Clone, Debug)]
pub(crate) enum Work<'a> {
    /// Nothing; the token passes.
    Nothing,
    /// A person does it and says so.
    Person(WaitReason),
    /// A program outside does tasks of this type.
    Worker(&'a Expression),
    /// A FEEL expression.
    Feel { expression: &'a Expression, result_variable: Option<&'a str> },
    /// JavaScript.
    JavaScript { source: &'a str, result_variable: Option<&'a str> },
    /// A decision of a DMN file.
    Decision { decision: &'a Expression, result_variable: Option<&'a str> },
    /// One of the program's own task types, with its task headers.
    Own { task: OwnTask, headers: &'a BTreeMap<String, String> },
    /// Something that this program cannot do.
    Unavailable(String),
}

/// Task types that the program does itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnTask {
    /// `routine:http`.
    Http,
    /// `routine:web`.
    Web,
    /// `routine:data`.
    Data,
    /// `routine:inform`.
    Inform,
    /// `routine:tool`.
    Tool,
}

/// Reads the binding of an activity.
pub(crate) fn work_of(activity: &Activity) -> Work<'_> {
    match &activity.kind {
        ActivityKind::UserTask(_) => Work::Person(WaitReason::Form),
        ActivityKind::ManualTask => Work::Person(WaitReason::ManualWork),
        ActivityKind::ScriptTask if matches!(activity.binding, Binding::None) => {
            let places = "a zeebe:script with an expression, or a script with its scriptFormat";
            Work::Unavailable(format!("the script is missing: {places}"))
        }
        _ if asks_for_a_model(activity) => Work::Unavailable(
            "a prompt or an output schema without a binding is no deterministic step: a model or a person has to do it"
                .to_owned(),
        ),
        ActivityKind::AbstractTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. }
        | ActivityKind::SubProcess(_)
        | ActivityKind::CallActivity(_) => work_of_binding(&activity.binding),
    }
}

/// Whether something is bound to an activity that does it without a model and without anybody.
#[must_use]
pub fn does_itself(activity: &Activity) -> bool {
    match work_of(activity) {
        Work::Feel { .. } | Work::JavaScript { .. } | Work::Decision { .. } | Work::Own { .. } | Work::Worker(_) => {
            true
        }
        Work::Nothing | Work::Person(_) | Work::Unavailable(_) => false,
    }
}

/// It says what is to come out, and nothing says how.
fn asks_for_a_model(activity: &Activity) -> bool {
    let says_what = activity.settings.prompt.is_some() || activity.settings.output_schema.is_some();
    says_what && matches!(activity.binding, Binding::None)
}

fn work_of_binding(binding: &Binding) -> Work<'_> {
    match binding {
        Binding::None | Binding::Form(_) => Work::Nothing,
        Binding::FeelScript { expression, result_variable } => {
            Work::Feel { expression, result_variable: result_variable.as_deref() }
        }
        Binding::Script { language, source, result_variable } => {
            script(language, Some(source), result_variable.as_deref())
        }
        Binding::TaskType { task_type, headers, .. } => work_of_task_type(task_type, headers),
        Binding::Decision { decision, result_variable } => {
            Work::Decision { decision, result_variable: result_variable.as_deref() }
        }
    }
}

fn work_of_task_type<'a>(task_type: &'a Expression, headers: &'a BTreeMap<String, String>) -> Work<'a> {
    let header = |name: &str| headers.get(name).map(String::as_str);
    match task_type.source().strip_prefix("routine:") {
        None => Work::Worker(task_type),
        Some("script") => {
            script(header("language").unwrap_or("javascript"), header("script"), header("resultVariable"))
        }
        Some("http") => Work::Own { task: OwnTask::Http, headers },
        Some("web") => Work::Own { task: OwnTask::Web, headers },
        Some("data") => Work::Own { task: OwnTask::Data, headers },
        Some("inform") => Work::Own { task: OwnTask::Inform, headers },
        Some("tool") => Work::Own { task: OwnTask::Tool, headers },
        Some("contract" | "smart-contract") => Work::Unavailable(
            "smart contracts are not called: what they do cannot be taken back, tried again or estimated; a worker outside \
             can do it under a task type of its own"
                .to_owned(),
        ),
        Some(_) => Work::Unavailable(format!("tasks of type {} are not executed yet", task_type.source())),
    }
}

fn script<'a>(language: &str, source: Option<&'a str>, result_variable: Option<&'a str>) -> Work<'a> {
    let known = ["javascript", "js", "text/javascript", "application/javascript", "ecmascript"];
    match source.filter(|source| !source.trim().is_empty()) {
        None => Work::Unavailable("the script is missing".to_owned()),
        Some(_) if !known.contains(&language.to_lowercase().as_str()) => {
            Work::Unavailable(format!("scripts in {language:?} are not executed; JavaScript is"))
        }
        Some(source) => Work::JavaScript { source, result_variable },
    }
}
