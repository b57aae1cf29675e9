import type { SearchWord } from '../../../contract';

/** What can be written where the cursor stands. */
export interface Suggestion {
  /** What is written, in place of what stands from `from` to `to`. */
  text: string;
  from: number;
  to: number;
  /** The condition that it is about. */
  word: SearchWord;
  /** The value; null where the condition alone is suggested. */
  value: string | null;
}

const SIGNS = /^(-?)([a-z]*)(<=|>=|<|>|=|:)?(.*)$/is;

/** Where the part begins in which the cursor stands: behind the last space that no quotation mark holds. */
function beginning(text: string, cursor: number): number {
  let begin = 0;
  let isQuoted = false;
  for (let at = 0; at < cursor; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /\s/.test(text[at] ?? '')) begin = at + 1;
  }
  return begin;
}

const quoted = (value: string) => (/[\s,"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/**
 * What begins as the part does in which the cursor stands: conditions, or the values of the one that stands there.
 * `routines` are names to choose from.
 */
export function suggest(text: string, cursor: number, words: readonly SearchWord[], routines: readonly string[]): Suggestion[] {
  const begin = beginning(text, cursor);
  const [, minus = '', name = '', sign, typed = ''] = SIGNS.exec(text.slice(begin, cursor)) ?? [];
  const key = name.toLowerCase();
  const to = cursor + (/^[^\s]*/.exec(text.slice(cursor))?.[0].length ?? 0);
  if (sign === undefined) {
    if (typed !== '') return [];
    const from = begin + minus.length;
    return words
      .filter((word) => word.key.startsWith(key))
      .map((word) => ({ text: word.compares && word.values.length === 0 ? `${word.key}${word.key === 'age' ? '<' : '>'}` : `${word.key}:`, from, to, word, value: null }));
  }
  const word = words.find((known) => known.key.toLowerCase() === key);
  if (!word || (sign !== ':' && !word.compares)) return [];
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  const wanted = typed.slice(before.length).replaceAll('"', '').toLowerCase();
  const from = begin + minus.length + name.length + sign.length + before.length;
  const values = word.key === 'routine' ? routines : word.values;
  return values
    .filter((value) => value.toLowerCase().startsWith(wanted) && value.toLowerCase() !== wanted)
    .map((value) => ({ text: `${quoted(value)} `, from, to, word, value }));
}

/** A text with a suggestion taken, and where the cursor is then. */
export function take(text: string, { from, to, text: written }: Suggestion): { text: string; cursor: number } {
  const behind = text.slice(to);
  const rest = written.endsWith(' ') ? behind.replace(/^\s/, '') : behind;
  return { text: text.slice(0, from) + written + rest, cursor: from + written.length };
}

/** A text without the part at a place, and without a gap. */
export const without = (text: string, from: number, to: number): string => `${text.slice(0, from).trimEnd()} ${text.slice(to).trimStart()}`.trim();
