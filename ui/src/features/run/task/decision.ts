import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { create } from 'zustand';
import { backend } from '../../../backend/chosen';
import type { DecisionOption, DecisionView, RunView } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';
import { focusedBranch, useRun } from '../run-context';

/** The decision that the screen is about: of the selected element, else of the focused branch, else the first. */
export function decisionShown(view: RunView, chosenBranch: string | null, selected: string | null): DecisionView | null {
  const { decisions } = view;
  const branch = focusedBranch(view, chosenBranch);
  return (
    decisions.find(({ element }) => element === selected) ?? decisions.find(({ branchId }) => branchId === branch?.id) ?? decisions[0] ?? null
  );
}

/** A way out in words: its name, where it leads, what its condition gives. */
export function optionWords(t: TFunction<'run'>, option: DecisionOption): string {
  const { name, target, targetName, condition } = option;
  const to = t('decision.to', { target: targetName ?? target });
  return [name, to, condition].filter((part) => part !== null && part !== '').join(' · ');
}

interface Choices {
  /** Flows that are marked, where several may be. */
  chosen: ReadonlySet<string>;
  /** Takes a way; where several may be taken, marks it or takes the mark away. */
  take: (flow: string) => void;
  takeChosen: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Marks are kept outside of the screen's parts, since the drawing and the panel show the same ones. */
const useMarked = create<{ marked: ReadonlyMap<string, ReadonlySet<string>> }>(() => ({ marked: new Map() }));

function toggle(key: string, flow: string): void {
  const { marked } = useMarked.getState();
  const flows = new Set(marked.get(key));
  if (!flows.delete(flow)) flows.add(flow);
  useMarked.setState({ marked: new Map(marked).set(key, flows) });
}

export function useChoices(decision: DecisionView | null): Choices {
  const runId = useRun((run) => run.runId);
  const key = decision ? `${runId}/${decision.id}` : '';
  const several = decision?.several ?? false;
  const decisionId = decision?.id ?? null;
  const chosen = useMarked((state) => state.marked.get(key) ?? NONE);

  const decide = useCallback(
    (flowIds: string[]) => {
      if (decisionId === null) return;
      backend().decidePath({ runId, decisionId, flowIds }).catch(tellFailure);
    },
    [runId, decisionId],
  );
  const take = useCallback((flow: string) => (several ? toggle(key, flow) : decide([flow])), [several, decide, key]);
  return { chosen, take, takeChosen: () => decide([...chosen]) };
}
