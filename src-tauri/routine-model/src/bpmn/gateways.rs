//! Gateways (BPMN 2.0.2, 10.6).

use super::{Reader, flag};
use crate::graph::flow_node::FlowNodeKind;
use crate::graph::gateway::Gateway;
use crate::ids::ElementId;
use crate::xml::Element;

impl Reader {
    /// The gateway that an element is; none for other elements.
    pub(super) fn gateway(&mut self, element: Element<'_>, id: &ElementId) -> Option<FlowNodeKind> {
        Some(FlowNodeKind::Gateway(match element.local() {
            "exclusiveGateway" => Gateway::Exclusive,
            "parallelGateway" => Gateway::Parallel,
            "inclusiveGateway" => Gateway::Inclusive,
            "eventBasedGateway" => Gateway::EventBased {
                parallel: element.value("eventGatewayType").as_deref() == Some("Parallel"),
                instantiate: flag(element, "instantiate", false),
            },
            "complexGateway" => {
                Gateway::Complex { activation_condition: self.child_condition(element, "activationCondition", id) }
            }
            _ => return None,
        }))
    }
}
