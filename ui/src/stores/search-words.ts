import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { SearchWord } from '../contract';
import { tellFailure } from './tell-failure';

/** The conditions that a query of the list of runs can have; none until the host has told them. */
export const useSearchWords = create<{ words: readonly SearchWord[] }>(() => ({ words: [] }));

let asked: Promise<void> | null = null;

/** They are asked for once. */
export function askSearchWords(): void {
  asked ??= backend()
    .listSearchWords()
    .then((words) => useSearchWords.setState({ words }))
    .catch((failure: unknown) => {
      asked = null;
      tellFailure(failure);
    });
}
