import { useTranslation } from 'react-i18next';
import type { StepCallState, StepCallView } from '../../../contract';
import { Chip } from '../../../shared/chip';
import { clockTime } from '../../../shared/time';

type Tone = 'neutral' | 'accent' | 'red' | 'amber' | 'green';

const TONES: Record<StepCallState['state'], Tone> = {
  pendingApproval: 'amber',
  scheduled: 'amber',
  approvedAndReady: 'accent',
  rejectedByUser: 'red',
  rejectedByTimeout: 'red',
  executing: 'accent',
  completedWithSuccess: 'green',
  completedWithFailure: 'red',
  cancelledBySystem: 'neutral',
};

/** How a call stands, in words. */
export function CallChip({ call }: { call: StepCallView | undefined }) {
  const { t, i18n } = useTranslation('run');
  if (call === undefined) return null;
  const { state } = call;
  const more =
    state.state === 'rejectedByUser' || state.state === 'cancelledBySystem'
      ? state.reason
      : state.state === 'scheduled'
        ? clockTime(state.dueAt, i18n.language).slice(0, -4)
        : null;
  return (
    <Chip tone={TONES[state.state]} {...(more === null ? {} : { title: more })}>
      {t(`callState.${state.state}`)}
      {state.state === 'scheduled' ? ` ${more ?? ''}` : null}
    </Chip>
  );
}
