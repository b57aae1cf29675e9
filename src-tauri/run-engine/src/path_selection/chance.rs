//! Chance that a replay could repeat: a number from a seed and the number of the draw.

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014), one draw.
pub(super) fn draw(seed: u64, number: u64) -> u64 {
    let mut z = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// An index below `len`, which must not be 0.
pub(super) fn index_below(len: usize, seed: u64, number: u64) -> usize {
    let len = u64::try_from(len).unwrap_or(u64::MAX).max(1);
    usize::try_from(draw(seed, number) % len).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_draw_gives_the_same_number_and_every_index_comes_up() {
        assert_eq!(index_below(3, 7, 1), index_below(3, 7, 1));
        let mut seen = [false; 3];
        for number in 0..50 {
            seen[index_below(3, 7, number)] = true;
        }
        assert_eq!(seen, [true; 3], "50 draws below 3 give every index");
    }
}
