import keyboardModule from 'diagram-js/lib/features/keyboard';
import type { ModuleDeclaration } from 'didi';
import { Announcer } from './announcer';
import { KeyboardWalk } from './keyboard-walk';

export const walkModule: ModuleDeclaration = {
  __depends__: [keyboardModule],
  __init__: ['announcer', 'keyboardWalk'],
  announcer: ['type', Announcer],
  keyboardWalk: ['type', KeyboardWalk],
};

export type { Announcer } from './announcer';
export type { KeyboardWalk } from './keyboard-walk';
