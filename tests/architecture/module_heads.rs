//! A reader learns from the first line what a file is for.

use crate::checkout;

#[test]
fn every_rust_file_begins_with_its_purpose() {
    for path in checkout::sources().iter().filter(|path| path.ends_with(".rs")) {
        let text = checkout::text(path).expect("Rust is text");
        assert!(text.starts_with("//! "), "{path} needs a module head that says what it is for");
    }
}
