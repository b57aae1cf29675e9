import { expect, it } from 'vitest';
import { keysOf, shownKeys, useCommands } from './commands';

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
