//! What goes to the log, the same in every host.

use tracing_subscriber::EnvFilter;

/// The filter that the user sets in this environment variable, else only what is wrong.
///
/// The crate that speaks to model providers never logs: it would print what they say, and some repeat the key that they were
/// given.
#[must_use]
pub fn log_filter(variable: &str) -> EnvFilter {
    let chosen = EnvFilter::try_from_env(variable).unwrap_or_else(|_| EnvFilter::new("warn"));
    match "genai=off".parse() {
        Ok(silence) => chosen.add_directive(silence),
        Err(_) => EnvFilter::new("off"),
    }
}

#[cfg(test)]
mod tests {
    use super::log_filter;

    #[test]
    fn what_providers_say_is_not_logged() {
        let filter = log_filter("ROUTINE_STUDIO_NO_SUCH_VARIABLE").to_string();
        assert!(filter.contains("genai=off") && filter.contains("warn"), "{filter} silences the crate alone");
    }
}
