//! Model servers that run on this machine: found on the loopback and offered, never used unasked.

use std::time::Duration;

use serde_json::Value;

use super::settings::{ProviderPreset, provider_presets};

/// A server on this machine answers at once or is not there.
const WAIT: Duration = Duration::from_millis(600);

/// A server that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalServer {
    /// Which of the presets it is.
    pub preset: &'static ProviderPreset,
    /// The models that it says it has.
    pub models: Vec<String>,
}

/// Asks the presets of this machine for their models, all at once.
pub async fn find_local_servers(http: &reqwest::Client) -> Vec<LocalServer> {
    let presets = provider_presets().iter().filter(|preset| !preset.needs_key && !preset.needs_file);
    let asked =
        presets.map(|preset| async move { Some(LocalServer { preset, models: models(http, preset.base_url).await? }) });
    futures_util::future::join_all(asked).await.into_iter().flatten().collect()
}

/// The models of a server that speaks OpenAI's protocol; none when it is not there or speaks something else.
async fn models(http: &reqwest::Client, base_url: &str) -> Option<Vec<String>> {
    let answer = http.get(format!("{base_url}models")).timeout(WAIT).send().await.ok()?.error_for_status().ok()?;
    let body: Value = serde_json::from_slice(&answer.bytes().await.ok()?).ok()?;
    let listed = body.get("data")?.as_array()?;
    Some(listed.iter().filter_map(|model| Some(model.get("id")?.as_str()?.to_owned())).collect())
}
