import { CircleCheck, CircleDashed, CirclePause, CircleSlash, CircleX, Clock3, LoaderCircle, Unplug, type LucideIcon } from 'lucide-react';
import { classNames } from '../../../shared/class-names';
import type { RunState } from './run-state';
import './state-mark.css';

const ICONS: Record<RunState, LucideIcon> = {
  scheduled: CircleDashed,
  running: LoaderCircle,
  waiting: Clock3,
  paused: CirclePause,
  interrupted: Unplug,
  completed: CircleCheck,
  failed: CircleX,
  cancelled: CircleSlash,
};

/** The state of a run as an icon; the words stand beside it. */
export function StateMark({ state }: { state: RunState }) {
  const Icon = ICONS[state];
  return <Icon aria-hidden className={classNames('state-mark', `state-mark-${state}`)} />;
}
