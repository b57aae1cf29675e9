import { create } from 'zustand';

/** A question about the whole run. */
export type RunQuestion = { kind: 'restart'; element: string | null } | { kind: 'migrate' };

/** Which question about the run that is shown is asked now. */
export const useRunQuestion = create<{ question: RunQuestion | null }>(() => ({ question: null }));

/** Asks from where, with which definition and which data the run shall begin anew; from an element where one is given. */
export const askRestart = (element: string | null = null): void => useRunQuestion.setState({ question: { kind: 'restart', element } });

/** Asks whether the run shall go on with the routine as its file is now. */
export const askMigrate = (): void => useRunQuestion.setState({ question: { kind: 'migrate' } });

export const endQuestion = (): void => useRunQuestion.setState({ question: null });
