/**
 * Small things about the page itself that survive a restart: panel sizes, the theme, open tabs.
 * Nothing that a user made is kept here; that is the host's work.
 */
const PREFIX = 'routine-studio.';

/** What was remembered under a name, or the fallback when nothing (or something unreadable) is there. */
export function recall<Value>(name: string, fallback: Value, isValue: (value: unknown) => value is Value): Value {
  try {
    const text = localStorage.getItem(PREFIX + name);
    if (text === null) return fallback;
    const value: unknown = JSON.parse(text);
    return isValue(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** Remembers; a full or forbidden storage is no reason to stop working. */
export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    return;
  }
}

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isString = (value: unknown): value is string => typeof value === 'string';
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
