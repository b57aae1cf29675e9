import { create } from 'zustand';
import { recall, remember } from '../shared/remembered';

/** A thing a person does; one screen each. */
export const PLACES = ['library', 'designer', 'run', 'blackboard', 'history', 'inbox', 'settings'] as const;
export type Place = (typeof PLACES)[number];

/** An open document: a routine in the designer, or a run. */
export interface RoutineTab {
  kind: 'routine';
  id: string;
  /** The path of the routine inside the project folder. */
  path: string;
  title: string;
  unsaved: boolean;
}

export interface RunTab {
  kind: 'run';
  id: string;
  runId: string;
  /** The routine that the run executes, so that the designer can be reached from it. */
  path: string;
  title: string;
}

export type DocumentTab = RoutineTab | RunTab;

interface RouterState {
  place: Place;
  tabs: DocumentTab[];
  /** The tab that each of the two document places shows. */
  shown: { designer: string | null; run: string | null };
}

interface RouterActions {
  go: (place: Place) => void;
  openRoutine: (path: string, title: string) => void;
  openRun: (runId: string, path: string, title: string) => void;
  select: (tabId: string) => void;
  close: (tabId: string) => void;
  setUnsaved: (tabId: string, unsaved: boolean) => void;
  /** After a file was renamed or a title became known. */
  retitle: (tabId: string, title: string) => void;
}

export const routineTabId = (path: string): string => `routine:${path}`;
export const runTabId = (runId: string): string => `run:${runId}`;

/** The place in which a tab is shown. */
export const placeOf = (tab: DocumentTab): 'designer' | 'run' => (tab.kind === 'routine' ? 'designer' : 'run');

/** Adds a tab unless it is open, and shows it. */
export function withTab(state: RouterState, tab: DocumentTab): RouterState {
  const known = state.tabs.some((open) => open.id === tab.id);
  const place = placeOf(tab);
  return {
    place,
    tabs: known ? state.tabs : [...state.tabs, tab],
    shown: { ...state.shown, [place]: tab.id },
  };
}

/** Removes a tab; its neighbour of the same kind is shown next. */
export function withoutTab(state: RouterState, tabId: string): RouterState {
  const index = state.tabs.findIndex((tab) => tab.id === tabId);
  const closing = state.tabs[index];
  if (!closing) return state;
  const tabs = state.tabs.filter((tab) => tab.id !== tabId);
  const place = placeOf(closing);
  if (state.shown[place] !== tabId) return { ...state, tabs };
  const alike = (tab: DocumentTab) => tab.kind === closing.kind;
  const neighbour = tabs.slice(index).find(alike) ?? tabs.slice(0, index).findLast(alike) ?? null;
  const stays = neighbour !== null || state.place !== place;
  return {
    place: stays ? state.place : 'library',
    tabs,
    shown: { ...state.shown, [place]: neighbour?.id ?? null },
  };
}

const EMPTY: RouterState = { place: 'library', tabs: [], shown: { designer: null, run: null } };
const NAME = 'session.1';

/** Which screen is shown and which documents are open. Survives a restart. */
export const useRouter = create<RouterState & RouterActions>((set) => ({
  ...recall(NAME, EMPTY, isSession),
  go: (place) => set({ place }),
  openRoutine: (path, title) =>
    set((state) => withTab(state, { kind: 'routine', id: routineTabId(path), path, title, unsaved: false })),
  openRun: (runId, path, title) => set((state) => withTab(state, { kind: 'run', id: runTabId(runId), runId, path, title })),
  select: (tabId) =>
    set((state) => {
      const tab = state.tabs.find((open) => open.id === tabId);
      return tab ? withTab(state, tab) : state;
    }),
  close: (tabId) => set((state) => withoutTab(state, tabId)),
  setUnsaved: (tabId, unsaved) =>
    set((state) => ({
      tabs: state.tabs.map((tab) => (tab.kind === 'routine' && tab.id === tabId ? { ...tab, unsaved } : tab)),
    })),
  retitle: (tabId, title) => set((state) => ({ tabs: state.tabs.map((tab) => (tab.id === tabId ? { ...tab, title } : tab)) })),
}));

useRouter.subscribe(({ place, tabs, shown }) => remember(NAME, { place, tabs, shown }));

/** The document on the screen, if the place shows one. */
export function shownTab(state: RouterState): DocumentTab | null {
  if (state.place !== 'designer' && state.place !== 'run') return null;
  const id = state.shown[state.place];
  return state.tabs.find((tab) => tab.id === id) ?? null;
}

function isSession(value: unknown): value is RouterState {
  if (typeof value !== 'object' || value === null) return false;
  const { place, tabs, shown } = value as Partial<RouterState>;
  return (
    PLACES.some((known) => known === place) &&
    Array.isArray(tabs) &&
    tabs.every((tab: Partial<DocumentTab> | null) => typeof tab?.id === 'string' && (tab.kind === 'routine' || tab.kind === 'run')) &&
    typeof shown === 'object' &&
    shown !== null
  );
}
