//! Which model does a step: the one that is named or the program's default, else the step's script, else a person.

use routine_model::graph::flow_node::FlowNode;
use routine_model::graph::model::{DemoReply, ModelWish, Purpose};
use routine_model::paths::Template;
use run_engine::{StepFailure, VariableMap};
use serde_json::Value;

use crate::model::{ModelChoice, Models, NoModel, ResolvedModel, ScriptedReply, ToolCall};
use crate::strategy::failure;
use crate::strategy::prompt::variable_of;

/// Who answers.
#[derive(Clone, Debug)]
pub(crate) enum ModelAtHand {
    /// A provider that a person has set up.
    Online(Box<ResolvedModel>),
    /// The routine's own file.
    Demo(Vec<ScriptedReply>),
    /// Somebody who is shown the prompt and types the answer.
    Person,
}

impl ModelAtHand {
    /// The model of a node.
    ///
    /// # Errors
    /// When one is set up and cannot be used, or the script has a hole without a value.
    pub(crate) async fn find(
        models: &Models,
        wish: &ModelWish,
        node: &FlowNode,
        variables: &VariableMap,
        test_mode: bool,
    ) -> Result<Self, StepFailure> {
        if !test_mode {
            let wanted = ModelChoice { provider: wish.provider.clone(), name: wish.name.clone() };
            match models.resolve(&wanted).await {
                Ok(model) => return Ok(Self::Online(Box::new(model))),
                Err(NoModel::NoProvider | NoModel::UnknownProvider { .. }) => {}
                Err(reason @ (NoModel::NoModelNamed { .. } | NoModel::NoKey { .. } | NoModel::Unusable { .. })) => {
                    return Err(failure(reason.code(), reason.to_string()));
                }
            }
        }
        if node.demo.is_empty() {
            return Ok(Self::Person);
        }
        let replies = node.demo.iter().enumerate().map(|(at, reply)| scripted(reply, at, variables));
        replies.collect::<Result<_, _>>().map(Self::Demo)
    }

    /// Whether asking for this makes sense: a script may leave phases out.
    pub(crate) fn answers(&self, purpose: Purpose) -> bool {
        match self {
            Self::Online(_) => true,
            Self::Demo(replies) => replies.iter().any(|reply| reply.purpose == Some(purpose)),
            Self::Person => false,
        }
    }
}

fn scripted(reply: &DemoReply, at: usize, variables: &VariableMap) -> Result<ScriptedReply, StepFailure> {
    let whole = Value::Object(variables.clone().into_iter().collect());
    let filled = Template::parse(&reply.text)
        .and_then(|template| template.fill(|name| variable_of(name, &whole)))
        .map_err(|error| failure("demo-template", format!("reply {} of routine:demo: {error}", at + 1)))?;
    let text = match filled {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let Some(tool) = &reply.tool else {
        return Ok(ScriptedReply { purpose: reply.purpose, text, call: None });
    };
    let arguments = serde_json::from_str(&text).map_err(|error| {
        failure("demo-arguments", format!("reply {} of routine:demo calls {tool} with no JSON: {error}", at + 1))
    })?;
    let call = ToolCall { id: format!("demo-{}", at + 1), tool: tool.clone(), arguments, signatures: Vec::new() };
    Ok(ScriptedReply { purpose: reply.purpose, text: String::new(), call: Some(call) })
}
