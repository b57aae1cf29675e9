import type { ElementLike } from 'diagram-js/lib/model/Types';

interface Di {
  get: (name: string) => unknown;
}

/** Whether the file itself gives the shape a light or a dark fill; labels then cannot take the theme's colour. */
export function ownFill(shape: ElementLike): 'light' | 'dark' | null {
  const di = (shape as { di?: Di }).di;
  const colour = di?.get('color:background-color') ?? di?.get('bioc:fill');
  return typeof colour === 'string' ? lightness(colour) : null;
}

/** `#rrggbb` and `#rgb` are judged exactly; any other notation counts as light, as in nearly every file. */
export function lightness(colour: string): 'light' | 'dark' {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim())?.[1];
  if (!hex) return 'light';
  const wide = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const [red = 255, green = 255, blue = 255] = [0, 2, 4].map((at) => Number.parseInt(wide.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? 'light' : 'dark';
}
