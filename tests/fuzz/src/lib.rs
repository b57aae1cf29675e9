//! What the fuzzers share.

/// The fuzzing library ends the process at every panic. The evaluator of expressions catches those of the library under it and
/// answers with an error: only a panic that nobody catches is a find, and the fuzzing library ends the process for that one, too.
pub fn leave_caught_panics_alone() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
}
