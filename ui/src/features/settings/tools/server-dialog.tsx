import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { ToolServer, ToolServerReach, ToolServerSetting } from '../../../contract';
import { Button } from '../../../shared/button';
import { Check } from '../../../shared/check';
import { Choice } from '../../../shared/choice';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { keepTools, useTools } from '../../../stores/tools';
import { freeId, idFrom } from '../free-id';
import { ServerSettings } from './server-settings';

const PROGRAM: ToolServerReach = { kind: 'program', command: '', arguments: [], environment: [], folder: null };
const HTTP: ToolServerReach = { kind: 'http', url: '', headers: [] };
const LONGEST_ID = 24;

/** A server to begin with; its limits are what the program takes for usual. */
export const emptyServer: ToolServer = { id: '', name: '', reach: PROGRAM, enabled: true, trusted: false, startMs: 30_000, callMs: 120_000, resultBytes: 1_000_000 };

interface ServerDialogProps {
  server: ToolServer;
  isNew: boolean;
  onClose: () => void;
}

/** Asks for a tool server. Values that nobody may see are named as secrets. */
export function ServerDialog({ server: given, isNew, onClose }: ServerDialogProps) {
  const { t } = useTranslation('tools');
  const [server, setServer] = useState(given);
  const [lines, setLines] = useState(given.reach.kind === 'program' ? given.reach.arguments.join('\n') : '');
  const [error, setError] = useState<string | null>(null);
  const taken = useTools((state) => state.settings?.servers ?? []);
  const { reach } = server;
  const set = (change: Partial<ToolServer>) => setServer({ ...server, ...change });
  const isComplete = server.name.trim() !== '' && (reach.kind === 'http' ? reach.url : reach.command).trim() !== '';
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete) return;
    const id = isNew ? freeId(idFrom(server.name).replaceAll('_', '-').slice(0, LONGEST_ID), taken.map((one) => one.server.id)) : server.id;
    const all = reach.kind === 'http' ? reach : { ...reach, arguments: lines.split('\n').filter((line) => line !== '') };
    backend()
      .saveToolServer({ server: { ...server, id, reach: all } })
      .then(
        (settings) => {
          keepTools(settings);
          onClose();
        },
        (failure: unknown) => {
          const { message, hint } = asBackendError(failure);
          setError(hint ? `${message} ${hint}` : message);
        },
      );
  };
  const settings = reach.kind === 'http' ? reach.headers : reach.environment;
  const setSettings = (changed: ToolServerSetting[]) =>
    set({ reach: reach.kind === 'http' ? { ...reach, headers: changed } : { ...reach, environment: changed } });
  return (
    <Dialog
      title={isNew ? t('addTitle') : t('editTitle', { name: given.name })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form="tool-server" isDisabled={!isComplete}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="tool-server" className="settings-form" onSubmit={save}>
        <TextField label={t('name')} value={server.name} onChange={(name) => set({ name })} focusFirst required />
        {isNew ? (
          <Choice
            label={t('reach')}
            value={reach.kind}
            choices={[
              { value: 'program' as const, label: t('reach_program') },
              { value: 'http' as const, label: t('reach_http') },
            ]}
            onChange={(kind) => set({ reach: kind === 'http' ? HTTP : PROGRAM })}
          />
        ) : null}
        {reach.kind === 'http' ? (
          <TextField label={t('url')} value={reach.url} onChange={(url) => set({ reach: { ...reach, url } })} mono required />
        ) : (
          <>
            <TextField label={t('command')} value={reach.command} onChange={(command) => set({ reach: { ...reach, command } })} description={t('commandHelp')} mono required />
            <TextField label={t('arguments')} value={lines} onChange={setLines} description={t('argumentsHelp')} rows={3} mono />
            <TextField label={t('folder')} value={reach.folder ?? ''} onChange={(folder) => set({ reach: { ...reach, folder: folder || null } })} mono />
          </>
        )}
        <ServerSettings label={t(reach.kind === 'http' ? 'headers' : 'environment')} settings={settings} onChange={setSettings} />
        <Check label={t('enabled')} checked={server.enabled} onChange={(enabled) => set({ enabled })} />
        <Check label={t('trustedServer')} description={t('trustedServerHelp')} checked={server.trusted} onChange={(trusted) => set({ trusted })} />
        {error === null ? null : (
          <p className="settings-error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
