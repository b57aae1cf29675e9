import { CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { IconButton } from '../../../shared/icon-button';
import { useRouter, type RunTab } from '../../../stores/router';
import { runSession } from '../../../stores/run/open-runs';
import { breakpointOn, toggleBreakpoint } from '../../run/holding/breakpoints';
import { hasEnded } from '../../run/sentences/run-state';

/** Has the open runs of this swarm held when an entry changes: one button for each of them. */
export function BreakOnChange({ swarmId, entryKey }: { swarmId: string; entryKey: string }) {
  const tabs = useRouter((state) => state.tabs);
  return tabs.map((tab) => (tab.kind === 'run' ? <InRun key={tab.runId} tab={tab} swarmId={swarmId} entryKey={entryKey} /> : null));
}

function InRun({ tab, swarmId, entryKey }: { tab: RunTab; swarmId: string; entryKey: string }) {
  const { t } = useTranslation('holding');
  const view = useStore(runSession(tab.runId).store, (run) => run.view);
  if (view?.swarm?.swarmId !== swarmId || hasEnded(view)) return null;
  const on = { kind: 'entry', key: entryKey } as const;
  return (
    <IconButton
      size="small"
      label={t('breakOnChangeIn', { run: tab.title })}
      icon={<CircleDot aria-hidden />}
      pressed={breakpointOn(view, on) !== undefined}
      onPress={() => toggleBreakpoint(view, on)}
    />
  );
}
