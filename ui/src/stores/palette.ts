import { create } from 'zustand';

/** What is asked over whatever screen there is. */
export type Asked = 'commands' | 'routines' | 'shortcuts';

export const useAsked = create<{ asked: Asked | null }>(() => ({ asked: null }));

export const ask = (asked: Asked | null): void => useAsked.setState({ asked });
