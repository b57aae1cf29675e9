import { expect, it } from 'vitest';
import { duration, relativeTime, shortTime } from './time';

it('durations are said with at most two units', () => {
  const said = [0, 120, 3_240, 42_900, 60_000, 250_000, 7_500_000, 3 * 86_400_000 + 4 * 3_600_000].map((span) => duration(span, 'en'));
  expect(said).toEqual(['0 ms', '120 ms', '3.2 s', '42 s', '1 min', '4 min 10 s', '2 h 5 min', '3 d 4 h']);
  expect(duration(3_240, 'de')).toBe('3,2 s');
});

it('times are said relative to now', () => {
  expect(relativeTime(0, 20_000, 'en')).toBe('now');
  expect(relativeTime(0, 3 * 60_000, 'en')).toBe('3 min. ago');
  expect(relativeTime(0, 26 * 3_600_000, 'en')).toBe('yesterday');
  expect(relativeTime(2 * 3_600_000, 0, 'de')).toBe('in 2 Std.');
});

it('a time of today needs no date', () => {
  const noon = new Date(2026, 10, 22, 12, 5).getTime();
  expect(shortTime(noon, noon + 3_600_000, 'en')).toBe('12:05');
  expect(shortTime(noon, noon + 86_400_000, 'en')).toBe('Nov 22, 2026, 12:05');
});
