import { Ban, CornerDownRight, Plus, RotateCcw, SkipForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Intervention } from '../../../contract';
import type { MenuEntry } from '../../../shared/menu';
import { focusedBranch, useLive, useRun } from '../run-context';
import { addChange } from './tray';

/** What can be done to the run at a shape: to the branch that is there, or with the one that is focused elsewhere. */
export function useChanges(element: string) {
  const { t } = useTranslation('holding');
  const view = useLive((whole) => whole);
  const chosen = useRun((run) => run.chosenBranch);
  const focused = focusedBranch(view, chosen);
  const there = focused?.element === element ? focused : view.branches.find((branch) => branch.element === element);
  const offered: { entry: Exclude<MenuEntry, 'line'>; change: Intervention }[] = there
    ? [
        { entry: { id: 'change.skip', label: t('change.skip'), icon: <SkipForward aria-hidden /> }, change: { kind: 'skipStep', branchId: there.id } },
        { entry: { id: 'change.again', label: t('change.again'), icon: <RotateCcw aria-hidden /> }, change: { kind: 'retryStep', branchId: there.id } },
        { entry: { id: 'change.end', label: t('change.end', { letter: there.letter }), icon: <Ban aria-hidden /> }, change: { kind: 'cancelBranch', branchId: there.id } },
      ]
    : [
        ...(focused
          ? [
              {
                entry: { id: 'change.move', label: t('change.moveHere', { letter: focused.letter }), icon: <CornerDownRight aria-hidden /> },
                change: { kind: 'moveBranch', branchId: focused.id, element } as const,
              },
            ]
          : []),
        { entry: { id: 'change.add', label: t('change.addHere'), icon: <Plus aria-hidden /> }, change: { kind: 'addBranch', element } },
      ];
  const act = (id: string): boolean => {
    const found = offered.find(({ entry }) => entry.id === id);
    if (found) addChange(view.runId, found.change);
    return found !== undefined;
  };
  return { entries: offered.length === 0 ? [] : ['line' as const, ...offered.map(({ entry }) => entry)], act };
}
