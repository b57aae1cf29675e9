import { create } from 'zustand';

/** Something that a person can tell the program to do. The id is the same in every language. */
export interface Command {
  id: string;
  /** A key of the words, with its namespace: `designer:save`. */
  label: string;
  /** `mod+s`: Ctrl, on a Mac Cmd. Parts in the order mod, alt, shift, key. */
  keys?: string;
  run: () => void;
}

interface Commands {
  commands: ReadonlyMap<string, Command>;
  /** Offers commands as long as a screen is shown; returns how to withdraw them. */
  offer: (commands: Command[]) => () => void;
}

/** The commands of what is on the screen. Keys, menus and the palette all ask here. */
export const useCommands = create<Commands>((set) => ({
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

const isMac = () => /mac/i.test(globalThis.navigator?.platform ?? '');

/** What was pressed, in the notation of `Command.keys`. */
export function keysOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, mac = isMac()): string {
  const parts = [];
  if (mac ? event.metaKey : event.ctrlKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  if (event.shiftKey) parts.push('shift');
  parts.push(event.key.toLowerCase());
  return parts.join('+');
}

/** `mod+s` as a person reads it: Ctrl+S, on a Mac ⌘S. */
export function shownKeys(keys: string, mac = isMac()): string {
  const names: Record<string, string> = mac ? { mod: '⌘', alt: '⌥', shift: '⇧' } : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' };
  const parts = keys.split('+').map((part) => names[part] ?? part.charAt(0).toUpperCase() + part.slice(1));
  return parts.join(mac ? '' : '+');
}

/** Runs the command whose keys were pressed. Called once. */
export function listenForKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = keysOf(event);
    for (const command of useCommands.getState().commands.values()) {
      if (command.keys !== pressed) continue;
      event.preventDefault();
      command.run();
      return;
    }
  });
}
