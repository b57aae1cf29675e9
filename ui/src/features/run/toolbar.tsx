import { ArrowDownToDot, ArrowUpFromDot, FastForward, ListRestart, PanelBottomClose, PanelBottomOpen, Pause, PencilRuler, Play, RedoDot, RotateCcw, Square } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { Chip } from '../../shared/chip';
import { ConfirmDialog } from '../../shared/confirm-dialog';
import { IconButton } from '../../shared/icon-button';
import { keysFor, runCommand, shownKeys, useCommands, useOffer } from '../../stores/commands';
import { useRouter, type RunTab } from '../../stores/router';
import { RunForSwarm } from './run-swarm';
import { RunStatusLine } from './status-line';
import { canContinue, canPause, canStep, canStepOut, canStop, cancelRun, continueRun, pauseRun, stepAll, stepFocused } from './run-commands';
import { askRestart } from './holding/run-dialogs';
import { SpeedMenu } from './holding/speed-menu';
import { hideLower, useLowerPanels } from './lower-panels';
import { useRun, useSession, useLive } from './run-context';
import { RecordNote } from './record-note';
import { requestRun } from './start/start-run';
import { TopUp } from './top-up';
import { VersionNote } from './version-note';

interface ToolbarProps {
  tab: RunTab;
}

/** The controls of a run, and how it stands. */
export function Toolbar({ tab }: ToolbarProps) {
  const { t } = useTranslation(['run', 'holding']);
  const session = useSession();
  const { runId } = tab;
  const view = useLive((whole) => whole);
  const chosen = useRun((run) => run.chosenBranch);
  const isPanelHidden = useLowerPanels((state) => state.isHidden);
  const [isStopping, setStopping] = useState(false);
  const isOver = !canStop(view);

  useOffer(
    useCallback(
      () => [
        {
          id: 'run.cancel',
          isEnabled: () => {
            const now = session.store.getState().view;
            return now !== null && canStop(now);
          },
          run: () => setStopping(true),
        },
      ],
      [session],
    ),
  );

  return (
    <div className="run-toolbar" role="toolbar" aria-label={t('toolbar')}>
      <Control id="run.continue" icon={<Play aria-hidden />} label={t('continue')} isDisabled={!canContinue(view)} onPress={() => continueRun(runId)} main />
      <Control id="run.pause" icon={<Pause aria-hidden />} label={t('pause')} isDisabled={!canPause(view)} onPress={() => pauseRun(runId)} />
      <Control id="run.cancel" icon={<Square aria-hidden />} label={t('stop')} isDisabled={isOver} onPress={() => setStopping(true)} />
      <span className="run-toolbar-line" />
      <Control id="run.step" icon={<RedoDot aria-hidden />} label={t('step')} isDisabled={!canStep(view)} onPress={() => stepFocused(session, 'over')} words />
      <Control id="run.stepInto" icon={<ArrowDownToDot aria-hidden />} label={t('stepInto')} isDisabled={!canStep(view)} onPress={() => stepFocused(session, 'into')} />
      <Control id="run.stepOut" icon={<ArrowUpFromDot aria-hidden />} label={t('stepOut')} isDisabled={!canStepOut(view, chosen)} onPress={() => stepFocused(session, 'out')} />
      <Control id="run.stepAll" icon={<FastForward aria-hidden />} label={t('stepAll')} isDisabled={!canStep(view)} onPress={() => stepAll(runId)} />
      <SpeedMenu isDisabled={isOver} />
      <Control
        id="run.restart"
        icon={<ListRestart aria-hidden />}
        label={t(view.swarm === null ? 'holding:restart.open' : 'holding:restart.swarm')}
        isDisabled={view.swarm !== null}
        onPress={() => askRestart()}
      />
      <span className="run-toolbar-line" />
      <RunStatusLine />
      {view.status === 'paused' && view.reason === 'maxCredits' && view.maxCredits !== null ? <TopUp runId={runId} most={view.maxCredits} /> : null}
      <span className="run-toolbar-space" />
      <RunForSwarm />
      {view.mode === 'tokenGame' ? <Chip>{t('tokenGame')}</Chip> : null}
      <RecordNote />
      <VersionNote />
      {isOver && tab.path !== '' ? (
        <Button
          size="small"
          icon={<RotateCcw aria-hidden />}
          onPress={() => void requestRun({ source: { source: 'file', path: tab.path }, name: tab.title, path: tab.path })}
        >
          {t('runAgain')}
        </Button>
      ) : null}
      <IconButton
        label={t('edit')}
        {...shortcut('view.designer')}
        icon={<PencilRuler aria-hidden />}
        isDisabled={tab.path === ''}
        onPress={() => {
          if (!runCommand('view.designer')) useRouter.getState().go('designer');
        }}
      />
      <IconButton
        label={isPanelHidden ? t('showPanel') : t('hidePanel')}
        icon={isPanelHidden ? <PanelBottomOpen aria-hidden /> : <PanelBottomClose aria-hidden />}
        onPress={() => hideLower(!isPanelHidden)}
      />
      <ConfirmDialog
        title={t('stopAsk')}
        open={isStopping}
        onClose={() => setStopping(false)}
        keep={t('stopKeep')}
        confirm={t('stopNow')}
        onConfirm={() => cancelRun(runId)}
      >
        {t('stopAskHelp')}
      </ConfirmDialog>
    </div>
  );
}

function shortcut(id: string): { keys?: string } {
  const [keys] = keysFor(id);
  return keys === undefined ? {} : { keys: shownKeys(keys) };
}

interface ControlProps {
  id: string;
  icon: ReactNode;
  label: string;
  isDisabled: boolean;
  onPress: () => void;
  /** The control that one looks for first. */
  main?: boolean;
  /** The words are shown beside the icon. */
  words?: boolean;
}

function Control({ id, icon, label, isDisabled, onPress, main = false, words = false }: ControlProps) {
  const { keys } = shortcut(id);
  useCommands((state) => state.registry);
  if (!main && !words) return <IconButton label={label} {...(keys === undefined ? {} : { keys })} icon={icon} isDisabled={isDisabled} onPress={onPress} />;
  return (
    <Button kind={main && !isDisabled ? 'primary' : 'quiet'} icon={icon} isDisabled={isDisabled} onPress={onPress} className="run-control">
      {label}
      {keys === undefined ? null : <kbd className="run-keys">{keys}</kbd>}
    </Button>
  );
}
