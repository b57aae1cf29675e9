import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import type { BusinessObject, DiagramElement } from '../../canvas/diagram';
import { allowsOverride, processOf, routineSettingOf, settingOf, takesStrategy } from '../../canvas/strategy/setting';
import type { Strategy } from '../../contract';
import { Check } from '../../shared/check';
import { ComputedLine } from '../strategy/computed-line';
import { Explanation } from '../strategy/explanation';
import { Figures } from '../strategy/figures';
import { StrategyGlyph } from '../strategy/glyph';
import { StrategyChoice } from '../strategy/strategy-choice';
import type { DesignSession } from './session/design-session';
import { useEvolution } from './session/use-evolution';

const ALL = ['deterministic', 'reasoning', 'conversational'] as const satisfies readonly Strategy[];

interface PanelProps {
  session: DesignSession;
  canvas: DesignCanvas;
}

/** How the selected steps are done; without a selection, what the routine says about all of its steps. */
export function StrategyPanel({ session, canvas }: PanelProps) {
  const selected = useSelection(canvas);
  const steps = selected.filter(takesStrategy);
  const [only, more] = selected;
  const place = only === undefined ? canvas.root() : more === undefined ? only : null;
  const process = place && processOf(place);
  if (steps.length > 0) return <Steps session={session} canvas={canvas} steps={steps} />;
  if (place && process) return <Routine session={session} canvas={canvas} place={place} process={process} />;
  return null;
}

/** What is selected, anew after every change of it or of the diagram. */
function useSelection(canvas: DesignCanvas): DiagramElement[] {
  const [, setCount] = useState(0);
  useEffect(() => canvas.listen(['selection.changed', 'elements.changed', 'root.set', 'import.done'], () => setCount((count) => count + 1)), [canvas]);
  return canvas.selection();
}

function Steps({ session, canvas, steps }: PanelProps & { steps: DiagramElement[] }) {
  const { t } = useTranslation('strategy');
  const strategies = useStore(session.store, (state) => state.strategies);
  const settings = new Set(steps.map((step) => settingOf(step.businessObject)));
  const [first, second] = settings;
  const [only] = steps;
  const activity = steps.length === 1 && only ? strategies.get(only.id) : undefined;
  return (
    <div className="strategy-panel">
      <StrategyChoice
        label={steps.length === 1 ? t('setting') : t('setting_many', { count: steps.length })}
        value={second === undefined ? (first ?? null) : null}
        onChange={(setting) => canvas.setStrategy(steps, setting)}
      />
      {activity ? (
        <>
          <ComputedLine activity={activity} locked={only !== undefined && isLocked(only)} />
          <Explanation activity={activity} />
          <Went session={session} element={activity.element} />
        </>
      ) : null}
      {steps.length > 1 ? <Mix session={session} ids={steps.map(({ id }) => id)} /> : null}
    </div>
  );
}

/** How the saved step went over all runs; nothing where it never ran. */
function Went({ session, element }: { session: DesignSession; element: string }) {
  const unsaved = useStore(session.store, (state) => state.unsaved);
  const { step, accept, dismiss } = useEvolution(session, element);
  if (!step) return null;
  return <Figures step={step} unsaved={unsaved} onAccept={(proposal) => void accept(proposal)} onDismiss={(proposal) => void dismiss(proposal)} />;
}

/** Whether the routine around an element lets nobody decide otherwise. */
function isLocked(element: DiagramElement): boolean {
  let around: BusinessObject | undefined = element.businessObject;
  while (around && around.$type !== 'bpmn:Process') around = around.$parent;
  return around !== undefined && !allowsOverride(around);
}

function Routine({ session, canvas, place, process }: PanelProps & { place: DiagramElement; process: BusinessObject }) {
  const { t } = useTranslation('strategy');
  return (
    <div className="strategy-panel">
      <StrategyChoice
        label={t('routineSetting')}
        inherit={t('notSet')}
        value={routineSettingOf(process)}
        onChange={(setting) => canvas.setRoutine(place, process, { executionStrategy: setting === 'inherit' ? undefined : setting })}
      />
      <Check
        label={t('allowOverride')}
        description={t('allowOverrideHelp')}
        checked={allowsOverride(process)}
        onChange={(allowed) => canvas.setRoutine(place, process, { allowStrategyOverride: allowed ? undefined : false })}
      />
      <Mix session={session} ids={null} />
    </div>
  );
}

/** How many steps come to each strategy. */
function Mix({ session, ids }: { session: DesignSession; ids: readonly string[] | null }) {
  const { t } = useTranslation('strategy');
  const strategies = useStore(session.store, (state) => state.strategies);
  const counted = [...strategies.values()].filter(({ element, source }) => source !== 'element' && (ids === null || ids.includes(element)));
  if (counted.length === 0) return null;
  return (
    <ul className="strategy-mix" aria-label={t('mix')}>
      {ALL.map((strategy) => (
        <li key={strategy}>
          <StrategyGlyph kind={strategy} /> {t('mixCount', { strategy: t(`name_${strategy}`), count: counted.filter((one) => one.strategy === strategy).length })}
        </li>
      ))}
    </ul>
  );
}
