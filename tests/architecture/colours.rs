//! Colours are written in one place.

use crate::checkout;

const TOKENS: &str = "ui/src/shared/tokens.css";
const FUNCTIONS: &[&str] = &["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch(", "hwb("];

#[test]
fn only_the_tokens_hold_raw_colours() {
    let mut found = Vec::new();
    for path in checkout::sources().iter().filter(|path| path.starts_with("ui/src/") && *path != TOKENS) {
        let text = checkout::text(path).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            if has_raw_colour(line, path.ends_with(".css")) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "name these colours in {TOKENS}:\n{}", found.join("\n"));
}

/// In style sheets a hex number counts anywhere; in TypeScript only inside quotes, where it cannot be a private field.
fn has_raw_colour(line: &str, is_style_sheet: bool) -> bool {
    let function = FUNCTIONS.iter().any(|name| {
        line.match_indices(name)
            .any(|(at, _)| !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-'))
    });
    function || line.match_indices('#').any(|(at, _)| is_hex_colour(line, at, is_style_sheet))
}

fn is_hex_colour(line: &str, at: usize, is_style_sheet: bool) -> bool {
    let digits = line[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
    let after = line[at + 1 + digits..].chars().next();
    let whole =
        [3, 4, 6, 8].contains(&digits) && !after.is_some_and(|next| next.is_alphanumeric() || "-_".contains(next));
    let quoted = line[..at].ends_with(['"', '\'', '`', ' ', ',', '(']) && line.contains(['"', '\'', '`']);
    whole && (is_style_sheet || quoted)
}

#[test]
fn a_raw_colour_is_told_from_what_only_looks_like_one() {
    for line in ["color: #fff;", "color: #14a394;", "background: rgb(1 2 3);"] {
        assert!(has_raw_colour(line, true), "{line} is a raw colour");
    }
    for line in ["this.#add(1);", "#face = 1;", "url(#arrow)", "const id = \"#add-button\";"] {
        assert!(!has_raw_colour(line, false), "{line} is no colour");
    }
}
