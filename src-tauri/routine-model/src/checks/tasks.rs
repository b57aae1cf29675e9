//! Tasks (BPMN 2.0.2, 10.3.3) and attributes of all activities (table 10.3).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, children, container, flag};
use crate::xml::Vocabulary;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for task in model.all("receiveTask").filter(|task| flag(*task, "instantiate")) {
        if model.incoming(task).next().is_some() {
            findings.error("incoming-at-instantiating-node", task, "starts its process and has a flow into it.");
        }
        if container(task).is_some_and(|container| container.local() != "process") {
            findings.error("instantiating-task-in-sub-process", task, "starts a process and stands in a sub-process.");
        }
    }
    for task in model.any_of(&["scriptTask", "globalScriptTask"]) {
        let has_script = children(task, "script").any(|script| !script.text().trim().is_empty());
        let format = if task.local() == "scriptTask" { "scriptFormat" } else { "scriptLanguage" };
        if has_script && task.value(format).is_none_or(|format| format.trim().is_empty()) {
            findings
                .error("script-without-format", task, "has a script and does not say in which language.")
                .hint(format!("Set `{format}`, for example to “javascript”."));
        }
    }
    for activity in model.elements.iter().copied().filter(|element| kinds::is_activity(*element)) {
        for name in ["startQuantity", "completionQuantity"] {
            let Some(value) = activity.value(name) else { continue };
            if !value.trim().parse::<i64>().is_ok_and(|quantity| quantity >= 1) {
                findings.error(
                    "quantity-below-one",
                    activity,
                    format!("has a `{name}` of “{value}”; it is at least 1."),
                );
            }
        }
        // 10.3.5, table 10.20: data of a sub-process are its data objects and properties.
        if kinds::is_sub_process(activity) && activity.child(Vocabulary::Bpmn, "ioSpecification").is_some() {
            findings
                .error(
                    "io-specification-in-sub-process",
                    activity,
                    "has an IO specification, which sub-processes have not.",
                )
                .hint("Use data objects or properties.");
        }
        let loops = activity.children().filter(|child| child.vocabulary() == Vocabulary::Bpmn);
        let markers = ["standardLoopCharacteristics", "multiInstanceLoopCharacteristics"];
        if loops.filter(|child| markers.contains(&child.local())).count() > 1 {
            findings.error("several-loops", activity, "repeats in more than one way.");
        }
    }
}
