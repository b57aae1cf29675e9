//! Finding scenarios.

use std::path::{Path, PathBuf};

use crate::contract::{ApiError, ErrorCode};

/// What the name of a scenario's file ends with.
const ENDING: &str = ".scenario.json";

/// The scenarios that a path stands for: a scenario itself, those beside a routine of its name, or all below a folder.
///
/// # Errors
/// When there are none.
pub fn scenario_files(path: &Path) -> Result<Vec<PathBuf>, ApiError> {
    let mut found = Vec::new();
    if path.is_dir() {
        collect(path, &mut found);
        found.sort();
    } else if path.to_string_lossy().ends_with(".json") {
        found.push(path.to_owned());
    } else {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let beside =
            std::fs::read_dir(path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")));
        let names = beside.into_iter().flatten().flatten().map(|entry| entry.path());
        found.extend(names.filter(|other| {
            let name = other.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(ENDING) && name.starts_with(&format!("{stem}."))
        }));
        found.sort();
    }
    if found.is_empty() {
        return Err(ApiError::new(ErrorCode::NotFound, format!("{} has no scenario.", path.display()))
            .with_hint("A scenario is a file beside its routine whose name ends in .scenario.json."));
    }
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&path, found),
            Ok(kind) if kind.is_file() && path.to_string_lossy().ends_with(ENDING) => found.push(path),
            Ok(_) | Err(_) => {}
        }
    }
}
