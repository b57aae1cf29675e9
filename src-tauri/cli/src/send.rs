//! `routine send`: what somebody outside says to a run.

use std::path::PathBuf;
use std::time::Duration;

use api::headless::{Answer, Message, Sent};
use serde_json::json;

use crate::duration::milliseconds;
use crate::exit::{Exit, Failure};
use crate::given;
use crate::run::follow;
use crate::stored::{at, open};
use crate::terminal::Terminal;

/// Deliver a message, a signal, the result of waiting work, a decision or an answer to a run, or start an activity in it.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(
    ["message", "signal", "complete", "activate", "decide", "answer", "approve", "reject", "confirm"]
)))]
pub(crate) struct Send {
    /// The run; without one a message goes to the run that has listened longest, and a signal to all that do.
    #[arg(value_name = "RUN")]
    run: Option<String>,
    /// A message, by its name.
    #[arg(long, value_name = "NAME")]
    message: Option<String>,
    /// A signal, by its name.
    #[arg(long, value_name = "NAME")]
    signal: Option<String>,
    /// The result of the work that waits at this element.
    #[arg(long, value_name = "ELEMENT")]
    complete: Option<String>,
    /// Start this activity of an ad-hoc sub-process.
    #[arg(long, value_name = "ELEMENT")]
    activate: Option<String>,
    /// The decision that this gateway waits for; --flow says which way.
    #[arg(long, value_name = "ELEMENT", requires = "flow")]
    decide: Option<String>,
    /// What a person says in the conversation at this element; --text says it.
    #[arg(long, value_name = "ELEMENT", requires = "text")]
    answer: Option<String>,
    /// Let the tool call, or the step, that waits at this element be made; --variables replace its arguments.
    #[arg(long, value_name = "ELEMENT")]
    approve: Option<String>,
    /// Have the call that waits at this element not be made; --text says why.
    #[arg(long, value_name = "ELEMENT")]
    reject: Option<String>,
    /// Agree to what the conversation at this element has led to; --variables and --set replace it, or give what a person is
    /// asked for in a model's place.
    #[arg(long, value_name = "ELEMENT")]
    confirm: Option<String>,
    /// What is said in an answer, or the reason of a rejection.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Which of several calls is approved or rejected.
    #[arg(long, value_name = "CALL")]
    call: Option<String>,
    /// Under which name it is said; the one of the settings when absent, or of this account.
    #[arg(long, value_name = "NAME", requires = "run")]
    by: Option<String>,
    /// A sequence flow to take. May be repeated.
    #[arg(long, value_name = "ID")]
    flow: Vec<String>,
    /// Which of several conversations a message belongs to.
    #[arg(long, value_name = "KEY", requires = "message")]
    correlation_key: Option<String>,
    /// How long a message is kept when nobody listens: milliseconds, or ISO 8601 such as PT1H. Without a run it is an hour,
    /// with one it is not kept.
    #[arg(long, value_name = "TIME", requires = "message")]
    ttl: Option<String>,
    /// The sender's own id of a message: another one of this id counts as the same as long as it is kept.
    #[arg(long, value_name = "ID", requires = "message")]
    id: Option<String>,
    /// What it brings: a JSON object, or @FILE.
    #[arg(long, value_name = "JSON|@FILE")]
    variables: Option<String>,
    /// One variable of it. May be repeated.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

impl Send {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let mut variables =
            self.variables.as_deref().map(|given| given::object("--variables", given)).transpose()?.unwrap_or_default();
        for assignment in &self.set {
            let (name, value) = given::assignment("--set", assignment)?;
            variables.insert(name, value);
        }
        let time_to_live = match (&self.ttl, &self.run) {
            (Some(text), _) => milliseconds(text)?,
            (None, None) => HOUR,
            (None, Some(_)) => Duration::ZERO,
        };
        let (run, by) = (self.run.clone(), self.by.clone());
        let message = self.message(time_to_live).ok_or_else(|| Failure::unusable("Say what to send."))?;
        let Some(run) = run else {
            let headless = open(database)?;
            let sent = headless.send_to_all(message, variables).await?;
            if let Sent::Taken(runs) = &sent {
                for run in runs {
                    headless.rest(run).await;
                }
            }
            headless.close().await?;
            return Ok(tell_sent(terminal, &sent));
        };
        let (headless, before) = at(database, &run).await?;
        let sent = headless.deliver(&run, message, variables, by).await?;
        let exit = match sent {
            Sent::Taken(_) => follow(terminal, &headless, &run, before + 1, false).await,
            Sent::Kept(_) | Sent::Dropped | Sent::Duplicate => Ok(tell_sent(terminal, &sent)),
        };
        headless.close().await?;
        exit
    }

    /// What is sent; the command line sees to it that it is one thing.
    fn message(self, time_to_live: Duration) -> Option<Message> {
        let said = |element, answer| Message::Answer { element, answer };
        if let Some(name) = self.message {
            return Some(Message::Message { name, correlation_key: self.correlation_key, id: self.id, time_to_live });
        }
        if let Some(element) = self.answer {
            return Some(said(element, Answer::Say { text: self.text? }));
        }
        let signal = self.signal.map(|name| Message::Signal { name });
        let completion = || self.complete.map(|element| Message::Completion { element });
        let activation = || self.activate.map(|element| Message::Activation { element });
        let decision = || self.decide.map(|element| Message::Decision { element, flows: self.flow });
        let (call, reason) = (self.call, self.text);
        let approval = || self.approve.map(|element| said(element, Answer::Approve { call: call.clone() }));
        let rejection = || {
            let rejected = Answer::Reject { call: call.clone(), reason };
            self.reject.map(|element| said(element, rejected))
        };
        let confirmation = || self.confirm.map(|element| said(element, Answer::Confirm));
        signal
            .or_else(completion)
            .or_else(activation)
            .or_else(decision)
            .or_else(approval)
            .or_else(rejection)
            .or_else(confirmation)
    }
}

/// An hour, as in the clients of Camunda 8.
const HOUR: Duration = Duration::from_secs(3600);

/// What has become of a message or signal that was sent to whoever listens.
fn tell_sent(terminal: &mut Terminal, sent: &Sent) -> Exit {
    let (value, text) = match sent {
        Sent::Taken(runs) if runs.is_empty() => (json!({"taken": []}), "Nobody listens.".to_owned()),
        Sent::Taken(runs) => (json!({"taken": runs}), format!("Taken by {}.", runs.join(", "))),
        Sent::Kept(until) => (json!({"taken": [], "keptUntil": until}), "Nobody listens yet; it is kept.".to_owned()),
        Sent::Dropped => (json!({"taken": []}), "Nobody listens; it is not kept.".to_owned()),
        Sent::Duplicate => (json!({"taken": [], "duplicate": true}), "It has come before.".to_owned()),
    };
    terminal.print(&value, &text);
    Exit::Done
}
