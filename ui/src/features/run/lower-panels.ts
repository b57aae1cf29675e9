import { create } from 'zustand';
import { isBoolean, recall, remember } from '../../shared/remembered';

const PANELS = ['timeline', 'journal', 'breakpoints', 'changes', 'related'] as const;

/** What the lower part of the run screen can show. */
export type LowerPanel = (typeof PANELS)[number];

export const isLowerPanel = (value: unknown): value is LowerPanel => PANELS.some((panel) => panel === value);

const HIDDEN = 'run.journalHidden';
const SHOWN = 'run.panel';

/** Which panel is shown below the drawing of a run, and whether there is any. */
export const useLowerPanels = create<{ shown: LowerPanel; isHidden: boolean }>(() => ({
  shown: recall(SHOWN, 'timeline', isLowerPanel),
  isHidden: recall(HIDDEN, false, isBoolean),
}));

export function showLower(shown: LowerPanel): void {
  remember(SHOWN, shown);
  useLowerPanels.setState({ shown });
  hideLower(false);
}

export function hideLower(isHidden: boolean): void {
  remember(HIDDEN, isHidden);
  useLowerPanels.setState({ isHidden });
}
