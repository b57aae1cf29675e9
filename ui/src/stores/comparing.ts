import { create } from 'zustand';

/** Runs that somebody has picked to be compared: none, the first, or both. */
export const useComparing = create<{ picked: readonly string[] }>(() => ({ picked: [] }));

/** Picks a run, or puts it back. A third one takes the place of the second. */
export const withPick = (picked: readonly string[], runId: string): readonly string[] =>
  picked.includes(runId) ? picked.filter((known) => known !== runId) : [...picked.slice(0, 1), runId];

export const pickToCompare = (runId: string): void => useComparing.setState(({ picked }) => ({ picked: withPick(picked, runId) }));

export const compareBoth = (left: string, right: string): void => useComparing.setState({ picked: [left, right] });

export const endComparing = (): void => useComparing.setState({ picked: [] });
