//! A provider that the environment sets up, for programs that nobody sits in front of.

use super::{ModelSettings, PatienceSettings, Protocol, ProviderSettings, provider_presets};

/// Id of a provider in the settings or of a preset; `environment` where only an address is given.
const PROVIDER: &str = "ROUTINE_MODEL_PROVIDER";
/// Where it is.
const BASE_URL: &str = "ROUTINE_MODEL_BASE_URL";
/// The model that is taken where a step names none.
const MODEL: &str = "ROUTINE_MODEL";
/// The id where none is given.
const UNNAMED: &str = "environment";

impl ModelSettings {
    /// The settings with what the environment says: a provider that goes before the others and is the default. Answers its
    /// id, where there is one.
    #[must_use]
    pub fn with_environment(self) -> (Self, Option<String>) {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        self.with(variable(PROVIDER), variable(BASE_URL), variable(MODEL))
    }

    fn with(
        mut self,
        provider: Option<String>,
        base_url: Option<String>,
        model: Option<String>,
    ) -> (Self, Option<String>) {
        if provider.is_none() && base_url.is_none() {
            return (self, None);
        }
        let id = provider.unwrap_or_else(|| UNNAMED.to_owned());
        let mut settings = self.provider(&id).cloned().unwrap_or_else(|| preset(&id));
        if let Some(base_url) = base_url {
            settings.base_url = if base_url.ends_with('/') { base_url } else { format!("{base_url}/") };
        }
        settings.model = model.or(settings.model);
        self.providers.retain(|one| one.id != id);
        self.providers.insert(0, settings);
        self.default_provider = Some(id.clone());
        (self, Some(id))
    }
}

/// A preset as settings. What is no preset speaks OpenAI's protocol, has the key of its own name if there is one, and is
/// unpriced.
fn preset(id: &str) -> ProviderSettings {
    let preset = provider_presets().iter().find(|preset| preset.id == id);
    let has_key = preset.map_or_else(|| crate::secret::is_in_environment(id), |preset| preset.needs_key);
    ProviderSettings {
        id: id.to_owned(),
        name: preset.map_or_else(|| id.to_owned(), |preset| preset.name.to_owned()),
        protocol: preset.map_or(Protocol::OpenAi, |preset| preset.protocol),
        base_url: preset.map_or_else(String::new, |preset| preset.base_url.to_owned()),
        secret: has_key.then(|| id.to_owned()),
        model: None,
        prices: preset.map_or_else(|| Some(id.to_owned()), |preset| preset.prices.map(ToOwned::to_owned)),
        file: None,
        patience: PatienceSettings::default(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]
    use super::*;

    #[test]
    fn a_preset_and_a_model_are_enough() {
        let (settings, id) =
            ModelSettings::default().with(Some("anthropic".to_owned()), None, Some("claude-haiku".to_owned()));
        let provider = settings.default_provider().unwrap();
        assert_eq!(id.as_deref(), Some("anthropic"));
        assert_eq!(provider.secret.as_deref(), Some("anthropic"), "its key is the secret of its name");
        assert_eq!(provider.model.as_deref(), Some("claude-haiku"));
        assert_eq!(provider.protocol, Protocol::Anthropic);
    }

    #[test]
    fn an_address_alone_is_a_server_that_speaks_the_common_protocol() {
        let (settings, id) =
            ModelSettings::default().with(None, Some("http://127.0.0.1:9/v1".to_owned()), Some("tiny".to_owned()));
        assert_eq!(id.as_deref(), Some("environment"));
        assert_eq!(settings.default_provider().unwrap().base_url, "http://127.0.0.1:9/v1/", "it ends in a slash");
    }

    #[test]
    fn what_a_person_has_set_up_keeps_all_that_the_environment_does_not_say() {
        let mine = ProviderSettings { name: "Office".to_owned(), ..preset("office") };
        let kept = ModelSettings { providers: vec![preset("openai"), mine], ..ModelSettings::default() };
        let (settings, _) = kept.with(Some("office".to_owned()), None, Some("large".to_owned()));
        assert_eq!(settings.providers.len(), 2, "it takes its own place");
        assert_eq!(settings.default_provider().unwrap().name, "Office");
    }

    #[test]
    fn nothing_said_changes_nothing() {
        let (settings, id) = ModelSettings::default().with(None, None, Some("tiny".to_owned()));
        assert_eq!((settings, id), (ModelSettings::default(), None), "a model without a provider is nobody's");
    }
}
