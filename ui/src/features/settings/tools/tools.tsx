import { Plus, Wrench } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToolServer } from '../../../contract';
import { Button } from '../../../shared/button';
import { EmptyState, Loading } from '../../../shared/states';
import { loadTools, useTools } from '../../../stores/tools';
import { tellFailure } from '../../../stores/tell-failure';
import { Approvals } from './approvals';
import { DefinedTools } from './defined-tools';
import { ServerCard } from './server-card';
import { emptyServer, ServerDialog } from './server-dialog';
import { ToolList } from './tool-list';
import './tools.css';

const SOON_MS = 700;

/** Tool servers with their tools, the program's own tools, and who is asked before a call. */
export function Tools() {
  const { t } = useTranslation('tools');
  const settings = useTools((state) => state.settings);
  const [edited, setEdited] = useState<{ server: ToolServer; isNew: boolean } | null>(null);
  useEffect(() => void loadTools().catch(tellFailure), []);
  const isStarting = settings?.servers.some(({ state }) => state.state === 'starting') ?? false;
  useEffect(() => {
    if (!isStarting) return;
    const again = setInterval(() => void loadTools().catch(tellFailure), SOON_MS);
    return () => clearInterval(again);
  }, [isStarting]);
  if (!settings) return <Loading label={t('title')} />;
  const { servers, builtIn, defined, approvals } = settings;
  const add = (
    <Button kind={servers.length === 0 ? 'primary' : 'plain'} icon={<Plus aria-hidden />} onPress={() => setEdited({ server: emptyServer, isNew: true })}>
      {t('add')}
    </Button>
  );
  return (
    <div className="settings">
      <div className="settings-head">
        <p className="settings-hint">{t('help')}</p>
        {servers.length > 0 ? add : null}
      </div>
      {servers.length === 0 ? (
        <EmptyState icon={<Wrench aria-hidden />} title={t('none')} actions={add}>
          {t('noneHelp')}
        </EmptyState>
      ) : (
        <ul className="tool-servers">
          {servers.map((view) => (
            <ServerCard key={view.server.id} view={view} approvals={approvals} onEdit={() => setEdited({ server: view.server, isNew: false })} />
          ))}
        </ul>
      )}
      <Approvals key={JSON.stringify(approvals)} approvals={approvals} />
      <section aria-labelledby="tools-own">
        <h2 id="tools-own" className="settings-section">
          {t('builtIn')}
        </h2>
        <ToolList label={t('builtIn')} tools={builtIn} approvals={approvals} />
      </section>
      {defined.length > 0 ? <DefinedTools defined={defined} approvals={approvals} /> : null}
      {edited ? <ServerDialog {...edited} onClose={() => setEdited(null)} /> : null}
    </div>
  );
}
