import type { BurnDown } from '../../../contract';

/** The account as lines in a box of 100 by 100; y grows downwards. */
export interface Curve {
  spent: string;
  /** Spent and kept back together. */
  bound: string;
  cap: string | null;
  /** From now to where the cap is reached. */
  projection: string | null;
  /** Time at the right edge, in ms since 1970. */
  until: number;
  /** Credits at the top. */
  most: number;
}

/** A projection further away than this many times what has passed is not drawn. */
const FAR = 3;

/** The account goes in steps: nothing changes between two points. */
export function curveOf({ points, exhaustedAt }: BurnDown): Curve | null {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return null;
  const passed = Math.max(1, last.time - first.time);
  const isNear = exhaustedAt !== null && exhaustedAt - last.time <= passed * FAR;
  const until = isNear ? Math.max(exhaustedAt, last.time) : last.time;
  const span = Math.max(1, until - first.time);
  const most = Math.max(1e-6, ...points.map(({ spent, reserved, cap }) => Math.max(Number(spent) + Number(reserved), Number(cap ?? 0))));
  const x = (time: number) => (((time - first.time) / span) * 100).toFixed(2);
  const y = (amount: number) => (100 - (amount / most) * 100).toFixed(2);
  const steps = (amountOf: (point: BurnDown['points'][number]) => number) =>
    points.map((point, index) => `${index === 0 ? 'M' : 'H'}${x(point.time)}${index === 0 ? ',' : ' V'}${y(amountOf(point))}`).join(' ');
  const cap = Number(last.cap);
  return {
    spent: steps(({ spent }) => Number(spent)),
    bound: steps(({ spent, reserved }) => Number(spent) + Number(reserved)),
    cap: last.cap === null ? null : `${steps((point) => Number(point.cap ?? last.cap))} H100`,
    projection: isNear && last.cap !== null ? `M${x(last.time)},${y(Number(last.spent))} L${x(exhaustedAt)},${y(cap)}` : null,
    until,
    most,
  };
}
