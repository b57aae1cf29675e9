import { useEffect } from 'react';
import { create } from 'zustand';
import type { DiagramCanvas } from '../../canvas/diagram-canvas';
import { isBoolean, recall, remember } from '../../shared/remembered';
import { useOffer } from '../../stores/commands';

const NAME = 'strategyView';

/** Whether drawings are tinted by strategy: the same while designing and running. */
export const useStrategyView = create<{ isOn: boolean; toggle: () => void }>((set) => ({
  isOn: recall(NAME, false, isBoolean),
  toggle: () => set(({ isOn }) => ({ isOn: !isOn })),
}));

useStrategyView.subscribe(({ isOn }) => remember(NAME, isOn));

const viewCommands = () => [{ id: 'view.strategies', run: () => useStrategyView.getState().toggle() }];

/** A drawing follows the switch, and its command is offered as long as the drawing is shown. */
export function useStrategyViewOf(canvas: DiagramCanvas): void {
  const isOn = useStrategyView((state) => state.isOn);
  useEffect(() => canvas.strategies.view(isOn), [canvas, isOn]);
  useOffer(viewCommands);
}
