//! Ids of new runs: sorted by time, short enough to be typed, without letters that look like digits.

use run_engine::{RunId, Timestamp};
use run_store::StoreError;

use crate::error::HostError;

/// Crockford's base 32 in lower case.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Nine letters of time reach to the year 3084.
const TIME_LETTERS: u32 = 9;
/// Five letters of chance tell a million runs of the same millisecond apart well enough; the store refuses a double.
const CHANCE_LETTERS: u32 = 5;

/// A new id.
pub(crate) fn new_run_id(now: Timestamp) -> Result<RunId, HostError> {
    let mut chance = [0; 8];
    getrandom::fill(&mut chance)
        .map_err(|error| StoreError::Other(format!("the system gives no random numbers: {error}")))?;
    let time = u64::try_from(now.0).unwrap_or(0);
    let text: String = letters(time, TIME_LETTERS).chain(letters(u64::from_le_bytes(chance), CHANCE_LETTERS)).collect();
    Ok(RunId::from(text.as_str()))
}

/// The last letters of a number.
fn letters(number: u64, count: u32) -> impl Iterator<Item = char> {
    (0..count).rev().map(move |place| {
        let digit = usize::try_from(number >> (5 * place) & 31).unwrap_or(0);
        char::from(LETTERS[digit])
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

    use super::*;

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let moments = [0, 1, 31, 32, 1_763_845_200_000, 1_763_845_200_001, 4_000_000_000_000];
        let ids: Vec<_> = moments.iter().map(|moment| new_run_id(Timestamp(*moment)).unwrap()).collect();
        assert!(ids.is_sorted(), "{ids:?}");
        assert!(ids.iter().all(|id| id.0.len() == 14));
    }
}
