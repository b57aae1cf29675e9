//! `cargo xtask run | test | codegen | bench | shots | dist`.

fn main() {}
