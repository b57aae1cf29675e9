import { create } from 'zustand';
import { useRouter } from '../../stores/router';
import { showSwarm } from '../../stores/swarm/swarms';

export const BOARD_TABS = ['keys', 'goals', 'resources', 'team', 'credits', 'ledger'] as const;
export type BoardTab = (typeof BOARD_TABS)[number];
export type EntryTab = 'value' | 'history' | 'compare' | 'people';
export type BoardAsk = 'swarm' | 'entry' | 'subtask' | 'topUp' | 'delete' | 'stop';

/** Where on the board a person is. */
interface BoardPlace {
  tab: BoardTab;
  /** The entry that is shown beside the table. */
  entry: string | null;
  entryTab: EntryTab;
  isEditing: boolean;
  /** The versions that are compared. */
  compared: { from: number; to: number } | null;
  subtask: string | null;
  /** The question that is asked. */
  asked: BoardAsk | null;
  isTravelling: boolean;
}

export const useBoardPlace = create<BoardPlace>(() => ({
  tab: 'keys',
  entry: null,
  entryTab: 'value',
  isEditing: false,
  compared: null,
  subtask: null,
  asked: null,
  isTravelling: false,
}));

export const boardAsk = (asked: BoardAsk | null): void => useBoardPlace.setState({ asked });

export const openEntry = (key: string | null, entryTab: EntryTab = 'value'): void =>
  useBoardPlace.setState(({ entry }) => ({ entry: key, entryTab, isEditing: false, tab: 'keys', ...(entry === key ? {} : { compared: null }) }));

/** Shows what differs between two versions. */
export const compareVersions = (from: number, to: number): void => useBoardPlace.setState({ entryTab: 'compare', compared: { from, to } });

/** From elsewhere in the window: a chip on the canvas, a run's panel. */
export function goToBoard(swarmId: string, place: Partial<Pick<BoardPlace, 'tab' | 'entry' | 'subtask'>> = {}): void {
  showSwarm(swarmId);
  useBoardPlace.setState(place);
  useRouter.getState().go('blackboard');
}
