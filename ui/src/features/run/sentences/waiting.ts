import type { TFunction } from 'i18next';
import type { BranchView, WaitingOn } from '../../../contract';
import { clockTime, relativeTime } from '../../../shared/time';

/** What a sentence needs besides what it is about. */
export interface Speech {
  t: TFunction<'run'>;
  language: string;
  now: number;
}

const until = ({ language, now }: Speech, dueAt: number): string => {
  const clock = clockTime(dueAt, language).slice(0, -4);
  return `${clock} (${relativeTime(dueAt, now, language)})`;
};

/** What is waited for, in words; `awaited` are the branches that a join waits for, where they are known. */
export function waitingWords(speech: Speech, waitingOn: WaitingOn, awaited: readonly BranchView[] = []): string {
  const { t } = speech;
  switch (waitingOn.on) {
    case 'join':
      return awaited.length === 0
        ? t('waits.join', { arrived: waitingOn.arrived, needed: waitingOn.needed })
        : t('waits.joinFor', { count: awaited.length, letters: awaited.map(({ letter }) => letter).join(', '), arrived: waitingOn.arrived, needed: waitingOn.needed });
    case 'inputs':
      return t('waits.inputs', { names: waitingOn.missing.join(', ') });
    case 'worker':
      return t('waits.worker', { type: waitingOn.taskType });
    case 'routine':
      return t('waits.routine', { process: waitingOn.processId });
    case 'timer':
      return waitingOn.dueAt === null ? t('waits.timer') : t('waits.timerUntil', { time: until(speech, waitingOn.dueAt) });
    case 'tokens':
      return t('waits.tokens', { needed: waitingOn.needed });
    case 'swarm':
      return t('waits.swarm', { keys: waitingOn.keys.join(', ') });
    case 'retry':
      return t('waits.retry', { time: until(speech, waitingOn.dueAt) });
    case 'message':
      return waitingOn.correlationKey === null
        ? t('waits.message', { name: waitingOn.name })
        : t('waits.messageKey', { name: waitingOn.name, key: waitingOn.correlationKey });
    case 'signal':
      return t('waits.signal', { name: waitingOn.name });
    case 'step':
    case 'person':
    case 'decision':
    case 'conversation':
    case 'approval':
    case 'inside':
    case 'activation':
    case 'compensation':
    case 'condition':
    case 'events':
    case 'incident':
    case 'trigger':
      return t(`waits.${waitingOn.on}`);
  }
}
