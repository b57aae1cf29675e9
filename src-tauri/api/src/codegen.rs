//! The TypeScript side of the contract, generated into one folder.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;
use ts_rs::{Config, TS};

use crate::commands::command_list;
use crate::contract::params::*;
use crate::contract::*;

/// First line of `commands.ts` and `index.ts`; ts-rs writes its own into the others.
const NOTE: &str = "// Generated from the Rust contract by `cargo xtask codegen`. Do not edit.\n";

struct CommandRow {
    docs: &'static str,
    method: String,
    params: String,
    result: String,
}

fn config(folder: &Path) -> Config {
    Config::new().with_large_int("number").with_out_dir(folder)
}

fn camel_case(variant: &str) -> String {
    let mut letters = variant.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

macro_rules! declare_rows {
    ($( $(#[doc = $doc:literal])+ $variant:ident $method:ident ($params:ty) -> $result:ty; )+) => {
        fn command_rows(config: &Config) -> Vec<CommandRow> {
            vec![$( CommandRow {
                docs: concat!($($doc),+),
                method: camel_case(stringify!($variant)),
                params: <$params as TS>::name(config),
                result: <$result as TS>::name(config),
            }, )+]
        }

        fn export_results(config: &Config) -> Result<(), ts_rs::ExportError> {
            $( export_if_named::<$result>(config)?; )+
            Ok(())
        }
    };
}

command_list!(declare_rows);

/// `Vec<T>` and plain JSON have no file of their own, only what they are made of.
fn export_if_named<T: TS + 'static>(config: &Config) -> Result<(), ts_rs::ExportError> {
    struct Parts<'a>(&'a Config, Result<(), ts_rs::ExportError>);
    impl ts_rs::TypeVisitor for Parts<'_> {
        fn visit<P: TS + 'static + ?Sized>(&mut self) {
            if P::output_path().is_some() && self.1.is_ok() {
                self.1 = P::export_all(self.0);
            }
        }
    }
    if T::output_path().is_some() {
        return T::export_all(config);
    }
    let mut parts = Parts(config, Ok(()));
    T::visit_generics(&mut parts);
    parts.1
}

/// Writes the whole contract into `folder`, replacing what is there.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_contract(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let config = config(folder);
    export_types(&config).map_err(io::Error::other)?;
    fs::write(folder.join("commands.ts"), commands_file(&config))?;
    let index = index_file(folder)?;
    fs::write(folder.join("index.ts"), index)
}

fn export_types(config: &Config) -> Result<(), ts_rs::ExportError> {
    CallFrame::export_all(config)?;
    HostFrame::export_all(config)?;
    ApiError::export_all(config)?;
    export_results(config)
}

fn commands_file(config: &Config) -> String {
    let rows = command_rows(config);
    let mut imports: Vec<&str> = rows
        .iter()
        .flat_map(|row| [row.params.as_str(), row.result.as_str()])
        .map(|name| name.trim_start_matches("Array<").trim_end_matches('>'))
        .collect();
    imports.sort_unstable();
    imports.dedup();

    let mut text = NOTE.to_owned();
    for name in imports {
        let folder = if name == "JsonValue" { "serde_json/" } else { "" };
        let _ = writeln!(text, "import type {{ {name} }} from \"./{folder}{name}\";");
    }
    text.push_str("\n/** Every command: what it takes and what it answers. */\nexport type Commands = {\n");
    for row in &rows {
        let _ = writeln!(text, "  /**{} */", row.docs);
        let _ = writeln!(text, "  {}: {{ params: {}; result: {} }};", row.method, row.params, row.result);
    }
    text.push_str("};\n\n/** The name of a command. */\nexport type Method = keyof Commands;\n");
    text
}

fn index_file(folder: &Path) -> io::Result<String> {
    let mut text = NOTE.to_owned();
    for path in read_contract(folder)?.into_keys() {
        let module = path.trim_end_matches(".ts");
        let _ = writeln!(text, "export type * from \"./{module}\";");
    }
    Ok(text)
}

/// Every file of a generated folder, by its path in the folder.
///
/// # Errors
/// When the folder cannot be read.
pub fn read_contract(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                files.insert(inside.to_string_lossy().replace('\\', "/"), fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}
