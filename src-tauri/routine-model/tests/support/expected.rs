//! Expected sides of tests, as files.

use std::path::Path;

/// Compares with an expected file; `UPDATE_EXPECT=1` writes it anew instead.
pub fn compare(expected: &Path, actual: &str) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(expected, actual).unwrap_or_else(|error| panic!("{}: {error}", expected.display()));
        return;
    }
    let wanted = std::fs::read_to_string(expected).unwrap_or_default();
    assert!(
        wanted == actual,
        "{} differs; run with UPDATE_EXPECT=1 and read the difference.\n--- expected\n{wanted}\n--- actual\n{actual}",
        expected.display()
    );
}
