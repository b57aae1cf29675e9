import { createContext, useContext } from 'react';
import type { AsOf, SwarmView } from '../../contract';
import type { SwarmSession } from '../../stores/swarm/open-swarm';

/** The swarm on the screen. */
export interface Board {
  swarmId: string;
  session: SwarmSession;
  /** As it is at the moment that is looked at. */
  view: SwarmView;
  /** The moment that is looked at; null is now. */
  asOf: AsOf | null;
}

export const BoardContext = createContext<Board | null>(null);

export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (!board) throw new Error('outside of a board');
  return board;
}
