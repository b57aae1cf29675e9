import { useCallback, useEffect, useRef } from 'react';
import { useOffer, type Command } from '../../stores/commands';
import { lookAtNow, useCursor } from '../../stores/swarm/cursor';
import { toggleWatched } from '../../stores/swarm/watched-keys';
import { useBoard } from './board-context';
import { BOARD_TABS, boardAsk, openEntry, useBoardPlace, type EntryTab } from './board-place';
import { canMove, moveSwarm } from './moving';

/** Offers what can be done with the swarm on the screen to keys, menus and the palette. */
export function useBoardCommands(): void {
  const board = useBoard();
  const now = useRef(board);
  useEffect(() => {
    now.current = board;
  });
  useOffer(
    useCallback(() => {
      const isLive = () => now.current.asOf === null;
      const opened = () => useBoardPlace.getState().entry;
      const moves = (['start', 'pause', 'resume'] as const).map(
        (move): Command => ({
          id: `swarm.${move}`,
          isEnabled: () => isLive() && canMove(now.current.view.summary.status)[move],
          run: () => moveSwarm(now.current.swarmId, move),
        }),
      );
      const tabs = BOARD_TABS.map((tab): Command => ({ id: `board.${tab}`, run: () => useBoardPlace.setState({ tab }) }));
      const ofEntry = (id: string, run: (key: string) => void, isEnabled = () => true): Command => ({
        id: `entry.${id}`,
        isEnabled: () => opened() !== null && isEnabled(),
        run: () => {
          const key = opened();
          if (key !== null) run(key);
        },
      });
      const show = (id: string, entryTab: EntryTab) => ofEntry(id, (key) => openEntry(key, entryTab));
      return [
        ...moves,
        ...tabs,
        { id: 'swarm.stop', isEnabled: () => isLive() && canMove(now.current.view.summary.status).stop, run: () => boardAsk('stop') },
        { id: 'swarm.topUp', isEnabled: isLive, run: () => boardAsk('topUp') },
        { id: 'board.newEntry', isEnabled: isLive, run: () => boardAsk('entry') },
        { id: 'board.addSubtask', isEnabled: isLive, run: () => boardAsk('subtask') },
        { id: 'board.travel', run: () => useBoardPlace.setState({ isTravelling: true }) },
        { id: 'board.now', isEnabled: () => useCursor.getState().asOf !== null, run: lookAtNow },
        show('history', 'history'),
        show('compare', 'compare'),
        show('people', 'people'),
        ofEntry('edit', () => useBoardPlace.setState({ tab: 'keys', entryTab: 'value', isEditing: true }), isLive),
        ofEntry('delete', () => boardAsk('delete'), isLive),
        ofEntry('watch', (key) => toggleWatched(now.current.swarmId, key)),
      ];
    }, []),
  );
}
