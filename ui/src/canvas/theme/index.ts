import outlineModule from 'diagram-js/lib/features/outline';
import type { ModuleDeclaration } from 'didi';
import { Dots } from './dots';
import { TwoToneRing } from './ring';
import { ThemedRenderer } from './themed-renderer';
import './canvas.css';

/** How the diagram looks. */
export const themeModule: ModuleDeclaration = {
  __depends__: [outlineModule],
  __init__: ['themedRenderer', 'twoToneRing', 'dots'],
  themedRenderer: ['type', ThemedRenderer],
  twoToneRing: ['type', TwoToneRing],
  dots: ['type', Dots],
};
