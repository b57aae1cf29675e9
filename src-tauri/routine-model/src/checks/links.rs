//! Link events (BPMN 2.0.2, 10.5.5, “link event definition”): pairs within one process level.

use super::findings::Findings;
use super::model::{Model, children, container};
use crate::xml::Element;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    let links = |local: &'static str| -> Vec<(Element<'_>, Element<'_>, String)> {
        let events = model.all(local).flat_map(|event| {
            children(event, "linkEventDefinition").map(move |link| (event, link, name(link))).collect::<Vec<_>>()
        });
        events.collect()
    };
    let (throws, catches) = (links("intermediateThrowEvent"), links("intermediateCatchEvent"));
    for (event, _, name) in throws.iter().chain(&catches) {
        if name.is_empty() {
            findings.error("link-without-name", *event, "has a link without a name.").hint("Name it like its partner.");
        }
    }
    for (event, link, name) in &throws {
        let partners: Vec<_> = catches.iter().filter(|(_, _, catch)| catch == name).map(|(catch, ..)| *catch).collect();
        let here = partners.iter().filter(|catch| container(**catch) == container(*event)).count();
        if here > 1 {
            findings.error(
                "link-with-several-targets",
                *event,
                format!("has a link “{name}” that arrives in several places."),
            );
        } else if here == 0 && !partners.is_empty() {
            findings
                .error("link-crosses-level", *event, format!("has a link “{name}” that arrives on another level."))
                .hint("Links stay within one process or sub-process.");
        } else if here == 0 && children(*link, "target").next().is_none() {
            findings
                .error("link-without-partner", *event, format!("has a link “{name}” that arrives nowhere."))
                .hint("Add a catching link event of the same name.");
        }
    }
    for (event, link, name) in &catches {
        let reached = throws.iter().any(|(throw, _, source)| source == name && container(*throw) == container(*event));
        let elsewhere = throws.iter().any(|(_, _, source)| source == name);
        if !reached && !elsewhere && children(*link, "source").next().is_none() {
            findings
                .error("link-without-partner", *event, format!("has a link “{name}” that departs nowhere."))
                .hint("Add a throwing link event of the same name.");
        }
    }
}

fn name(link: Element<'_>) -> String {
    link.value("name").map(|name| name.trim().to_owned()).unwrap_or_default()
}
