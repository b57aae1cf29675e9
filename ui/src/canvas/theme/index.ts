import outlineModule from 'bpmn-js/lib/features/outline';
import type { ModuleDeclaration } from 'didi';
import { Dots } from './dots';
import { LabelText } from './label-text';
import { ThemedRenderer } from './themed-renderer';
import './canvas.css';

/** How the diagram looks. */
export const themeModule: ModuleDeclaration = {
  __depends__: [outlineModule],
  __init__: ['themedRenderer', 'dots'],
  textRenderer: ['type', LabelText],
  themedRenderer: ['type', ThemedRenderer],
  dots: ['type', Dots],
};
