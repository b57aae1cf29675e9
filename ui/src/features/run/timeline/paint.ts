import type { TimelineBar, TimelinePhase } from '../../../contract';
import type { NestedRow, Timeline } from '../../../stores/run/timeline';
import { boxOf, xOf, type Sizes, type Viewport } from './geometry';
import type { Moment, Scale } from './scale';

/** All that a drawing of the timeline depends on. */
export interface Scene {
  timeline: Timeline;
  rows: readonly NestedRow[];
  barsOf: ReadonlyMap<string, readonly TimelineBar[]>;
  scale: Scale;
  view: Viewport;
  sizes: Sizes;
  /** Where what goes on ends for now. */
  until: Moment;
  /** The entry that is looked at; null for the present. */
  cursor: Moment | null;
  /** What the run may cost; null without a cap. */
  cap: number | null;
  /** The element that is selected on the drawing. */
  selected: string | null;
  foldWords: (span: number) => string;
}

type Ink = (token: string) => string;

const PHASE_INK: Readonly<Record<TimelinePhase, string>> = {
  queued: '--state-skipped',
  working: '--state-running',
  thinking: '--strategy-reasoning',
  tool: '--strategy-deterministic',
  waiting: '--state-waiting',
};

/** The colour of a phase, for the legend. */
export const phaseInk = (phase: TimelinePhase): string => `var(${PHASE_INK[phase]})`;

/** Draws what is in view. Phases differ by shape as well as by colour: outlined, filled, striped, dotted, a thin line. */
export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const style = getComputedStyle(context.canvas);
  const ink: Ink = (token) => style.getPropertyValue(token).trim();
  const { view, sizes } = scene;
  context.clearRect(0, 0, view.width, view.height);
  context.font = `${style.fontSize} ${style.fontFamily}`;
  const bottom = view.height - sizes.costs;
  drawFolds(context, scene, ink, bottom);
  drawPauses(context, scene, ink, bottom);
  context.save();
  context.beginPath();
  context.rect(0, sizes.axis, view.width, bottom - sizes.axis);
  context.clip();
  drawRows(context, scene, ink);
  context.restore();
  drawFlags(context, scene, ink);
  drawCosts(context, scene, ink);
  drawCursor(context, scene, ink);
}

function drawFolds(context: CanvasRenderingContext2D, { scale, view, sizes, foldWords }: Scene, ink: Ink, bottom: number): void {
  for (const { from, to, left, right, isFolded } of scale.stretches) {
    if (!isFolded) continue;
    const x = left * view.whole - view.left;
    const width = (right - left) * view.whole;
    if (x > view.width || x + width < 0) continue;
    context.fillStyle = ink('--sunken');
    context.fillRect(x, 0, width, bottom);
    const words = foldWords(to - from);
    const size = context.measureText(words).width;
    context.fillStyle = ink('--text-3');
    context.textBaseline = 'middle';
    if (size < width - 4) context.fillText(words, x + (width - size) / 2, sizes.axis / 2);
  }
}

function drawPauses(context: CanvasRenderingContext2D, { timeline, scale, view, sizes, until }: Scene, ink: Ink, bottom: number): void {
  context.fillStyle = ink('--line');
  for (const { fromSeq, from, toSeq, to } of timeline.pauses) {
    const left = xOf(scale, view, { seq: fromSeq, time: from });
    const right = xOf(scale, view, toSeq === null || to === null ? until : { seq: toSeq, time: to });
    // Two thin lines as on a pause button, at the top only: nothing is hidden by it.
    context.fillRect(left, sizes.axis - 3, Math.max(1, right - left), 2);
    context.fillRect(left, sizes.axis - 3, 1, bottom - sizes.axis + 3);
  }
}

function drawRows(context: CanvasRenderingContext2D, scene: Scene, ink: Ink): void {
  const { rows, view, sizes, barsOf, scale, until, selected } = scene;
  const first = Math.max(0, Math.floor(view.top / sizes.row));
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / sizes.row));
  for (let index = first; index < last; index += 1) {
    const shown = rows[index];
    if (!shown) continue;
    const middle = sizes.axis + index * sizes.row - view.top + sizes.row / 2;
    context.fillStyle = ink('--line');
    context.fillRect(0, middle + sizes.row / 2 - 1, view.width, 1);
    for (const bar of barsOf.get(shown.row.branchId) ?? []) {
      const { left, width } = boxOf(scale, view, bar, until);
      if (left + width < 0 || left > view.width) continue;
      drawBar(context, bar, left, middle, width, sizes.bar, ink);
      if (bar.element === selected) {
        context.strokeStyle = ink('--text-1');
        context.lineWidth = 1.5;
        context.strokeRect(left - 0.5, middle - sizes.bar / 2 - 1.5, width + 1, sizes.bar + 3);
      }
    }
  }
}

