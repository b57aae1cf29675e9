import { RotateCcw, SkipForward } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { IncidentView, Strategy } from '../../../contract';
import { Button } from '../../../shared/button';
import { Moment } from '../../../shared/moment';
import { tellFailure } from '../../../stores/tell-failure';
import { useRun } from '../run-context';
import { JsonOutputs } from '../task/json-outputs';

const ALL = ['deterministic', 'reasoning', 'conversational'] as const satisfies readonly Strategy[];

/** What failed and why, and the ways on: again, without it, or with a result that somebody gives. */
export function IncidentPanel({ incident }: { incident: IncidentView }) {
  const { t } = useTranslation(['run', 'strategy']);
  const runId = useRun((run) => run.runId);
  const [isGiving, setGiving] = useState(false);
  const reference = { runId, incidentId: incident.id };
  return (
    <div className="panel">
      <div className="incident">
        <p className="incident-message">{incident.message}</p>
        <p className="incident-more">
          <code>{incident.code}</code>
          <Moment at={incident.raisedAt} />
        </p>
      </div>
      {isGiving ? (
        <JsonOutputs
          submit={t('run:giveResult')}
          onCancel={() => setGiving(false)}
          onSubmit={(outputs) => backend().resolveIncident({ ...reference, outputs })}
        />
      ) : (
        <div className="panel-actions">
          <Button kind="primary" icon={<RotateCcw aria-hidden />} onPress={() => void backend().retryIncident(reference).catch(tellFailure)}>
            {t('run:retry')}
          </Button>
          <Button icon={<SkipForward aria-hidden />} onPress={() => void backend().skipIncident(reference).catch(tellFailure)}>
            {t('run:skip')}
          </Button>
          {incident.stepId === null
            ? null
            : ALL.map((strategy) => (
                <Button key={strategy} kind="quiet" size="small" onPress={() => void backend().retryIncident({ ...reference, strategy }).catch(tellFailure)}>
                  {t('run:retryAs', { strategy: t(`strategy:name_${strategy}`) })}
                </Button>
              ))}
          {incident.stepId === null ? null : <Button onPress={() => setGiving(true)}>{t('run:giveResult')}…</Button>}
        </div>
      )}
    </div>
  );
}
