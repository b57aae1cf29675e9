//! Builds the crate anew when a shipped routine was added.

fn main() {
    println!("cargo::rerun-if-changed=../../routines");
}
