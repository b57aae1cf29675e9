//! Files stay small.

use crate::checkout;

const LONGEST: usize = 600;
const LONG: usize = 400;
const MEDIAN: usize = 150;

fn lengths() -> Vec<(usize, String)> {
    let mut lengths: Vec<(usize, String)> = checkout::sources()
        .into_iter()
        .map(|path| (checkout::text(&path).map_or(0, |text| text.lines().count()), path))
        .collect();
    lengths.sort();
    lengths
}

#[test]
fn no_source_file_is_longer_than_600_lines() {
    let mut lengths = lengths();
    lengths.retain(|(lines, _)| *lines > LONGEST);
    assert!(lengths.is_empty(), "split these files by noun: {lengths:?}");
}

#[test]
fn nine_in_ten_source_files_are_under_400_lines() {
    let lengths = lengths();
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines >= LONG).collect();
    assert!(long.len() * 10 <= lengths.len(), "too many long files: {long:?}");
}

#[test]
fn the_median_source_file_has_at_most_150_lines() {
    let lengths = lengths();
    let (median, path) = &lengths[lengths.len() / 2];
    assert!(*median <= MEDIAN, "the median file is {path} with {median} lines");
}
