//! Numbers of chance from a seed that is printed, so that what failed once can be made to fail again.
#![expect(clippy::print_stdout, reason = "the seed belongs to what is shown")]

use std::time::{SystemTime, UNIX_EPOCH};

/// Numbers of chance (xorshift, good enough for moments and shapes).
pub struct Chance(u64);

impl Chance {
    /// From the seed that a variable of the environment names, or any; prints it.
    #[must_use]
    pub fn named(variable: &str) -> Self {
        let time = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos().into());
        let seed = given_seed(variable).unwrap_or_else(time);
        println!("{variable}={seed}");
        Self::of(seed)
    }

    /// Always the same ones.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        // Seeds that are neighbours must not begin alike.
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}

/// The seed that a variable of the environment names.
#[must_use]
pub fn given_seed(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|seed| seed.parse().ok())
}
