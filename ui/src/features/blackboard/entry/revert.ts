import i18next from 'i18next';
import { backend } from '../../../backend/chosen';
import type { EntryLine } from '../../../contract';
import { useToasts } from '../../../shared/toast';
import { tellFailure } from '../../../stores/tell-failure';

/** Writes an earlier value as a new version, unless somebody writes meanwhile. */
export function revertEntry(swarmId: string, line: EntryLine, toVersion: number): void {
  backend()
    .revertEntry({ swarmId, key: line.key, toVersion, expectedVersion: line.version })
    .then(({ version }) => useToasts.getState().show({ tone: 'neutral', words: i18next.t('blackboard:reverted', { from: toVersion, version }) }), tellFailure);
}
