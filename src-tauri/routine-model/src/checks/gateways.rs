//! Gateways (BPMN 2.0.2, 10.6 and table 8.49).

use super::findings::Findings;
use super::kinds;
use super::model::Model;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for gateway in model.any_of(&kinds::GATEWAYS) {
        let (incoming, outgoing) = (model.incoming(gateway).count(), model.outgoing(gateway).count());
        match gateway.value("gatewayDirection").as_deref() {
            Some("Converging") if outgoing > 1 => {
                findings.error("gateway-direction", gateway, "is said to join and has several flows out of it.");
            }
            Some("Diverging") if incoming > 1 => {
                findings.error("gateway-direction", gateway, "is said to split and has several flows into it.");
            }
            Some("Mixed") if incoming < 2 || outgoing < 2 => {
                findings.error("gateway-direction", gateway, "is said to join and split and does not do both.");
            }
            Some("Unspecified" | "Converging" | "Diverging" | "Mixed") | None => {}
            Some(other) => {
                findings
                    .error("gateway-direction", gateway, format!("has the unknown direction “{other}”."))
                    .hint("It can be Unspecified, Converging, Diverging or Mixed.");
            }
        }
        // 10.6.1: a gateway has several flows on one side at least. Event-based ones say more below.
        if incoming < 2 && outgoing < 2 && gateway.local() != "eventBasedGateway" {
            findings
                .error("gateway-without-choice", gateway, "neither splits nor joins anything.")
                .hint("Remove it, or connect more flows.");
        }
    }
}
