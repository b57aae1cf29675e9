//! `routine models`: the model providers that are set up, a test of one, the models that it has.

use std::path::PathBuf;

use api::contract::params::TestProvider;
use api::contract::{ModelCharge, ModelProvider, ModelView, ProviderTest};
use api::headless::Setup;

use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

/// The model providers that are set up.
#[derive(Debug, clap::Args)]
pub(crate) struct Models {
    /// Ask this provider one tiny question; it may cost a little.
    #[arg(long, value_name = "ID")]
    test: Option<String>,
    /// The models that this provider says it has.
    #[arg(long, value_name = "ID", conflicts_with = "test")]
    list: Option<String>,
    /// The model to test; the provider's own when absent.
    #[arg(long, value_name = "MODEL", requires = "test")]
    model: Option<String>,
}

impl Models {
    pub(crate) async fn run(self, terminal: &mut Terminal, database: Option<PathBuf>) -> Result<Exit, Failure> {
        let setup = Setup::open(database)?;
        if let Some(id) = self.test {
            let test = setup.test_provider(TestProvider { id, model: self.model }).await;
            terminal.print(&test, &test_text(&test));
            return Ok(match test {
                ProviderTest::Answered { .. } => Exit::Done,
                ProviderTest::Failed { .. } => Exit::Failed,
            });
        }
        if let Some(id) = self.list {
            for model in setup.available_models(&id).await? {
                terminal.print(&model, &model_line(&model));
            }
            return Ok(Exit::Done);
        }
        let settings = setup.models();
        if settings.providers.is_empty() {
            terminal.note(
                "No model provider is set up. The settings do that, or ROUTINE_MODEL_PROVIDER and ROUTINE_MODEL.",
            );
        }
        for provider in &settings.providers {
            let is_default = settings.default_provider.as_ref() == Some(&provider.id);
            let from_environment = settings.from_environment.as_ref() == Some(&provider.id);
            terminal.print(provider, &provider_line(provider, is_default, from_environment));
        }
        Ok(Exit::Done)
    }
}

fn provider_line(provider: &ModelProvider, is_default: bool, from_environment: bool) -> String {
    let model = provider.model.as_deref().unwrap_or("no model chosen");
    let place = provider.file.as_deref().unwrap_or(&provider.base_url);
    let marks = [(is_default, "default"), (from_environment, "from the environment")];
    let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) };
    format!("{}: {}, {model}, at {place}{marks}", provider.id, provider.name)
}

fn model_line(model: &ModelView) -> String {
    let price = match (&model.price, model.free) {
        (Some(price), _) => {
            let amount = |amount: &Option<String>| amount.clone().unwrap_or_else(|| "0".to_owned());
            format!(
                "US$ {} in, {} out for a million LLM tokens ({})",
                amount(&price.input),
                amount(&price.output),
                price.date
            )
        }
        (None, true) => "free".to_owned(),
        (None, false) => "unpriced".to_owned(),
    };
    format!("{}: {price}", model.name)
}

fn test_text(test: &ProviderTest) -> String {
    match test {
        ProviderTest::Answered { model, text, first_ms, took_ms, input_tokens, output_tokens, charge } => {
            let count = |count: &Option<u64>| count.map_or_else(|| "?".to_owned(), |count| count.to_string());
            let first = first_ms.map(|ms| format!(", the first piece after {ms} ms")).unwrap_or_default();
            format!(
                "{model} answered {text:?} in {took_ms} ms{first}; {} LLM tokens in, {} out; {}",
                count(input_tokens),
                count(output_tokens),
                charge_text(charge)
            )
        }
        ProviderTest::Failed { code, message, hint, took_ms } => {
            let hint = hint.as_ref().map(|hint| format!(" {hint}")).unwrap_or_default();
            format!("[{code}] {message}{hint} ({took_ms} ms)")
        }
    }
}

fn charge_text(charge: &ModelCharge) -> String {
    match charge {
        ModelCharge::Priced { credits, source, date } => format!("{credits} credits ({source}, {date})"),
        ModelCharge::Free => "free".to_owned(),
        ModelCharge::Unpriced { reason } => format!("unpriced: {reason}"),
    }
}
