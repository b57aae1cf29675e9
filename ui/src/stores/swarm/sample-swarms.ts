import { useEffect } from 'react';
import { create } from 'zustand';
import { backend } from '../../backend/chosen';
import type { SampleSwarmView } from '../../contract';
import { tellFailure } from '../tell-failure';

const useSampleSwarmsStore = create<{ swarms: readonly SampleSwarmView[]; isAnswered: boolean }>(() => ({ swarms: [], isAnswered: false }));

let isAsked = false;

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  backend()
    .listSampleSwarms()
    .then(
      (swarms) => useSampleSwarmsStore.setState({ swarms, isAnswered: true }),
      (failure: unknown) => {
        isAsked = false;
        useSampleSwarmsStore.setState({ isAnswered: true });
        tellFailure(failure);
      },
    );
}

/** The shipped swarms; none until they are known. They are asked for once. */
export function useSampleSwarms(): readonly SampleSwarmView[] {
  useEffect(ask, []);
  return useSampleSwarmsStore(({ swarms }) => swarms);
}

/** Whether it is known which swarms are shipped, or that they cannot be known: until then their buttons would come late and move the others. */
export const useSampleSwarmsAnswered = (): boolean => useSampleSwarmsStore(({ isAnswered }) => isAnswered);
