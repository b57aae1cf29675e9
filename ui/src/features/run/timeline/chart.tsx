import { useEffect, useLayoutEffect, useMemo, useRef, useState, type PointerEvent, type WheelEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineBar } from '../../../contract';
import { useNow } from '../../../shared/now';
import { useRem } from '../../../shared/rem';
import { duration } from '../../../shared/time';
import { nested, type NestedRow, type Timeline } from '../../../stores/run/timeline';
import { BranchDisc } from '../branch-disc';
import { useNames } from '../names';
import { useRun, useSession, useView } from '../run-context';
import { hasEnded } from '../sentences/run-state';
import { useSpeech } from '../sentences/speech';
import { waitingWords } from '../sentences/waiting';
import { barAt, boxOf, seqAtX, type Sizes, type Viewport } from './geometry';
import { paint, type Scene } from './paint';
import { eventScale, momentsOf, timeOf, timeScale } from './scale';

interface ChartProps {
  timeline: Timeline;
  by: 'time' | 'events';
  zoom: number;
  onZoom: (zoom: number) => void;
}

/** Of the text size. */
const ROW = 1.5;
const AXIS = 1.25;
const COSTS = 2;
const BAR = 0.875;
const LABELS = 10;
/** Within so many px of its end the drawing means the present. */
const NEAR_END = 4;

function byBranch(bars: readonly TimelineBar[]): ReadonlyMap<string, readonly TimelineBar[]> {
  const found = new Map<string, TimelineBar[]>();
  for (const bar of bars) {
    const known = found.get(bar.branchId);
    if (known) known.push(bar);
    else found.set(bar.branchId, [bar]);
  }
  return found;
}

