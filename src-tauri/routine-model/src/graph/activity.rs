//! Activities (BPMN 2.0.2, 10.3): tasks, sub-processes, call activities.

use std::collections::BTreeMap;

use super::binding::Binding;
use super::data::{DataAssociation, IoSpecification, Mapping, Property};
use super::event::MessageDefinition;
use super::loops::LoopCharacteristics;
use super::settings::StepSettings;
use crate::expression::Expression;
use crate::ids::ElementId;

/// A unit of work, bound to what does it.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Which activity it is.
    pub kind: ActivityKind,
    /// What does a task's work. [`Binding::None`] for sub-processes and call activities.
    pub binding: Binding,
    /// Repetition, when it has one.
    pub loop_characteristics: Option<LoopCharacteristics>,
    /// `isForCompensation`: only compensation starts it.
    pub is_for_compensation: bool,
    /// `startQuantity`; 1 by default.
    pub start_quantity: u32,
    /// `completionQuantity`; 1 by default.
    pub completion_quantity: u32,
    /// `zeebe:input`s, evaluated in order into variables of the step.
    pub inputs: Vec<Mapping>,
    /// `zeebe:output`s, evaluated in order into the scope around. None: all results go up.
    pub outputs: Vec<Mapping>,
    /// Strategy, limits, retries, approval: what only we have.
    pub settings: StepSettings,
    /// `bpmn:property`s.
    pub properties: Vec<Property>,
    /// `bpmn:ioSpecification`.
    pub io_specification: Option<IoSpecification>,
    /// `dataInputAssociation`s.
    pub data_inputs: Vec<DataAssociation>,
    /// `dataOutputAssociation`s.
    pub data_outputs: Vec<DataAssociation>,
    /// `zeebe:properties`.
    pub extension_properties: BTreeMap<String, String>,
}

/// Which activity it is.
#[derive(Clone, Debug)]
pub enum ActivityKind {
    /// `bpmn:task`: nothing says who does it.
    AbstractTask,
    /// A person does it with the program's help.
    UserTask(UserTask),
    /// A person does it outside the program.
    ManualTask,
    /// A program does it.
    ServiceTask,
    /// The engine does it.
    ScriptTask,
    /// A decision does it.
    BusinessRuleTask,
    /// Sends a message.
    SendTask(MessageDefinition),
    /// Waits for a message.
    ReceiveTask {
        /// What it waits for.
        message: MessageDefinition,
        /// It starts the routine.
        instantiate: bool,
    },
    /// Embedded, transaction, ad-hoc or event sub-process; what is inside is in the graph's container of the same id.
    SubProcess(SubProcess),
    /// Calls another routine.
    CallActivity(CallActivity),
}

/// Who does a user task, and when.
#[derive(Clone, Debug, Default)]
pub struct UserTask {
    /// `zeebe:assignmentDefinition` assignee.
    pub assignee: Option<Expression>,
    /// Candidate groups.
    pub candidate_groups: Option<Expression>,
    /// Candidate users.
    pub candidate_users: Option<Expression>,
    /// `zeebe:taskSchedule` due date.
    pub due_date: Option<Expression>,
    /// `zeebe:taskSchedule` follow-up date.
    pub follow_up_date: Option<Expression>,
    /// `zeebe:priorityDefinition`.
    pub priority: Option<Expression>,
}

/// Which sub-process it is.
#[derive(Clone, Debug)]
pub enum SubProcess {
    /// Plain.
    Embedded,
    /// `triggeredByEvent`: started by one of its start events, never by a flow.
    Event,
    /// Can be cancelled and compensated as a whole.
    Transaction,
    /// Its activities start in any order.
    AdHoc(AdHoc),
}

/// An ad-hoc sub-process's own attributes.
#[derive(Clone, Debug)]
pub struct AdHoc {
    /// One at a time.
    pub sequential: bool,
    /// Tried after each inner completion.
    pub completion_condition: Option<Expression>,
    /// When complete, cancel what still runs. True by default.
    pub cancel_remaining: bool,
    /// `zeebe:adHoc activeElementsCollection`: ids to start.
    pub active_elements: Option<Expression>,
}

/// What a call activity calls.
#[derive(Clone, Debug, Default)]
pub struct CallActivity {
    /// `calledElement` attribute, or `zeebe:calledElement processId` (a literal or an expression).
    pub called: Option<Expression>,
    /// Whether it names a global task of the same file.
    pub global_task: Option<ElementId>,
    /// Copy all variables up when it ends. True by default.
    pub propagate_all_child_variables: bool,
    /// Copy all variables down when it starts. True by default.
    pub propagate_all_parent_variables: bool,
}

impl ActivityKind {
    /// The name of its BPMN element.
    #[must_use]
    pub fn element_name(&self) -> &'static str {
        match self {
            Self::AbstractTask => "task",
            Self::UserTask(_) => "userTask",
            Self::ManualTask => "manualTask",
            Self::ServiceTask => "serviceTask",
            Self::ScriptTask => "scriptTask",
            Self::BusinessRuleTask => "businessRuleTask",
            Self::SendTask(_) => "sendTask",
            Self::ReceiveTask { .. } => "receiveTask",
            Self::SubProcess(SubProcess::Embedded | SubProcess::Event) => "subProcess",
            Self::SubProcess(SubProcess::Transaction) => "transaction",
            Self::SubProcess(SubProcess::AdHoc(_)) => "adHocSubProcess",
            Self::CallActivity(_) => "callActivity",
        }
    }
}
