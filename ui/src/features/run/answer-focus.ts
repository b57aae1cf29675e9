import { create } from 'zustand';

/** Counts how often somebody asked to be led to where an answer is given; whoever takes the answer listens. */
export const useAnswerFocus = create<{ count: number }>(() => ({ count: 0 }));

/** Leads to where the answer is given, also when it is drawn only now. */
export const askForAnswer = (): void => useAnswerFocus.setState(({ count }) => ({ count: count + 1 }));
