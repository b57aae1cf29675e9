import { useEffect } from 'react';
import { create } from 'zustand';
import { backend } from '../../backend/chosen';
import type { SampleSwarmView } from '../../contract';
import { tellFailure } from '../tell-failure';

const useSampleSwarmsStore = create<{ swarms: readonly SampleSwarmView[] | null }>(() => ({ swarms: null }));

let isAsked = false;

function ask(): void {
  if (isAsked) return;
  isAsked = true;
  backend()
    .listSampleSwarms()
    .then(
      (swarms) => useSampleSwarmsStore.setState({ swarms }),
      (failure: unknown) => {
        isAsked = false;
        useSampleSwarmsStore.setState({ swarms: [] });
        tellFailure(failure);
      },
    );
}

/** The shipped swarms; null until they are known, none when they cannot be. They are asked for once. */
export function useSampleSwarms(): readonly SampleSwarmView[] | null {
  useEffect(ask, []);
  return useSampleSwarmsStore(({ swarms }) => swarms);
}
