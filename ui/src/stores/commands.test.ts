import { afterEach, expect, it } from 'vitest';
import { keysFor, keysOf, runCommand, shownKeys, useCommands } from './commands';
import { normalKeys } from './keys';

afterEach(() => useCommands.setState({ registry: new Map(), commands: new Map() }));


const press = (key: string, held: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

it('keys are written in one order', () => {
  expect(keysOf(press('S', { ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+s');
  expect(keysOf(press('s', { metaKey: true }), true)).toBe('mod+s');
  expect(keysOf(press('s', { metaKey: true }), false)).toBe('s');
});

it('keys are shown as the system writes them', () => {
  expect(shownKeys('mod+shift+s', false)).toBe('Ctrl+Shift+S');
  expect(shownKeys('mod+s', true)).toBe('⌘S');
  expect(shownKeys('y d', false)).toBe('Y D');
});

it('keys are the same however they are written', () => {
  expect(normalKeys('Shift+Mod+S')).toBe('mod+shift+s');
  expect(normalKeys('Mod+]')).toBe('mod+]');
  expect(normalKeys('F5')).toBe('f5');
  expect(normalKeys('Y  Shift+Mod+D')).toBe('y mod+shift+d');
});

it('the registry says the keys; a screen only for what the registry does not have', () => {
  const declared = { id: 'run.step', labelKey: 'commands:run.step', label: 'Step', keys: { mac: ['F10'], other: ['F10'] }, when: 'runUnended' as const, menu: null, palette: true };
  useCommands.setState({ registry: new Map([[declared.id, declared]]) });
  useCommands.getState().offer([{ id: 'run.step', keys: 'x', run: () => undefined }, { id: 'own', keys: 'mod+9', run: () => undefined }]);
  expect(keysFor('run.step')).toEqual(['f10']);
  expect(keysFor('own')).toEqual(['mod+9']);
});

it('a command that cannot be used now is not run', () => {
  let runs = 0;
  let enabled = false;
  useCommands.getState().offer([{ id: 'run.step', isEnabled: () => enabled, run: () => (runs += 1) }]);
  expect(runCommand('run.step')).toBe(false);
  enabled = true;
  expect(runCommand('run.step')).toBe(true);
  expect(runs).toBe(1);
});

it('a withdrawn command is gone, unless another screen has offered its own', () => {
  const { offer } = useCommands.getState();
  const first = offer([{ id: 'save', label: 'designer:save', run: () => undefined }]);
  const second = { id: 'save', label: 'designer:save', run: () => undefined };
  const withdraw = offer([second]);
  first();
  expect(useCommands.getState().commands.get('save')).toBe(second);
  withdraw();
  expect(useCommands.getState().commands.size).toBe(0);
});
