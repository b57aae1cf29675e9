import { create } from 'zustand';
import { recall, remember } from '../../shared/remembered';

/** Keys that a person keeps an eye on, by swarm: each a chip on the canvas of the swarm's runs. */
type Watched = Readonly<Record<string, readonly string[]>>;

const NAME = 'swarm.watched';

const isWatched = (value: unknown): value is Watched =>
  typeof value === 'object' && value !== null && Object.values(value).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'));

export const useWatchedKeys = create<{ watched: Watched }>(() => ({ watched: recall<Watched>(NAME, {}, isWatched) }));

const NONE: readonly string[] = [];

export const watchedIn = (swarmId: string | null) => (state: { watched: Watched }): readonly string[] => (swarmId === null ? NONE : (state.watched[swarmId] ?? NONE));

/** Begins to watch a key, or ends it. */
export function toggleWatched(swarmId: string, key: string): void {
  useWatchedKeys.setState(({ watched }) => {
    const keys = watched[swarmId] ?? NONE;
    return { watched: { ...watched, [swarmId]: keys.includes(key) ? keys.filter((known) => known !== key) : [...keys, key] } };
  });
}

useWatchedKeys.subscribe(({ watched }) => remember(NAME, watched));
