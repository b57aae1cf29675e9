#![no_main]
use std::sync::LazyLock;

use acceptance_tests::readers::RunFiles;

static FILES: LazyLock<RunFiles> = LazyLock::new(|| RunFiles::new().expect("a runtime"));

libfuzzer_sys::fuzz_target!(init: fuzzers::leave_caught_panics_alone(), |file: &[u8]| {
    FILES.run(file);
});
