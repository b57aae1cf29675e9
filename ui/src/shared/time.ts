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

/** Making a format takes longer than using it a hundred times; each is made once a language. */
function once<Format>(make: (language: string) => Format): (language: string) => Format {
  const made = new Map<string, Format>();
  return (language) => {
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}

const RELATIVE = once((language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }));
const EXACT = once((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }));
const DATE = once((language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }));
const TIME = once((language) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }));
const CLOCK = once((language) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }));
const WHOLE = once((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }));
const TENTHS = once((language) => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));

/** "3 minutes ago", "in 2 hours", "now". Times are milliseconds since 1970. */
export function relativeTime(at: number, now: number, language: string): string {
  const words = RELATIVE(language);
  const span = at - now;
  for (const [unit, length] of UNITS) {
    if (Math.abs(span) >= length) return words.format(Math.trunc(span / length), unit);
  }
  return words.format(0, 'second');
}

/** "22 Nov 2026, 14:03:07". */
export function exactTime(at: number, language: string): string {
  return EXACT(language).format(at);
}

/** "14:03" on the same day, else "22 Nov 2026, 14:03". */
export function shortTime(at: number, now: number, language: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const time = TIME(language).format(at);
  return isToday ? time : `${DATE(language).format(at)}, ${time}`;
}

/** "14:03:07.250", for lists in which every line is a moment. */
export function clockTime(at: number, language: string): string {
  return `${CLOCK(language).format(at)}.${String(at % SECOND).padStart(3, '0')}`;
}

/** "120 ms", "3.2 s", "4 min 10 s", "2 h 5 min", "3 d 4 h". */
export function duration(span: number, language: string): string {
  const number = (value: number) => WHOLE(language).format(value);
  const pair = (large: number, one: string, rest: number, two: string) => (rest > 0 ? `${number(large)} ${one} ${number(rest)} ${two}` : `${number(large)} ${one}`);
  if (span < SECOND) return `${number(Math.max(0, Math.round(span)))} ms`;
  if (span < 10 * SECOND) return `${TENTHS(language).format(span / SECOND)} s`;
  if (span < MINUTE) return `${number(Math.floor(span / SECOND))} s`;
  if (span < HOUR) return pair(Math.floor(span / MINUTE), 'min', Math.floor((span % MINUTE) / SECOND), 's');
  if (span < DAY) return pair(Math.floor(span / HOUR), 'h', Math.floor((span % HOUR) / MINUTE), 'min');
  return pair(Math.floor(span / DAY), 'd', Math.floor((span % DAY) / HOUR), 'h');
}
