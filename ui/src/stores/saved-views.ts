import { create } from 'zustand';
import { backend } from '../backend/chosen';
import { tellFailure } from './tell-failure';

/** A query of the list of runs under a name. */
export interface SavedView {
  name: string;
  query: string;
}

const KEY = 'history.views';

/** The views that somebody has kept, in the order in which that was done; null until the host has answered. */
export const useSavedViews = create<{ views: readonly SavedView[] | null }>(() => ({ views: null }));

/** A view of the same name is replaced where it stands. */
export const withView = (views: readonly SavedView[], view: SavedView): readonly SavedView[] =>
  views.some(({ name }) => name === view.name) ? views.map((known) => (known.name === view.name ? view : known)) : [...views, view];

const isView = (value: unknown): value is SavedView =>
  typeof value === 'object' && value !== null && 'name' in value && 'query' in value && typeof value.name === 'string' && typeof value.query === 'string';
const isViews = (value: unknown): value is SavedView[] => Array.isArray(value) && value.every(isView);

let asked: Promise<void> | null = null;

/** They are asked for once, and kept here from then on. */
export function followSavedViews(): void {
  asked ??= backend()
    .getUiState({ key: KEY })
    .then((kept) => useSavedViews.setState({ views: isViews(kept) ? kept : [] }))
    .catch((failure: unknown) => {
      asked = null;
      tellFailure(failure);
    });
}

function keep(views: readonly SavedView[]): void {
  useSavedViews.setState({ views });
  backend()
    .setUiState({ key: KEY, value: views.map(({ name, query }) => ({ name, query })) })
    .catch(tellFailure);
}

export const saveView = (view: SavedView): void => keep(withView(useSavedViews.getState().views ?? [], view));

export const forgetView = (name: string): void => keep((useSavedViews.getState().views ?? []).filter((view) => view.name !== name));
