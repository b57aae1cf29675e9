const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

/** "3 minutes ago", "in 2 hours", "now". Times are milliseconds since 1970. */
export function relativeTime(at: number, now: number, language: string): string {
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const span = at - now;
  for (const [unit, length] of UNITS) {
    if (Math.abs(span) >= length) return words.format(Math.trunc(span / length), unit);
  }
  return words.format(0, 'second');
}

/** "22 Nov 2026, 14:03:07". */
export function exactTime(at: number, language: string): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** "14:03" on the same day, else "22 Nov 2026, 14:03". */
export function shortTime(at: number, now: number, language: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const time = new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return isToday ? time : `${new Date(at).toLocaleDateString(language, { dateStyle: 'medium' })}, ${time}`;
}

/** "14:03:07.250", for lists in which every line is a moment. */
export function clockTime(at: number, language: string): string {
  const time = new Date(at).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  return `${time}.${String(at % SECOND).padStart(3, '0')}`;
}

/** "120 ms", "3.2 s", "4 min 10 s", "2 h 5 min", "3 d 4 h". */
export function duration(span: number, language: string): string {
  const number = (value: number, digits = 0) =>
    value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const pair = (large: number, one: string, rest: number, two: string) => (rest > 0 ? `${number(large)} ${one} ${number(rest)} ${two}` : `${number(large)} ${one}`);
  if (span < SECOND) return `${number(Math.max(0, Math.round(span)))} ms`;
  if (span < 10 * SECOND) return `${number(span / SECOND, 1)} s`;
  if (span < MINUTE) return `${number(Math.floor(span / SECOND))} s`;
  if (span < HOUR) return pair(Math.floor(span / MINUTE), 'min', Math.floor((span % MINUTE) / SECOND), 's');
  if (span < DAY) return pair(Math.floor(span / HOUR), 'h', Math.floor((span % HOUR) / MINUTE), 'min');
  return pair(Math.floor(span / DAY), 'd', Math.floor((span % DAY) / HOUR), 'h');
}
