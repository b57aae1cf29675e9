//! The committed TypeScript contract is the one that the Rust types give.

use std::path::Path;

use api::codegen::{read_contract, write_contract};

#[test]
fn the_committed_contract_is_fresh() -> std::io::Result<()> {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/contract");
    let fresh = tempfile::tempdir()?;
    write_contract(fresh.path())?;
    let expected = read_contract(fresh.path())?;
    assert!(expected.contains_key("commands.ts"), "the command map is generated");
    let found = read_contract(&committed)?;
    let stale: Vec<&String> =
        expected.keys().chain(found.keys()).filter(|name| expected.get(*name) != found.get(*name)).collect();
    assert!(stale.is_empty(), "stale, run `cargo xtask codegen`: {stale:?}");
    Ok(())
}
