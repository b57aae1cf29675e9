import { useEffect } from 'react';
import type { RunCanvas } from '../../../canvas/run-canvas';
import { useRun } from '../run-context';
import { decisionShown, optionWords, useChoices } from '../task/decision';
import { useSpeech } from '../sentences/speech';

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;

/** Lights up the ways out of the fork that waits; a click on a flow or its number takes it. */
export function useDecisionOnCanvas(canvas: RunCanvas): void {
  const chosenBranch = useRun((run) => run.chosenBranch);
  const selected = useRun((run) => run.selected);
  const decision = useRun(({ view, past }) => (view && view.imported === undefined && past === null ? decisionShown(view, chosenBranch, selected) : null));
  const { take } = useChoices(decision);
  const { t } = useSpeech();

  useEffect(() => {
    if (!decision) return;
    canvas.run.highlightFlows(
      decision.options.map((option, index) => ({ flow: option.flowId, number: index + 1, label: optionWords(t, option) })),
      take,
    );
    return () => canvas.run.clearHighlight();
  }, [canvas, decision, take, t]);

  useEffect(() => {
    if (!decision) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (/^[1-9]$/.test(event.key) && canvas.run.takeNumber(Number(event.key))) event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [canvas, decision]);
}
