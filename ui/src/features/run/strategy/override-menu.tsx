import { Lock, Route, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { IncidentView, Strategy } from '../../../contract';
import { IconButton } from '../../../shared/icon-button';
import { Menu, type MenuEntry } from '../../../shared/menu';
import { tellFailure } from '../../../stores/tell-failure';
import { StrategyGlyph } from '../../strategy/glyph';
import { useRun } from '../run-context';
import { useComputedStrategies } from './run-strategies';

export const STRATEGIES = ['deterministic', 'reasoning', 'conversational'] as const satisfies readonly Strategy[];

/** What can be done about how an element's step is done: another way while it has not failed, again another way once it has. */
export function useOverrides(element: string, stepId: string | null, incident: IncidentView | null) {
  const { t } = useTranslation(['run', 'strategy']);
  const runId = useRun((run) => run.runId);
  const activity = useComputedStrategies().get(element);
  const isLocked = activity !== undefined && !activity.overridable;
  const isRetry = incident !== null && incident.stepId !== null;
  const entries: MenuEntry[] = STRATEGIES.map((strategy) => ({
    id: strategy,
    label: t(isRetry ? 'run:retryAs' : stepId === null ? 'run:fromNowOn' : 'run:doAs', { strategy: t(`strategy:name_${strategy}`) }),
    icon: <StrategyGlyph kind={strategy} />,
    disabled: isLocked,
  }));
  if (isLocked) entries.unshift({ id: 'locked', label: t('run:overrideLocked'), icon: <Lock aria-hidden />, disabled: true }, 'line');
  const act = (id: string) => {
    const strategy = STRATEGIES.find((one) => one === id);
    if (!strategy) return;
    const done = isRetry
      ? backend().retryIncident({ runId, incidentId: incident.id, strategy })
      : backend().overrideStrategy({ runId, element, setting: strategy, ...(stepId === null ? {} : { stepId }) });
    done.catch(tellFailure);
  };
  return { entries, act, isLocked, isRetry, isActivity: activity !== undefined && activity.source !== 'element' };
}

/** A button with the ways in which a step can be done. Nothing for what has no strategy. */
export function OverrideMenu({ element, name, stepId, incident }: { element: string; name: string; stepId: string | null; incident: IncidentView | null }) {
  const { t } = useTranslation('run');
  const { entries, act, isActivity, isRetry } = useOverrides(element, stepId, incident);
  if (!isActivity) return null;
  const label = t(isRetry ? 'retryAsOf' : 'doAsOf', { element: name });
  return (
    <Menu
      label={label}
      entries={entries}
      onAction={act}
      trigger={<IconButton size="small" label={label} icon={isRetry ? <RotateCcw aria-hidden /> : <Route aria-hidden />} onPress={() => undefined} />}
    />
  );
}
