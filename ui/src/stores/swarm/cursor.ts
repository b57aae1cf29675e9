import { create } from 'zustand';
import type { AsOf } from '../../contract';

/**
 * The moment at which blackboards are looked at. Null is now, live. A run that is scrubbed has a cursor of its own.
 */
interface Cursor {
  asOf: AsOf | null;
}

export const useCursor = create<Cursor>(() => ({ asOf: null }));

export const lookAt = (asOf: AsOf): void => useCursor.setState({ asOf });
export const lookAtNow = (): void => useCursor.setState({ asOf: null });
