import { useLayoutEffect } from 'react';
import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { UiCommand } from '../contract';
import { keysOf, normalKeys, onMac } from './keys';
import { useSettings } from './settings';

export { keysOf, shownKeys } from './keys';

/** Something that a screen can do while it is shown. Words and keys come from the registry, by the id. */
export interface Command {
  id: string;
  /** For what the registry does not have: a key of the words, with its namespace. */
  label?: string;
  /** For what the registry does not have: `mod+s`. Parts in the order mod, alt, shift, key. */
  keys?: string;
  /** Asked each time; without it the command can always be used. */
  isEnabled?: () => boolean;
  run: () => void;
}

interface Commands {
  /** Every command of the window, by id, as Rust declares it. */
  registry: ReadonlyMap<string, UiCommand>;
  /** What can be done on the screen as it is. */
  commands: ReadonlyMap<string, Command>;
  /** Offers commands; returns how to withdraw them. A component uses `useOffer`. */
  offer: (commands: Command[]) => () => void;
}

/** The commands of what is on the screen. Keys, menus and the palette all ask here. */
export const useCommands = create<Commands>((set) => ({
  registry: new Map(),
  commands: new Map(),
  offer: (offered) => {
    set((state) => ({ commands: new Map([...state.commands, ...offered.map((command) => [command.id, command] as const)]) }));
    return () =>
      set((state) => {
        const commands = new Map(state.commands);
        for (const command of offered) if (commands.get(command.id) === command) commands.delete(command.id);
        return { commands };
      });
  },
}));

/**
 * Offers commands as long as a component is shown, and from before it can be seen: a key that is pressed at once is not lost.
 * They are made anew when `make` is another function.
 */
export function useOffer(make: () => Command[]): void {
  const offer = useCommands((state) => state.offer);
  useLayoutEffect(() => offer(make()), [offer, make]);
}

/** Called once, after the backend is chosen. */
export function followNativeMenu(): void {
  backend().onUiCommand(runCommand);
}

/** Asks the host for the registry. */
export async function loadRegistry(): Promise<void> {
  const declared = await backend().listUiCommands();
  useCommands.setState({ registry: new Map(declared.map((command) => [command.id, command])) });
}

/** The keys of a command: the user's own, else the registry's, else what the screen brought. */
export function keysFor(id: string): readonly string[] {
  const { registry, commands } = useCommands.getState();
  const own = useSettings.getState().settings?.keymap[id];
  const declared = registry.get(id)?.keys;
  const brought = commands.get(id)?.keys;
  const keys = own ?? (declared ? (onMac() ? declared.mac : declared.other) : brought ? [brought] : []);
  return keys.map(normalKeys);
}

const isUsable = (command: Command) => command.isEnabled?.() ?? true;

/** Runs a command if it is offered and can be used now. */
export function runCommand(id: string): boolean {
  const command = useCommands.getState().commands.get(id);
  if (!command || !isUsable(command)) return false;
  command.run();
  return true;
}

/** Commands that a focused text field does for itself. */
const FIELD_FIRST = new Set(['edit.undo', 'edit.redo', 'edit.selectAll']);

const isField = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable=""], [contenteditable="true"]') !== null;

/** Whether the keys of a command work where the focus is. */
function worksAt(id: string, target: EventTarget | null): boolean {
  if (FIELD_FIRST.has(id)) return !isField(target);
  if (useCommands.getState().registry.get(id)?.when !== 'canvasFocused') return true;
  return !isField(target) && target instanceof Element && target.closest('.djs-container') !== null;
}

/** The commands that are offered and work where the focus is, with each of their keys. */
function* atHand(target: EventTarget | null): Generator<[Command, string]> {
  for (const [id, command] of useCommands.getState().commands) {
    if (worksAt(id, target)) for (const keys of keysFor(id)) yield [command, keys];
  }
}

/** The first of two keys, from when it was pressed until the next one. */
let begun: string | null = null;

const MODIFIERS = new Set(['control', 'shift', 'alt', 'meta']);

/** Runs the command whose keys were pressed. Called once. */
export function listenForKeys(): void {
  addEventListener('keydown', finishChord, { capture: true });
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = keysOf(event);
    for (const [command, keys] of atHand(event.target)) {
      if (keys.startsWith(`${pressed} `) && isUsable(command)) {
        begun = pressed;
        event.preventDefault();
        return;
      }
      if (keys !== pressed) continue;
      event.preventDefault();
      if (isUsable(command)) command.run();
      return;
    }
  });
}

/** The second of two keys comes before whatever the drawing would do with it. */
function finishChord(event: KeyboardEvent): void {
  if (begun === null || event.isComposing || MODIFIERS.has(event.key.toLowerCase())) return;
  const pressed = `${begun} ${keysOf(event)}`;
  begun = null;
  const found = [...atHand(event.target)].find(([command, keys]) => keys === pressed && isUsable(command));
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  found[0].run();
}
