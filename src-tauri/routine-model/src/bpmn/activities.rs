//! Activities (BPMN 2.0.2, 10.3).

use std::collections::BTreeMap;

use super::expressions::Written;
use super::{Reader, attribute_reference, extension, flag};
use crate::expression::Expression;
use crate::graph::activity::{Activity, ActivityKind, AdHoc, CallActivity, SubProcess, UserTask};
use crate::graph::flow_node::FlowNodeKind;
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    /// The activity that an element is; none for other elements.
    pub(super) fn activity(&mut self, element: Element<'_>, id: &ElementId) -> Option<FlowNodeKind> {
        let kind = match element.local() {
            "task" | "globalTask" => ActivityKind::AbstractTask,
            "userTask" | "globalUserTask" => ActivityKind::UserTask(self.user_task(element, id)),
            "manualTask" | "globalManualTask" => ActivityKind::ManualTask,
            "serviceTask" => ActivityKind::ServiceTask,
            "scriptTask" | "globalScriptTask" => ActivityKind::ScriptTask,
            "businessRuleTask" | "globalBusinessRuleTask" => ActivityKind::BusinessRuleTask,
            "sendTask" => ActivityKind::SendTask(Self::message_definition(element)),
            "receiveTask" => ActivityKind::ReceiveTask {
                message: Self::message_definition(element),
                instantiate: flag(element, "instantiate", false),
            },
            "subProcess" if flag(element, "triggeredByEvent", false) => ActivityKind::SubProcess(SubProcess::Event),
            "subProcess" => ActivityKind::SubProcess(SubProcess::Embedded),
            "transaction" => ActivityKind::SubProcess(SubProcess::Transaction),
            "adHocSubProcess" => ActivityKind::SubProcess(SubProcess::AdHoc(self.ad_hoc(element, id))),
            "callActivity" => ActivityKind::CallActivity(self.call_activity(element, id)),
            _ => return None,
        };
        let quantity = |name: &str| element.value(name).and_then(|text| text.trim().parse().ok()).unwrap_or(1);
        Some(FlowNodeKind::Activity(Box::new(Activity {
            kind,
            binding: self.binding(element, id),
            loop_characteristics: self.loop_characteristics(element, id),
            is_for_compensation: flag(element, "isForCompensation", false),
            start_quantity: quantity("startQuantity"),
            completion_quantity: quantity("completionQuantity"),
            inputs: self.mappings(element, "input", id),
            outputs: self.mappings(element, "output", id),
            settings: self.step_settings(element, id),
            properties: Self::properties(element),
            io_specification: Self::io_specification(element),
            data_inputs: self.data_associations(element, "dataInputAssociation", id),
            data_outputs: self.data_associations(element, "dataOutputAssociation", id),
            extension_properties: extension_properties(element),
        })))
    }

    fn user_task(&mut self, element: Element<'_>, id: &ElementId) -> UserTask {
        let mut from = |extension_name: &str, attribute: &str| -> Option<Expression> {
            let source = extension(element, Vocabulary::Zeebe, extension_name)?;
            self.attribute_expression(source, attribute, id)
        };
        UserTask {
            assignee: from("assignmentDefinition", "assignee"),
            candidate_groups: from("assignmentDefinition", "candidateGroups"),
            candidate_users: from("assignmentDefinition", "candidateUsers"),
            due_date: from("taskSchedule", "dueDate"),
            follow_up_date: from("taskSchedule", "followUpDate"),
            priority: from("priorityDefinition", "priority"),
        }
    }

    fn ad_hoc(&mut self, element: Element<'_>, id: &ElementId) -> AdHoc {
        let zeebe = extension(element, Vocabulary::Zeebe, "adHoc");
        AdHoc {
            sequential: element.value("ordering").as_deref() == Some("Sequential"),
            completion_condition: self.child_condition(element, "completionCondition", id),
            cancel_remaining: flag(element, "cancelRemainingInstances", true),
            active_elements: zeebe.and_then(|zeebe| self.attribute_expression(zeebe, "activeElementsCollection", id)),
        }
    }

    fn call_activity(&mut self, element: Element<'_>, id: &ElementId) -> CallActivity {
        let zeebe = extension(element, Vocabulary::Zeebe, "calledElement");
        let attribute = attribute_reference(element, "calledElement");
        let global_task = attribute.clone().filter(|called| self.is_global_task(element, called));
        let called = match zeebe {
            Some(zeebe) => self.attribute_expression(zeebe, "processId", id),
            None => None,
        };
        CallActivity {
            called: called
                .or_else(|| attribute.and_then(|called| self.expression(called.as_str(), Written::Text(element), id))),
            global_task,
            propagate_all_child_variables: zeebe.is_none_or(|zeebe| flag(zeebe, "propagateAllChildVariables", true)),
            propagate_all_parent_variables: zeebe.is_none_or(|zeebe| flag(zeebe, "propagateAllParentVariables", true)),
        }
    }

    /// Global tasks may stand behind the process that calls them, so the file is asked and not the builder.
    fn is_global_task(&self, element: Element<'_>, called: &ElementId) -> bool {
        element.document().root().children().any(|child| {
            child.vocabulary() == Vocabulary::Bpmn
                && child.local().starts_with("global")
                && child.value("id").as_deref() == Some(called.as_str())
        })
    }
}

fn extension_properties(element: Element<'_>) -> BTreeMap<String, String> {
    let Some(properties) = extension(element, Vocabulary::Zeebe, "properties") else { return BTreeMap::new() };
    properties
        .children()
        .filter(|child| child.is(Vocabulary::Zeebe, "property"))
        .filter_map(|child| {
            Some((child.value("name")?.into_owned(), child.value("value").unwrap_or_default().into_owned()))
        })
        .collect()
}
