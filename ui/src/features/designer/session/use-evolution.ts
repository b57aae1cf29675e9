import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { backend } from '../../../backend/chosen';
import type { RoutineEvolution, StepEvolution, StrategyProposal } from '../../../contract';
import { loadProposals } from '../../../stores/strategy-proposals';
import { tellFailure } from '../../../stores/tell-failure';
import type { DesignSession } from './design-session';

/** What was answered, and to which question. */
interface Read {
  element: string;
  version: string | null;
  evolution: RoutineEvolution;
}

interface Evolution {
  step: StepEvolution | undefined;
  accept: (proposal: StrategyProposal) => Promise<void>;
  dismiss: (proposal: StrategyProposal) => Promise<void>;
}

/** How a step of the saved file went over all runs; asked anew for each step that is selected and each version of the file. */
export function useEvolution(session: DesignSession, element: string): Evolution {
  const version = useStore(session.store, (state) => state.version);
  const [read, setRead] = useState<Read | null>(null);
  const evolution = read?.element === element && read.version === version ? read.evolution : null;

  useEffect(() => {
    let isLatest = true;
    backend()
      .readStrategyFigures({ path: session.path })
      .then(
        (found) => isLatest && setRead({ element, version, evolution: found }),
        // A file that cannot be read is said where it is opened.
        () => isLatest && setRead(null),
      );
    return () => {
      isLatest = false;
    };
  }, [session, element, version]);

  const named = useCallback(
    ({ from, to }: StrategyProposal) => ({ path: session.path, element, from, to, expectedVersion: evolution?.version ?? null }),
    [session, element, evolution],
  );
  const accept = useCallback(
    async (proposal: StrategyProposal) => {
      try {
        await backend().acceptStrategyProposal(named(proposal));
        await session.load();
        void loadProposals();
      } catch (failure) {
        tellFailure(failure);
      }
    },
    [named, session],
  );
  const dismiss = useCallback(
    async (proposal: StrategyProposal) => {
      try {
        setRead({ element, version, evolution: await backend().dismissStrategyProposal(named(proposal)) });
        void loadProposals();
      } catch (failure) {
        tellFailure(failure);
      }
    },
    [named, element, version],
  );
  return { step: evolution?.steps.find((step) => step.element === element), accept, dismiss };
}
