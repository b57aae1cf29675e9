import { RotateCcw, Route, SkipForward } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { IncidentView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Menu } from '../../../shared/menu';
import { Moment } from '../../../shared/moment';
import { tellFailure } from '../../../stores/tell-failure';
import { failureName } from '../../../words/failure-words';
import { useRun } from '../run-context';
import { useOverrides } from '../strategy/override-menu';
import { JsonOutputs } from '../task/json-outputs';

/** What failed and why, and the ways on: again, without it, or with a result that somebody gives. */
export function IncidentPanel({ incident }: { incident: IncidentView }) {
  const { t } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const [isGiving, setGiving] = useState(false);
  const overrides = useOverrides(incident.element, incident.stepId, incident);
  const reference = { runId, incidentId: incident.id };
  return (
    <div className="panel">
      <div className="incident">
        <p className="incident-kind" title={incident.code}>
          {failureName(incident.code)}
        </p>
        <p className="incident-message">{incident.message}</p>
        <p className="incident-more">
          <Moment at={incident.raisedAt} />
        </p>
      </div>
      {isGiving ? (
        <JsonOutputs
          submit={t('giveResult')}
          onCancel={() => setGiving(false)}
          onSubmit={(outputs) => backend().resolveIncident({ ...reference, outputs })}
        />
      ) : (
        <div className="panel-actions">
          <Button kind="primary" icon={<RotateCcw aria-hidden />} onPress={() => void backend().retryIncident(reference).catch(tellFailure)}>
            {t('retry')}
          </Button>
          <Button icon={<SkipForward aria-hidden />} onPress={() => void backend().skipIncident(reference).catch(tellFailure)}>
            {t('skip')}
          </Button>
          {incident.stepId === null || !overrides.isActivity ? null : (
            <Menu
              label={t('retryAsMenu')}
              trigger={<Button icon={<Route aria-hidden />}>{t('retryAsMenu')}…</Button>}
              entries={overrides.entries}
              onAction={overrides.act}
            />
          )}
          {incident.stepId === null ? null : <Button onPress={() => setGiving(true)}>{t('giveResult')}…</Button>}
        </div>
      )}
    </div>
  );
}
