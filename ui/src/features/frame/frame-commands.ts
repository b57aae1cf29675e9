import type { Command } from '../../stores/commands';
import { ask } from '../../stores/palette';
import { PLACES, shownTab, useRouter } from '../../stores/router';
import { changeSettings } from '../../stores/settings';
import { tellFailure } from '../../stores/tell-failure';
import { boardAsk } from '../blackboard/board-place';

/** Commands that work on every screen. */
export function frameCommands(): Command[] {
  const places = PLACES.filter((place) => place !== 'designer').map(
    (place): Command => ({ id: place === 'settings' ? 'settings.open' : `view.${place}`, run: () => useRouter.getState().go(place) }),
  );
  return [
    ...places,
    { id: 'view.designer', run: goToDesigner },
    { id: 'swarm.new', run: askForSwarm },
    { id: 'view.palette', run: () => ask('commands') },
    { id: 'file.quickOpen', run: () => ask('routines') },
    { id: 'help.shortcuts', run: () => ask('shortcuts') },
    { id: 'view.theme', run: switchTheme },
    { id: 'file.closeTab', isEnabled: () => shownTab(useRouter.getState()) !== null, run: closeShownTab },
  ];
}

function askForSwarm(): void {
  useRouter.getState().go('blackboard');
  boardAsk('swarm');
}

/** Between light and dark, from whatever is shown now. */
function switchTheme(): void {
  const isDark = document.documentElement.dataset['theme'] !== 'light';
  changeSettings({ theme: isDark ? 'light' : 'dark' }).catch(tellFailure);
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
