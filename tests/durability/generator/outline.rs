//! The text of a process or a sub-process while it is being drawn.

/// Elements and flows of one container. It begins with a start event `Start` and ends with an end event `End`, with its
/// own name before them inside a sub-process.
pub struct Outline {
    name: String,
    text: String,
    flows: u32,
}

impl Outline {
    /// A process.
    pub fn begin(process: &str) -> Self {
        let text = r#"<startEvent id="Start"/><endEvent id="End"/>"#.to_owned();
        Self { name: process.to_owned(), text, flows: 0 }
    }

    /// The inside of a sub-process; answers its start and its end too.
    pub fn inside(name: &str) -> (Self, String, String) {
        let (start, end) = (format!("{name}-start"), format!("{name}-end"));
        let text = format!(r#"<startEvent id="{start}"/><endEvent id="{end}"/>"#);
        (Self { name: name.to_owned(), text, flows: 0 }, start, end)
    }

    /// Draws an element.
    pub fn add(&mut self, text: &str) {
        self.text += text;
    }

    /// Draws a flow, with a condition if there is one; answers its id.
    pub fn flow(&mut self, from: &str, to: &str, condition: Option<&str>) -> String {
        self.flows += 1;
        let id = format!("{}-flow{}", self.name, self.flows);
        let inside = condition.map_or_else(String::new, |text| {
            format!("<conditionExpression>={}</conditionExpression>", text.replace('>', "&gt;").replace('<', "&lt;"))
        });
        self.text += &format!(r#"<sequenceFlow id="{id}" sourceRef="{from}" targetRef="{to}">{inside}</sequenceFlow>"#);
        id
    }

    /// What has been drawn.
    pub fn text(self) -> String {
        self.text
    }

    /// The file with this process.
    pub fn definitions(self, heads: &str) -> String {
        let Self { name, text, .. } = self;
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t">{heads}
<process id="{name}" isExecutable="true">{text}</process></definitions>"#
        )
    }
}
