import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { ApprovalPolicy, ToolServer, ToolServerState, ToolServerTest, ToolServerView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { ConfirmDialog } from '../../../shared/confirm-dialog';
import { keepTools } from '../../../stores/tools';
import { tellFailure } from '../../../stores/tell-failure';
import { failureWords } from '../../../words/failure-words';
import { SettingsCard, SettingsCardActions } from '../card';
import { ToolList } from './tool-list';

const TONES = { disabled: 'neutral', stopped: 'neutral', starting: 'amber', ready: 'green', crashed: 'red' } as const satisfies Record<
  ToolServerState['state'],
  string
>;

interface ServerCardProps {
  view: ToolServerView;
  approvals: ApprovalPolicy;
  onEdit: () => void;
}

/** One tool server: how it is, what it offers and what it has said. */
export function ServerCard({ view, approvals, onEdit }: ServerCardProps) {
  const { t } = useTranslation('tools');
  const { server, state, version, tools, log } = view;
  const { id, name } = server;
  const [isBusy, setBusy] = useState(false);
  const [test, setTest] = useState<ToolServerTest | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const act = (action: 'startToolServer' | 'stopToolServer' | 'restartToolServer' | 'removeToolServer') => {
    setBusy(true);
    const { [action]: begin } = backend();
    begin({ id })
      .then(keepTools, tellFailure)
      .finally(() => setBusy(false));
  };
  const ask = () => {
    setBusy(true);
    backend()
      .testToolServer({ id })
      .then(setTest, (failure: unknown) => setTest({ result: 'failed', code: asBackendError(failure).code, message: asBackendError(failure).message, tookMs: 0 }))
      .finally(() => setBusy(false));
  };
  const isRunning = state.state === 'ready' || state.state === 'starting';
  return (
    <SettingsCard
      name={name}
      id={id}
      marks={
        <>
          <Chip tone={TONES[state.state]}>{t(`state_${state.state}`)}</Chip>
          {version ? <span className="settings-hint">{version}</span> : null}
        </>
      }
    >
      <code className="tool-server-reach">{reachOf(server)}</code>
      {state.state === 'crashed' ? <p className="settings-error">{state.reason}</p> : null}
      <SettingsCardActions>
        {isRunning ? (
          <>
            <Button size="small" isDisabled={isBusy} onPress={() => act('restartToolServer')}>
              {t('restart')}
            </Button>
            <Button size="small" isDisabled={isBusy} onPress={() => act('stopToolServer')}>
              {t('stop')}
            </Button>
          </>
        ) : (
          <Button size="small" isDisabled={isBusy || state.state === 'disabled'} onPress={() => act('startToolServer')}>
            {t('start')}
          </Button>
        )}
        <Button size="small" isDisabled={isBusy || state.state === 'disabled'} onPress={ask}>
          {t('test')}
        </Button>
        <Button size="small" onPress={onEdit}>
          {t('edit')}
        </Button>
        <Button size="small" kind="quiet" onPress={() => setRemoving(true)}>
          {t('remove')}
        </Button>
      </SettingsCardActions>
      <p className="tool-server-test" role="status" data-result={test?.result}>
        {test?.result === 'answered' ? t('answered', { count: test.tools, ms: test.tookMs }) : null}
        {test?.result === 'failed' ? (
          <>
            <strong title={test.code}>{failureWords(test.code)}</strong> {test.message}
          </>
        ) : null}
      </p>
      {tools.length > 0 ? (
        <details>
          <summary>{t('toolCount', { count: tools.length })}</summary>
          <ToolList label={t('toolsOf', { name })} tools={tools} approvals={approvals} />
        </details>
      ) : null}
      {log.length > 0 ? (
        <details>
          <summary>{t('log')}</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached with the keyboard */}
          <pre className="tool-server-log" tabIndex={0} aria-label={t('logOf', { name })}>
            {log.join('\n')}
          </pre>
        </details>
      ) : null}
      <ConfirmDialog
        title={t('removeTitle', { name })}
        open={isRemoving}
        onClose={() => setRemoving(false)}
        keep={t('cancel')}
        confirm={t('remove')}
        onConfirm={() => act('removeToolServer')}
      >
        {t('removeHelp')}
      </ConfirmDialog>
    </SettingsCard>
  );
}

/** Where it is, as its owner wrote it. */
function reachOf({ reach }: ToolServer): string {
  return reach.kind === 'http' ? reach.url : [reach.command, ...reach.arguments].join(' ');
}