function drawBar(context: CanvasRenderingContext2D, bar: TimelineBar, left: number, middle: number, width: number, height: number, ink: Ink): void {
  const colour = bar.end === 'failed' || bar.waitingOn?.on === 'incident' ? ink('--state-failed') : ink(PHASE_INK[bar.phase]);
  const top = middle - height / 2;
  context.fillStyle = colour;
  switch (bar.phase) {
    case 'waiting':
      context.fillRect(left, middle - 1.5, width, 3);
      context.fillRect(left, top + 2, 1.5, height - 4);
      return;
    case 'queued':
      context.strokeStyle = colour;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, top + 0.5, Math.max(1, width - 1), height - 1);
      return;
    case 'working':
      context.fillRect(left, top, width, height);
      return;
    case 'thinking':
      context.fillRect(left, top, width, height);
      stripe(context, left, top, width, height, ink('--strategy-ink'));
      return;
    case 'tool':
      context.fillRect(left, top, width, height);
      context.fillStyle = ink('--strategy-ink');
      for (let x = left + 3; x < left + width - 3; x += 6) context.fillRect(x, middle - 1, 2, 2);
      return;
  }
}

function stripe(context: CanvasRenderingContext2D, left: number, top: number, width: number, height: number, colour: string): void {
  if (width < 6) return;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.globalAlpha = 0.45;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let x = left - height; x < left + width; x += 6) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}

function drawFlags(context: CanvasRenderingContext2D, { timeline, scale, view, sizes }: Scene, ink: Ink): void {
  for (const flag of timeline.flags) {
    const x = xOf(scale, view, flag);
    if (x < -8 || x > view.width + 8) continue;
    context.fillStyle = flag.kind === 'incidentRaised' ? ink('--state-failed') : ink('--accent');
    context.fillRect(x, 3, 1.5, sizes.axis - 5);
    context.beginPath();
    context.moveTo(x, 3);
    context.lineTo(x + 8, 6.5);
    context.lineTo(x, 10);
    context.fill();
  }
}

function drawCosts(context: CanvasRenderingContext2D, { timeline, scale, view, sizes, cap, until }: Scene, ink: Ink): void {
  const top = view.height - sizes.costs;
  context.fillStyle = ink('--line');
  context.fillRect(0, top, view.width, 1);
  const spent = timeline.costs.map(({ credits }) => Number(credits));
  const most = spent.reduce((highest, credits) => Math.max(highest, credits), cap ?? 0);
  if (most === 0) return;
  const room = sizes.costs - 8;
  const y = (credits: number) => view.height - 4 - (credits / most) * room;
  if (cap !== null) {
    context.strokeStyle = ink('--state-failed');
    context.setLineDash([4, 3]);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, y(cap));
    context.lineTo(view.width, y(cap));
    context.stroke();
    context.setLineDash([]);
  }
  context.strokeStyle = ink('--text-2');
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(xOf(scale, view, { seq: 1, time: timeline.beganAt }), y(0));
  let before = 0;
  timeline.costs.forEach((cost, index) => {
    const x = xOf(scale, view, cost);
    context.lineTo(x, y(before));
    before = spent[index] ?? before;
    context.lineTo(x, y(before));
  });
  context.lineTo(xOf(scale, view, until), y(before));
  context.stroke();
}

function drawCursor(context: CanvasRenderingContext2D, { cursor, scale, view }: Scene, ink: Ink): void {
  if (cursor === null) return;
  const x = Math.round(xOf(scale, view, cursor));
  context.fillStyle = ink('--accent');
  context.fillRect(x - 0.75, 0, 1.5, view.height);
  context.beginPath();
  context.moveTo(x - 5, 0);
  context.lineTo(x + 5, 0);
  context.lineTo(x, 6);
  context.fill();
}
