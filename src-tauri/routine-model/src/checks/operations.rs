//! Service operations and messages of tasks (BPMN 2.0.2, 10.3.3 and 8.5).

use super::findings::Findings;
use super::items::{item, payload, same_structure};
use super::kinds;
use super::model::{Model, children, texts};
use crate::xml::{Element, Vocabulary};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for task in model.all("serviceTask") {
        if let Some(operation) = model.named_by(task, "operationRef").filter(|found| found.local() == "operation") {
            service(model, task, operation, findings);
        }
    }
    for (local, data, set) in [("sendTask", "dataInput", "inputSet"), ("receiveTask", "dataOutput", "outputSet")] {
        for task in model.all(local) {
            message(model, task, data, set, findings);
        }
    }
    for operation in model.all("operation") {
        if children(operation, "inMessageRef").count() != 1 {
            findings.error("operation-messages", operation, "needs exactly one message that goes in.");
        }
        if children(operation, "outMessageRef").count() > 1 {
            findings.error("operation-messages", operation, "has more than one message that comes out.");
        }
    }
    for callable in model.any_of(&kinds::CALLABLE) {
        service_interface(model, callable, findings);
    }
}

/// 10.3.3, service task: one input set and at most one output set, of the kinds of the operation's messages.
fn service<'d>(model: &Model<'d>, task: Element<'d>, operation: Element<'d>, findings: &mut Findings) {
    let io = task.child(Vocabulary::Bpmn, "ioSpecification");
    let count = |local: &str| io.map_or(0, |io| children(io, local).count());
    if count("inputSet") != 1 {
        findings.error("operation-input-sets", task, "calls an operation, so it needs exactly one input set.");
    }
    if count("outputSet") > 1 {
        findings.error("operation-output-sets", task, "calls an operation, so it has at most one output set.");
    }
    let Some(io) = io else { return };
    for (data, message, way) in [("dataInput", "inMessageRef", "goes in"), ("dataOutput", "outMessageRef", "comes out")]
    {
        let carried = texts(operation, message).first().and_then(|message| message_item(model, message));
        let held = children(io, data).next();
        if let (Some(carried), Some(held)) = (carried, held)
            && !item(model, held).is_some_and(|held| same_structure(held, carried))
        {
            findings.error(
                "operation-data-mismatch",
                task,
                format!("holds another kind of item than the message that {way}."),
            );
        }
    }
}

fn message_item<'d>(model: &Model<'d>, message: &str) -> Option<Element<'d>> {
    let message = model.find(message).filter(|found| found.local() == "message")?;
    model.named_by(message, "itemRef").filter(|item| item.local() == "itemDefinition")
}

/// 10.3.3, send and receive task: at most one set with at most one item, of the message's kind.
fn message<'d>(model: &Model<'d>, task: Element<'d>, data: &str, set: &str, findings: &mut Findings) {
    let Some(io) = task.child(Vocabulary::Bpmn, "ioSpecification") else { return };
    if task.value("messageRef").is_none_or(|message| message.trim().is_empty()) {
        return;
    }
    for local in [set, data] {
        if children(io, local).count() > 1 {
            let kind = kinds::words(local);
            findings.error("message-task-data", task, format!("has a message, so it has at most one {kind}."));
        }
    }
    let (Some(carried), Some(held)) = (payload(model, task), children(io, data).next()) else { return };
    if !item(model, held).is_some_and(|held| same_structure(held, carried)) {
        findings.error("message-task-data", task, "holds another kind of item than its message carries.");
    }
}

/// 10.3.6: what is offered as a service binds its data to the operations.
fn service_interface<'d>(model: &Model<'d>, callable: Element<'d>, findings: &mut Findings) {
    if children(callable, "supportedInterfaceRef").next().is_none() {
        return;
    }
    let bindings: Vec<_> = children(callable, "ioBinding").collect();
    if bindings.is_empty() {
        findings.error(
            "service-without-binding",
            callable,
            "supports an interface and binds no data to its operations.",
        );
    }
    for binding in bindings {
        let Some(operation) = model.named_by(binding, "operationRef").filter(|found| found.local() == "operation")
        else {
            continue;
        };
        for (data, message) in [("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef")] {
            let carried = texts(operation, message).first().and_then(|message| message_item(model, message));
            let held = model.named_by(binding, data).and_then(|held| item(model, held));
            if let (Some(carried), Some(held)) = (carried, held)
                && !same_structure(held, carried)
            {
                findings.error(
                    "operation-data-mismatch",
                    callable,
                    "binds data of another kind than the operation's message.",
                );
            }
        }
    }
}
