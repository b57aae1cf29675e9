import type { Command } from '../../stores/commands';
import { PLACES, shownTab, useRouter } from '../../stores/router';

/** Commands that work on every screen. */
export function frameCommands(): Command[] {
  const places = PLACES.filter((place) => place !== 'designer').map(
    (place): Command => ({ id: place === 'settings' ? 'settings.open' : `view.${place}`, run: () => useRouter.getState().go(place) }),
  );
  return [
    ...places,
    { id: 'view.designer', run: goToDesigner },
    { id: 'file.closeTab', isEnabled: () => shownTab(useRouter.getState()) !== null, run: closeShownTab },
  ];
}

/** From a run to the routine that it executes, with the same canvas in the same place. */
function goToDesigner(): void {
  const router = useRouter.getState();
  const tab = shownTab(router);
  if (tab?.kind === 'run' && tab.path !== '') router.openRoutine(tab.path, tab.path.split('/').at(-1) ?? tab.path);
  else router.go('designer');
}

function closeShownTab(): void {
  const state = useRouter.getState();
  const tab = shownTab(state);
  if (tab) state.close(tab.id);
}
