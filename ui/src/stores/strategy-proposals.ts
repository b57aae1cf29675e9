import { create } from 'zustand';
import { backend } from '../backend/chosen';

interface Proposals {
  /** For how many steps of a routine another strategy is proposed, by path; routines without any are absent. */
  counts: ReadonlyMap<string, number>;
}

export const useProposals = create<Proposals>(() => ({ counts: new Map() }));

/** Asks again; figures grow with every run. Without an answer the last one stands. */
export async function loadProposals(): Promise<void> {
  try {
    const counted = await backend().listStrategyProposals();
    useProposals.setState({ counts: new Map(counted.map(({ path, proposals }) => [path, proposals])) });
  } catch {
    // The list of routines says what is wrong with the connection.
  }
}
