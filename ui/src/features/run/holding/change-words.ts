import type { TFunction } from 'i18next';
import type { Foreseen, Intervention, RunView } from '../../../contract';
import { failureName } from '../../../words/failure-words';
import type { Names } from '../names';

const LONGEST = 60;

const shortened = (words: string): string => (words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words);

/** What somebody is about to do, as an order. */
export function changeWords(t: TFunction<['holding', 'strategy']>, change: Intervention, view: RunView, names: Names): string {
  const branch = (id: string) => {
    const known = view.branches.find((one) => one.id === id);
    return { letter: known?.letter ?? names.branch(id), at: known ? (known.elementName ?? names.element(known.element)) : '' };
  };
  switch (change.kind) {
    case 'setVariable':
      return t('holding:change.setVariable', { name: change.name, value: shortened(JSON.stringify(change.value)) });
    case 'skipStep':
      return t('holding:change.skipStep', branch(change.branchId));
    case 'retryStep':
      return change.strategy == null
        ? t('holding:change.retryStep', branch(change.branchId))
        : t('holding:change.retryStepAs', { ...branch(change.branchId), strategy: t(`strategy:name_${change.strategy}`) });
    case 'moveBranch':
      return t('holding:change.moveBranch', { ...branch(change.branchId), element: names.element(change.element) });
    case 'addBranch':
      return t('holding:change.addBranch', { element: names.element(change.element) });
    case 'cancelBranch':
      return t('holding:change.cancelBranch', branch(change.branchId));
  }
}

/** Codes that say how a run ended, in place of a failure. */
const ENDS = ['completed', 'failed', 'cancelled'] as const;

/** One thing that would happen. */
export function foreseenWords(t: TFunction<['holding', 'run']>, { kind, letter, element, elementName, word }: Foreseen, names: Names): string {
  const said = { letter: letter ?? '', element: elementName ?? (element === null ? '' : names.element(element)), word: word ?? '' };
  switch (kind) {
    case 'branchFails':
    case 'stepFails':
    case 'incidentRaised':
      return t(`holding:foreseen.${kind}`, { ...said, word: failureName(said.word) });
    case 'runEnds': {
      const end = ENDS.find((one) => one === word) ?? 'completed';
      return t('holding:foreseen.runEnds', { state: t(`run:state.${end}`) });
    }
    default:
      return t(`holding:foreseen.${kind}`, said);
  }
}
