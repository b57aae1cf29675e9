/** What routines can call a provider or a tool server: letters, digits, `-` and `_`. */
export const idFrom = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** An id that none of these is. */
export function freeId(wanted: string, taken: readonly string[]): string {
  const base = wanted || 'server';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.includes(id)) return id;
  }
}
