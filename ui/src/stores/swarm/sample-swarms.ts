import { useEffect } from 'react';
import { create } from 'zustand';
import { backend } from '../../backend/chosen';
import type { SampleSwarmView } from '../../contract';
import { tellFailure } from '../tell-failure';

const useSampleSwarmsStore = create<{ swarms: readonly SampleSwarmView[] }>(() => ({ swarms: [] }));

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
        tellFailure(failure);
      },
    );
}

/** The shipped swarms; none until they are known. They are asked for once. */
export function useSampleSwarms(): readonly SampleSwarmView[] {
  useEffect(ask, []);
  return useSampleSwarmsStore(({ swarms }) => swarms);
}
