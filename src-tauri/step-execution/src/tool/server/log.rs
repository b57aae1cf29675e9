//! What a server's program writes to its error output, and what it logs: the last of it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::io::{AsyncRead, AsyncReadExt};

use crate::secret::Secret;

/// Lines that are kept.
const LINES: usize = 400;

/// Bytes of a line that are kept.
const LINE: usize = 1_000;

/// The last lines.
#[derive(Debug, Default)]
pub(super) struct ServerLog {
    lines: Mutex<VecDeque<String>>,
}

impl ServerLog {
    pub(super) fn add(&self, line: &str) {
        let mut kept = String::new();
        for letter in line.chars().filter(|letter| !letter.is_control() || *letter == '\t') {
            if kept.len() + letter.len_utf8() > LINE {
                kept.push('…');
                break;
            }
            kept.push(letter);
        }
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(kept);
    }

    pub(super) fn read(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Takes lines until the output ends. What is longer than a line that is kept is read and forgotten.
    pub(super) async fn follow(&self, mut output: impl AsyncRead + Unpin, secrets: &[Secret]) {
        let mut line: Vec<u8> = Vec::new();
        let mut piece = [0; 4096];
        while let Ok(count @ 1..) = output.read(&mut piece).await {
            for byte in piece.iter().take(count) {
                if *byte == b'\n' {
                    self.add_hidden(&line, secrets);
                    line.clear();
                } else if line.len() <= 4 * LINE {
                    line.push(*byte);
                }
            }
        }
        if !line.is_empty() {
            self.add_hidden(&line, secrets);
        }
    }

    fn add_hidden(&self, line: &[u8], secrets: &[Secret]) {
        let text = String::from_utf8_lossy(line);
        self.add(&secrets.iter().fold(text.into_owned(), |text, secret| secret.hidden_in(&text)));
    }
}
