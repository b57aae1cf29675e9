//! Which tools a step or a routine may use (`routine:tools`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One tool of a server, or all of them: `server/tool`, `server/*`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ToolPattern {
    /// The server's id.
    pub server: String,
    /// The tool's name; none means all of the server's.
    pub tool: Option<String>,
}

/// A text that is no [`ToolPattern`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0:?} names no tool: write server/tool, or server/* for all tools of a server")]
pub struct ToolPatternError(String);

impl ToolPattern {
    /// Whether it means this tool.
    #[must_use]
    pub fn covers(&self, server: &str, tool: &str) -> bool {
        self.server == server && self.tool.as_deref().is_none_or(|own| own == tool)
    }

    /// A list of patterns with commas or white space between them.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn list(text: &str) -> Result<Vec<Self>, ToolPatternError> {
        let parts = text.split(|letter: char| letter == ',' || letter.is_whitespace());
        parts.filter(|part| !part.is_empty()).map(str::parse).collect()
    }
}

impl FromStr for ToolPattern {
    type Err = ToolPatternError;

    fn from_str(text: &str) -> Result<Self, ToolPatternError> {
        // Names of tools may hold slashes, ids of servers may not.
        match text.trim().split_once('/') {
            Some((server, tool)) if !server.is_empty() && !tool.is_empty() && server != "*" => {
                Ok(Self { server: server.to_owned(), tool: (tool != "*").then(|| tool.to_owned()) })
            }
            Some(_) | None => Err(ToolPatternError(text.to_owned())),
        }
    }
}

impl fmt::Display for ToolPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.server, self.tool.as_deref().unwrap_or("*"))
    }
}

impl From<ToolPattern> for String {
    fn from(pattern: ToolPattern) -> Self {
        pattern.to_string()
    }
}

impl TryFrom<String> for ToolPattern {
    type Error = ToolPatternError;

    fn try_from(text: String) -> Result<Self, ToolPatternError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::ToolPattern;

    #[test]
    fn a_list_of_tools_names_each_with_its_server() {
        let list = ToolPattern::list("files/read_file, time/*\n  notes/a/b").unwrap_or_default();
        let told: Vec<String> = list.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["files/read_file", "time/*", "notes/a/b"], "commas and white space part them");
        assert!(list.iter().any(|one| one.covers("time", "now")), "a star means every tool of its server");
        assert!(!list.iter().any(|one| one.covers("files", "write_file")), "a name means that tool and no other");
    }

    #[test]
    fn what_names_no_server_is_refused() {
        for text in ["read_file", "*/*", "/x", "files/", "*"] {
            assert!(ToolPattern::list(text).is_err(), "{text:?} names no tool of a server");
        }
    }
}
