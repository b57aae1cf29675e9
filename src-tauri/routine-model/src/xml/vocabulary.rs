//! The XML namespaces that a routine file is made of.

/// Which vocabulary an element or attribute belongs to, by the address of its namespace and never by its prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// The BPMN 2.0 model.
    Bpmn,
    /// BPMN diagram interchange: shapes, edges, labels.
    BpmnDi,
    /// Diagram common: bounds, fonts.
    DiagramCommon,
    /// Diagram interchange: waypoints.
    DiagramInterchange,
    /// XML schema instances: `xsi:type`, `xsi:nil`.
    SchemaInstance,
    /// Camunda 8.
    Zeebe,
    /// Camunda 7, read where it translates exactly.
    Camunda,
    /// Settings of the bpmn.io modellers.
    Modeler,
    /// Our own.
    Routine,
    /// Somebody else's; kept and not read.
    Other,
    /// No namespace at all, the usual case of an attribute.
    None,
}

impl Vocabulary {
    /// The vocabulary of a namespace address.
    #[must_use]
    pub fn of(address: &str) -> Self {
        match address {
            "http://www.omg.org/spec/BPMN/20100524/MODEL" => Self::Bpmn,
            "http://www.omg.org/spec/BPMN/20100524/DI" => Self::BpmnDi,
            "http://www.omg.org/spec/DD/20100524/DC" => Self::DiagramCommon,
            "http://www.omg.org/spec/DD/20100524/DI" => Self::DiagramInterchange,
            "http://www.w3.org/2001/XMLSchema-instance" => Self::SchemaInstance,
            "http://camunda.org/schema/zeebe/1.0" => Self::Zeebe,
            "http://camunda.org/schema/1.0/bpmn" => Self::Camunda,
            "http://camunda.org/schema/modeler/1.0" => Self::Modeler,
            "urn:routine-studio:schema:1" => Self::Routine,
            "" => Self::None,
            _ => Self::Other,
        }
    }
}
