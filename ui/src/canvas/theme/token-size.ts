const known = new Map<string, number>();

/** A size of `tokens.css` in px, read once. */
export function recallSize(token: `--${string}`): number {
  let size = known.get(token);
  if (size === undefined) {
    size = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(token)) || 0;
    known.set(token, size);
  }
  return size;
}

/** A duration of `tokens.css` in ms, as the theme and the wish for calm have it now. */
export function duration(token: `--${string}`): number {
  const text = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  const value = Number.parseFloat(text) || 0;
  return text.endsWith('ms') ? value : value * 1000;
}
