import type { JsonValue } from '../../../contract';
import type { Names } from '../names';
import type { Speech } from './waiting';

const LONGEST = 60;

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

const shortened = (words: string): string => (words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words);

function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
}

/** What somebody did to a run, from the journal. */
export function interventionWords(t: Speech['t'], details: Record<string, JsonValue | undefined>, names: Names): string {
  const what = details['intervention'];
  const by = text(field(details['by'], 'name')) || t('intervention.somebody');
  const [branch, element] = [field(what, 'branch'), field(what, 'element')];
  const said = {
    by,
    branch: branch === undefined ? '' : names.branch(text(branch)),
    element: element === undefined ? '' : names.element(text(element)),
    name: text(field(what, 'name')),
    value: shortened(JSON.stringify(field(what, 'value') ?? null)),
  };
  switch (text(field(what, 'kind'))) {
    case 'setVariable':
      return t('intervention.setVariable', said);
    case 'skipStep':
      return t('intervention.skipStep', said);
    case 'retryStep':
      return t('intervention.retryStep', said);
    case 'moveBranch':
      return t('intervention.moveBranch', said);
    case 'addBranch':
      return t('intervention.addBranch', said);
    default:
      return t('intervention.cancelBranch', said);
  }
}

/** What a breakpoint stands for. */
export function breakOnWords(t: Speech['t'], on: JsonValue | undefined, names: Names): string {
  const element = field(on, 'element');
  const said = { element: element === undefined ? '' : names.element(text(element)) };
  switch (text(field(on, 'kind'))) {
    case 'before':
      return t('breakOn.before', said);
    case 'after':
      return t('breakOn.after', said);
    case 'expression':
      return t('breakOn.expression', { expression: text(field(on, 'expression')) });
    case 'variable':
      return t('breakOn.variable', { name: text(field(on, 'name')) });
    case 'entry':
      return t('breakOn.entry', { key: text(field(on, 'key')) });
    case 'creditsBelow':
      return t('breakOn.creditsBelow', { credits: text(field(on, 'credits')) });
    default:
      return t('breakOn.error');
  }
}
