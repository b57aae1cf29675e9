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
  /** Offers commands as long as a screen is shown; returns how to withdraw them. */
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

/** Runs the command whose keys were pressed. Called once. */
export function listenForKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = keysOf(event);
    for (const [id, command] of useCommands.getState().commands) {
      if (!keysFor(id).includes(pressed) || !worksAt(id, event.target)) continue;
      event.preventDefault();
      if (isUsable(command)) command.run();
      return;
    }
  });
}
