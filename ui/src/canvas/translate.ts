import type { ModuleDeclaration } from 'didi';
import i18next from 'i18next';

let german: Record<string, string> = {};

/** Loads the words of bpmn-js for the language of the page, where it is not English. Await it before a drawing is made. */
export async function loadDiagramWords(): Promise<void> {
  if (i18next.language !== 'de') return;
  const [diagram, panel] = await Promise.all([import('bpmn-js-i18n/translations/de.js'), import('./panel-words.de.json')]);
  german = { ...diagram.default, ...panel.default };
}

function translate(template: string, replacements: Record<string, string> = {}): string {
  const words = (i18next.language === 'de' && german[template]) || template;
  return words.replace(/\{([^}]+)\}/g, (whole, key: string) => replacements[key] ?? whole);
}

export const translateModule: ModuleDeclaration = { translate: ['value', translate] };
