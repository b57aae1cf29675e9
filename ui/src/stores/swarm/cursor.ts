import { create } from 'zustand';
import type { AsOf } from '../../contract';

/**
 * The moment that is looked at. One cursor for the whole window: a run that is scrubbed and the blackboard beside it show the
 * same moment. Null is now, live.
 */
interface Cursor {
  asOf: AsOf | null;
}

export const useCursor = create<Cursor>(() => ({ asOf: null }));

export const lookAt = (asOf: AsOf): void => useCursor.setState({ asOf });
export const lookAtNow = (): void => useCursor.setState({ asOf: null });
