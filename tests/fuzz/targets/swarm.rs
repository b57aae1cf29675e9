#![no_main]
libfuzzer_sys::fuzz_target!(init: fuzzers::leave_caught_panics_alone(), |text: &[u8]| {
    acceptance_tests::readers::swarm(text);
});