/** Rows of bars by branch, the cost below; dragging over it looks at the moment under the pointer. */
export function Chart({ timeline, by, zoom, onZoom }: ChartProps) {
  const { t } = useTranslation('run');
  const session = useSession();
  const speech = useSpeech();
  const names = useNames();
  const rem = useRem();
  const isOver = useRun(({ view }) => view !== null && hasEnded(view));
  const now = useNow(isOver ? 'minute' : 'second');
  const cursor = useRun((run) => run.cursor);
  const selected = useRun((run) => run.selected);
  const cap = useView(({ maxCredits }) => (maxCredits === null ? null : Number(maxCredits)));
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [place, setPlace] = useState({ width: 0, height: 0, left: 0, top: 0 });
  const [hovered, setHovered] = useState<{ bar: TimelineBar; x: number; y: number } | null>(null);

  const sizes: Sizes = useMemo(() => ({ row: Math.round(ROW * rem), axis: Math.round(AXIS * rem), costs: Math.round(COSTS * rem), bar: Math.round(BAR * rem) }), [rem]);
  const labels = Math.round(LABELS * rem);
  const rows = useMemo(() => nested(timeline.rows), [timeline.rows]);
  const barsOf = useMemo(() => byBranch(timeline.bars), [timeline.bars]);
  const moments = useMemo(() => momentsOf(timeline), [timeline]);
  const end = isOver ? timeline.lastAt : Math.max(now, timeline.lastAt);
  const scale = useMemo(() => (by === 'time' ? timeScale(timeline, moments, end) : eventScale(timeline)), [by, timeline, moments, end]);
  const until = useMemo(() => ({ seq: timeline.seq, time: end }), [timeline.seq, end]);
  const view: Viewport = useMemo(
    () => ({ width: Math.max(0, place.width - labels), height: place.height, left: place.left, top: place.top, whole: Math.max(1, (place.width - labels) * zoom) }),
    [place, labels, zoom],
  );

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => setPlace({ width: box.clientWidth, height: box.clientHeight, left: box.scrollLeft, top: box.scrollTop });
    const watching = new ResizeObserver(look);
    watching.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      watching.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);

  useEffect(() => {
    const sheet = canvas.current;
    const context = sheet?.getContext('2d');
    if (!sheet || !context || view.width === 0) return undefined;
    const sharp = devicePixelRatio || 1;
    sheet.width = Math.round(view.width * sharp);
    sheet.height = Math.round(view.height * sharp);
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    const at = cursor === null ? null : { seq: cursor, time: timeOf(moments, cursor) };
    const foldWords = (span: number) => t('timeline.folded', { span: duration(span, speech.language) });
    const scene: Scene = { timeline, rows, barsOf, scale, view, sizes, until, cursor: at, cap, selected, foldWords };
    const draw = () => paint(context, scene);
    draw();
    // Colours are the theme's.
    const watching = new MutationObserver(draw);
    watching.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => watching.disconnect();
  }, [timeline, rows, barsOf, scale, view, sizes, until, cursor, moments, cap, selected, t, speech]);

  const barUnder = (x: number, y: number): TimelineBar | null => {
    const row = rows[Math.floor((y - sizes.axis + view.top) / sizes.row)];
    if (!row || y < sizes.axis || y > view.height - sizes.costs) return null;
    return barAt(barsOf.get(row.row.branchId) ?? [], x, (bar) => boxOf(scale, view, bar, until));
  };
  const placeOf = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const scrub = (x: number) => {
    const isEnd = x + view.left >= view.whole - NEAR_END;
    session.lookAt(isEnd ? null : seqAtX(scale, view, x));
  };
  const pressed = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    const { x, y } = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    const bar = barUnder(x, y);
    if (bar) session.store.setState({ selected: bar.element });
    setHovered(null);
    scrub(x);
  };
  const moved = (event: PointerEvent<HTMLCanvasElement>) => {
    const { x, y } = placeOf(event);
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      scrub(x);
      return;
    }
    const bar = barUnder(x, y);
    setHovered(bar ? { bar, x, y } : null);
  };
  const wheeled = (event: WheelEvent) => {
    if (event.ctrlKey || event.metaKey) onZoom(event.deltaY < 0 ? zoom * 2 : zoom / 2);
  };

  const height = sizes.axis + rows.length * sizes.row + sizes.costs;
  return (
    <div ref={scroller} className="timeline-chart" onWheel={wheeled}>
      <div className="timeline-room" style={{ width: labels + view.whole, height }}>
        <div className="timeline-labels" style={{ width: labels, paddingTop: sizes.axis }}>
          <RowLabels rows={rows} view={view} sizes={sizes} />
          <span className="timeline-costs-label" style={{ height: sizes.costs, top: view.height - sizes.costs + view.top }}>
            {t('timeline.credits')}
          </span>
        </div>
        <canvas
          ref={canvas}
          className="timeline-canvas"
          style={{ left: labels, width: view.width, height: view.height }}
          aria-hidden
          onPointerDown={pressed}
          onPointerMove={moved}
          onPointerLeave={() => setHovered(null)}
        />
        {hovered ? (
          <p className="timeline-tip" role="presentation" style={{ left: labels + view.left + hovered.x, top: view.top + Math.max(0, hovered.y - sizes.row * 2) }}>
            <strong>{names.element(hovered.bar.element)}</strong>{' '}
            {hovered.bar.waitingOn ? waitingWords(speech, hovered.bar.waitingOn) : t(`timeline.phase.${hovered.bar.phase}`)}
            {' · '}
            {duration((hovered.bar.to ?? end) - hovered.bar.from, speech.language)}
            {hovered.bar.attempt > 1 ? ` · ${t('timeline.attempt', { attempt: hovered.bar.attempt })}` : null}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** The rows in view, by letter. */
function RowLabels({ rows, view, sizes }: { rows: readonly NestedRow[]; view: Viewport; sizes: Sizes }) {
  const { t } = useTranslation('run');
  const session = useSession();
  const names = useNames();
  const chosen = useRun((run) => run.chosenBranch);
  const first = Math.max(0, Math.floor(view.top / sizes.row));
  const end = Math.min(rows.length, Math.ceil((view.top + view.height) / sizes.row));
  return rows.slice(first, end).map(({ row, depth }, offset) => (
    <button
      key={row.branchId}
      type="button"
      className="timeline-row"
      aria-pressed={chosen === row.branchId}
      data-ended={row.to !== null}
      style={{ top: sizes.axis + (first + offset) * sizes.row, height: sizes.row, paddingInlineStart: `calc(var(--space-2) + ${Math.min(depth, 6)} * var(--space-3))` }}
      onClick={() => session.store.setState({ chosenBranch: row.branchId, selected: null })}
    >
      <BranchDisc letter={row.letter} colour={row.colour} hollow={row.to !== null} />
      <span>
        {row.inside === null ? t('timeline.branch', { letter: row.letter }) : row.iteration === null ? names.element(row.inside) : t('timeline.iteration', { element: names.element(row.inside), number: row.iteration })}
      </span>
    </button>
  ));
}
