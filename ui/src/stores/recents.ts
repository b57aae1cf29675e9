import { create } from 'zustand';
import { backend } from '../backend/chosen';
import { useRouter } from './router';
import { tellFailure } from './tell-failure';

const KEY = 'recents';
const MOST = 12;

/** Paths of routines in the order in which they were last opened; null until the host has answered. */
export const useRecents = create<{ paths: readonly string[] | null }>(() => ({ paths: null }));

/** The path comes first, and nothing twice. */
export const withRecent = (paths: readonly string[], path: string): readonly string[] =>
  [path, ...paths.filter((known) => known !== path)].slice(0, MOST);

const isPaths = (value: unknown): value is string[] => Array.isArray(value) && value.every((path) => typeof path === 'string');

let isFollowing = false;

/** Notes what is opened, for as long as the page is open. */
export async function followRecents(): Promise<void> {
  if (isFollowing) return;
  isFollowing = true;
  useRouter.subscribe(({ shown, tabs }, before) => {
    if (shown.designer === before.shown.designer) return;
    const tab = tabs.find(({ id }) => id === shown.designer);
    const { paths } = useRecents.getState();
    if (tab?.kind !== 'routine' || !paths || paths[0] === tab.path) return;
    const next = withRecent(paths, tab.path);
    useRecents.setState({ paths: next });
    backend()
      .setUiState({ key: KEY, value: [...next] })
      .catch(tellFailure);
  });
  const kept = await backend().getUiState({ key: KEY });
  useRecents.setState({ paths: isPaths(kept) ? kept : [] });
}
