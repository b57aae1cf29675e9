import { Circle, CircleDot, ListRestart, MousePointerClick, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunCanvas } from '../../../canvas/run-canvas';
import { ContextMenu, type MenuEntry } from '../../../shared/menu';
import { keysFor, shownKeys } from '../../../stores/commands';
import { breakpointOn, toggleBreakpoint } from '../holding/breakpoints';
import { useFlowNodes } from '../holding/flow-nodes';
import { useNames } from '../names';
import { askRestart } from '../holding/run-dialogs';
import { useChanges } from '../holding/shape-changes';
import { runTo } from '../run-commands';
import { useIsPast, useLive, useSession, useView } from '../run-context';
import { hasEnded } from '../sentences/run-state';
import { useOverrides } from '../strategy/override-menu';

interface Opened {
  element: string;
  at: { x: number; y: number };
}

/** What can be done with a shape, under the pointer or, from the keyboard, beside the shape that is selected. */
export function ShapeMenu({ canvas }: { canvas: RunCanvas }) {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const open = (event: MouseEvent) => {
      const shape = event.target instanceof Element ? event.target.closest<HTMLElement>('.djs-shape[data-element-id]') : null;
      const element = shape?.dataset['elementId'] ?? canvas.selected()[0];
      if (element === undefined || canvas.element(element)?.width === undefined) return;
      event.preventDefault();
      const isKey = event.clientX === 0 && event.clientY === 0;
      const box = isKey ? canvas.node.querySelector(`.djs-shape[data-element-id="${CSS.escape(element)}"]`)?.getBoundingClientRect() : null;
      setOpened({ element, at: box ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY } });
    };
    canvas.node.addEventListener('contextmenu', open);
    return () => canvas.node.removeEventListener('contextmenu', open);
  }, [canvas]);
  return opened === null ? null : <Opened key={opened.element} {...opened} onClose={() => setOpened(null)} />;
}

function Opened({ element, at, onClose }: Opened & { onClose: () => void }) {
  const { t } = useTranslation(['run', 'holding']);
  const session = useSession();
  const names = useNames();
  const isPast = useIsPast();
  const isFixed = useView(hasEnded) || isPast;
  const incident = useView((view) => view.incidents.find((one) => one.element === element) ?? null);
  const open = useView((view) => view.steps.find((step) => step.element === element && step.endedAt === null)?.id ?? null);
  const { entries, act, isActivity } = useOverrides(element, open, incident);
  const canRestart = useLive((view) => view.swarm === null && view.steps.some((step) => step.element === element)) && !isPast;
  const restart: MenuEntry = { id: 'restart', label: t('holding:restart.here'), icon: <ListRestart aria-hidden /> };
  const hold = useHolds(element);
  const change = useChanges(element);
  const isNode = useFlowNodes().includes(element);
  const inspect: MenuEntry = { id: 'inspect', label: t('inspect'), icon: <MousePointerClick aria-hidden /> };
  return (
    <ContextMenu
      label={names.element(element)}
      at={at}
      entries={[inspect, ...(canRestart ? [restart] : []), ...(isNode && !isFixed ? [...hold.entries, ...change.entries] : []), ...(isActivity && !isFixed ? ['line' as const, ...entries] : [])]}
      onClose={onClose}
      onAction={(id) => {
        if (id === 'restart') askRestart(element);
        else if (id === 'inspect') session.store.setState({ selected: element });
        else if (!hold.act(id) && !change.act(id)) act(id);
      }}
    />
  );
}

/** Going on as far as a shape, and holding the run before or after it. */
function useHolds(element: string) {
  const { t } = useTranslation('run');
  const view = useLive((whole) => whole);
  const sides = [
    { on: { kind: 'before', element }, set: t('breakHere'), unset: t('noBreakHere') },
    { on: { kind: 'after', element }, set: t('breakAfter'), unset: t('noBreakAfter') },
  ] as const;
  const keys = (id: string) => keysFor(id).slice(0, 1).map((one) => ({ keys: shownKeys(one) }))[0] ?? {};
  const entries: MenuEntry[] = [
    'line',
    { id: 'run.toHere', label: t('toHere'), icon: <Play aria-hidden />, ...keys('run.toHere') },
    ...sides.map(({ on, set, unset }) => {
      const isSet = breakpointOn(view, on) !== undefined;
      return { id: on.kind, label: isSet ? unset : set, icon: isSet ? <Circle aria-hidden /> : <CircleDot aria-hidden />, ...(on.kind === 'before' ? keys('run.breakpoint') : {}) };
    }),
  ];
  const act = (id: string): boolean => {
    const side = sides.find(({ on }) => on.kind === id);
    if (side) toggleBreakpoint(view, side.on);
    else if (id === 'run.toHere') runTo(view.runId, element);
    else return false;
    return true;
  };
  return { entries, act };
}
