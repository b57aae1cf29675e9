import type { JsonValue, ValueView } from '../../../contract';

type Named = Readonly<{ [name: string]: ValueView }>;

/** Large values that have been fetched, by their reference. */
export type Fetched = ReadonlyMap<string, JsonValue>;

/** What has to be fetched before two sides can be compared whole; what both sides share need not be. */
export function missingIn(one: Named, other: Named, fetched: Fetched): ValueView[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => {
    const [left, right] = [one[name], other[name]];
    if (left?.reference != null && left.reference === right?.reference) return [];
    return [left, right].filter((view): view is ValueView => view?.reference != null && !fetched.has(view.reference));
  });
}

/** Members of objects in one order, so that only what differs in content differs in text. */
function ordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, member]) => [name, member === undefined ? null : ordered(member)]));
}

/** Named values as lines of text; of a large one that was not fetched its beginning and `tooLarge`. */
export function comparable(values: Named, fetched: Fetched, tooLarge: (view: ValueView) => string): string {
  return Object.keys(values)
    .sort()
    .flatMap((name) => {
      const view = values[name];
      if (view === undefined) return [];
      const whole = view.reference === null ? view.value : fetched.get(view.reference);
      return `${name}: ${whole === undefined ? `${view.preview} (${tooLarge(view)})` : JSON.stringify(ordered(whole), null, 2)}`;
    })
    .join('\n');
}
