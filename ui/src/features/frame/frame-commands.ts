import type { Command } from '../../stores/commands';
import { PLACES, shownTab, useRouter } from '../../stores/router';

/** Commands that work on every screen. */
export function frameCommands(): Command[] {
  const router = useRouter.getState;
  const places = PLACES.map((place, index): Command => {
    const keys = place === 'settings' ? 'mod+,' : `mod+${index + 1}`;
    return { id: `go-${place}`, label: `frame:${place}`, keys, run: () => router().go(place) };
  });
  return [
    ...places,
    {
      id: 'edit-routine',
      label: 'frame:designer',
      keys: 'mod+e',
      run: () => {
        const tab = shownTab(router());
        if (tab?.kind === 'run') router().openRoutine(tab.path, tab.path.split('/').at(-1) ?? tab.path);
        else router().go('designer');
      },
    },
    { id: 'close-tab', label: 'frame:closeTab', keys: 'mod+w', run: closeShownTab },
  ];
}

function closeShownTab(): void {
  const state = useRouter.getState();
  const tab = shownTab(state);
  if (tab) state.close(tab.id);
}
