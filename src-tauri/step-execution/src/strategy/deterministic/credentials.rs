//! Secrets in calls: `auth`, and `{{secret.NAME}}` in headers.
//!
//! Only secrets that the routine itself names in this step are looked up. What came from elsewhere, such as an answer or a
//! form, cannot name others by holding a template.

use std::sync::Arc;

use reqwest::header::HeaderValue;
use run_engine::StepFailure;

use super::given::{Given, wrong};
use crate::secret::{Secret, SecretSource};
use crate::strategy::failure;

const OPENS: &str = "{{secret.";
const CLOSES: &str = "}}";

/// The secrets of one call.
pub(super) struct Credentials {
    source: Arc<dyn SecretSource>,
    /// All that the routine says in this step.
    text: String,
    /// What has been looked up.
    pub(super) used: Vec<Secret>,
}

impl Credentials {
    pub(super) fn new(source: Arc<dyn SecretSource>, given: Given<'_>) -> Self {
        let sources = given.context.activity.inputs.iter().map(|mapping| mapping.source.source());
        let text = sources.chain(given.headers.values().map(String::as_str)).collect::<Vec<_>>().join("\n");
        Self { source, text, used: Vec::new() }
    }

    /// The value of the header `Authorization`.
    pub(super) async fn authorization(&mut self, auth: &str) -> Result<HeaderValue, StepFailure> {
        let (scheme, name) = auth.trim().split_once(':').ok_or_else(unknown_auth)?;
        let secret = self.secret(name.trim()).await?;
        let value = match scheme.trim() {
            "bearer" => format!("Bearer {}", secret.reveal()),
            "basic" => {
                let encoded = base64(secret.reveal().as_bytes());
                self.used.push(Secret::new(&encoded));
                if let Some((_, password)) = secret.reveal().split_once(':') {
                    self.used.push(Secret::new(password));
                }
                format!("Basic {encoded}")
            }
            _ => return Err(unknown_auth()),
        };
        sensitive(&value)
    }

    /// The value of a header, with secrets where it asks for them.
    pub(super) async fn header(&mut self, text: &str) -> Result<HeaderValue, StepFailure> {
        if !text.contains(OPENS) {
            return HeaderValue::from_str(text).map_err(|_| wrong("headers", "texts without line breaks"));
        }
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once(OPENS) {
            let (name, after) =
                behind.split_once(CLOSES).ok_or_else(|| failure("secret", "a {{secret.… is never closed by }}"))?;
            filled.push_str(before);
            filled.push_str(self.secret(name.trim()).await?.reveal());
            rest = after;
        }
        filled.push_str(rest);
        sensitive(&filled)
    }

    async fn secret(&mut self, name: &str) -> Result<Secret, StepFailure> {
        if !self.names(name) {
            let message =
                format!("the routine does not name the secret {name:?} in this step, and data cannot name one");
            return Err(failure("secret-refused", message));
        }
        let (source, wanted) = (Arc::clone(&self.source), name.to_owned());
        // A keychain may ask its owner first.
        let found = tokio::task::spawn_blocking(move || source.secret(&wanted)).await;
        let secret = found
            .map_err(|_| failure("secret-unreadable", format!("looking for the secret {name:?} was given up")))?
            .map_err(|error| failure(error.code(), error.to_string()))?;
        self.used.push(secret.clone());
        Ok(secret)
    }

    /// Whether the routine's own text names a secret, as a template or behind the colon of `auth`.
    fn names(&self, name: &str) -> bool {
        let continues =
            |rest: &str| rest.starts_with(|next: char| next.is_ascii_alphanumeric() || "-_.".contains(next));
        let stands = |before: &str| {
            let with = format!("{before}{name}");
            self.text
                .match_indices(&with)
                .any(|(at, _)| !continues(self.text.get(at + with.len()..).unwrap_or_default()))
        };
        !name.is_empty() && ["secret.", "secret. ", "bearer:", "basic:", "bearer: ", "basic: "].into_iter().any(stands)
    }
}

fn sensitive(value: &str) -> Result<HeaderValue, StepFailure> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        failure("secret", "the secret cannot stand in a header: it has line breaks or signs beyond ASCII")
    })?;
    value.set_sensitive(true);
    Ok(value)
}

fn unknown_auth() -> StepFailure {
    wrong("auth", "bearer:NAME or basic:NAME, with the name of a secret")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for index in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * index) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if index <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_as_rfc_4648_has_it() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("user:pass", "dXNlcjpwYXNz")]
        {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
    }
}
