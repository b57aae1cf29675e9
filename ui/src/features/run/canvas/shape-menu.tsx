import { MousePointerClick } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunCanvas } from '../../../canvas/run-canvas';
import { ContextMenu } from '../../../shared/menu';
import { useNames } from '../names';
import { useIsPast, useSession, useView } from '../run-context';
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
  const { t } = useTranslation('run');
  const session = useSession();
  const names = useNames();
  const isPast = useIsPast();
  const isFixed = useView(hasEnded) || isPast;
  const incident = useView((view) => view.incidents.find((one) => one.element === element) ?? null);
  const open = useView((view) => view.steps.find((step) => step.element === element && step.endedAt === null)?.id ?? null);
  const { entries, act, isActivity } = useOverrides(element, open, incident);
  const inspect = { id: 'inspect', label: t('inspect'), icon: <MousePointerClick aria-hidden /> };
  return (
    <ContextMenu
      label={names.element(element)}
      at={at}
      entries={isActivity && !isFixed ? [inspect, 'line', ...entries] : [inspect]}
      onClose={onClose}
      onAction={(id) => (id === 'inspect' ? session.store.setState({ selected: element }) : act(id))}
    />
  );
}
