//! File names for routines.

use std::path::{Path, PathBuf};

/// A file's name without ending, made from what the user called the routine.
///
/// Letters and digits of every script stay; what file systems or shells stumble over becomes a hyphen.
pub(crate) fn stem_for(name: &str) -> String {
    let name = name.strip_suffix(".bpmn").or_else(|| name.strip_suffix(".xml")).unwrap_or(name);
    let mut stem = String::new();
    for letter in name.trim().chars() {
        if letter.is_alphanumeric() || letter == '_' {
            stem.push(letter);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem: String = stem.trim_end_matches('-').chars().take(80).collect();
    if stem.is_empty() { "routine".to_owned() } else { stem }
}

/// The path for a new file in a folder: the stem, with a number when the name is taken.
pub(crate) fn free_path(folder: &Path, stem: &str) -> PathBuf {
    let plain = folder.join(format!("{stem}.bpmn"));
    if !plain.exists() {
        return plain;
    }
    let mut number = 2_u64;
    loop {
        let numbered = folder.join(format!("{stem}-{number}.bpmn"));
        if !numbered.exists() {
            return numbered;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_file_name_without_traps() {
        for (name, stem) in [
            ("Plan a launch", "Plan-a-launch"),
            ("../../etc/passwd", "etc-passwd"),
            ("  Übergabe: 3. Teil  ", "Übergabe-3-Teil"),
            ("invoice.bpmn", "invoice"),
            ("…", "routine"),
            ("", "routine"),
        ] {
            assert_eq!(stem_for(name), stem, "file name of {name:?}");
        }
    }
}
