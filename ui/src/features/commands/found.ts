/** How well a text fits what was typed: lower is better, null not at all. Letters may be left out, words may be begun. */
export function fit(text: string, query: string): number | null {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return 0;
  const given = text.toLocaleLowerCase();
  const whole = given.indexOf(wanted);
  if (whole === 0) return 0;
  if (whole > 0) return given[whole - 1] === ' ' ? 1 : 2;
  let at = 0;
  let gaps = 0;
  for (const letter of wanted.replace(/\s+/g, '')) {
    const next = given.indexOf(letter, at);
    if (next < 0) return null;
    gaps += next - at;
    at = next + 1;
  }
  return 3 + gaps;
}

/** What fits, best first; equals keep their order. */
export function found<Item>(items: readonly Item[], textOf: (item: Item) => string, query: string): Item[] {
  return items
    .flatMap((item) => {
      const rank = fit(textOf(item), query);
      return rank === null ? [] : [{ item, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
