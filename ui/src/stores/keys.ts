export const onMac = (): boolean => /mac/i.test(globalThis.navigator?.platform ?? '');

const ORDER = ['mod', 'alt', 'shift'];

/** `Shift+Mod+S` and `mod+shift+s` are the same keys. With a space between them, one after the other. */
export const normalKeys = (keys: string): string => keys.trim().split(/\s+/).map(normalPress).join(' ');

function normalPress(keys: string): string {
  const parts = keys.toLowerCase().split('+');
  const key = parts.findLast((part) => !ORDER.includes(part)) ?? '';
  return [...ORDER.filter((part) => parts.includes(part)), key === '' ? '+' : key].join('+');
}

/** What was pressed, in the notation of the registry: parts in the order mod, alt, shift, key. */
export function keysOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, mac = onMac()): string {
  const parts = [];
  if (mac ? event.metaKey : event.ctrlKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  if (event.shiftKey) parts.push('shift');
  parts.push(event.key.toLowerCase());
  return parts.join('+');
}

const ARROWS: Record<string, string> = { arrowleft: '←', arrowright: '→', arrowup: '↑', arrowdown: '↓' };
const NAMES: Record<string, string> = { ...ARROWS, mod: 'Ctrl', alt: 'Alt', shift: 'Shift' };
const MAC_NAMES: Record<string, string> = { ...ARROWS, mod: '⌘', alt: '⌥', shift: '⇧', enter: '↩', backspace: '⌫', delete: '⌦' };

/** `mod+s` as a person reads it: Ctrl+S, on a Mac ⌘S. */
export function shownKeys(keys: string, mac = onMac()): string {
  if (keys.includes(' ')) return keys.split(' ').map((press) => shownKeys(press, mac)).join(' ');
  const names = mac ? MAC_NAMES : NAMES;
  const parts = keys.split('+').map((part) => names[part] ?? part.charAt(0).toUpperCase() + part.slice(1));
  return parts.join(mac ? '' : '+');
}
