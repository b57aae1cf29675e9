import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { JsonValue, OpenTaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Choice } from '../../../shared/choice';
import { Moment } from '../../../shared/moment';
import { Loading } from '../../../shared/states';
import { useRun } from '../run-context';
import { FailForm } from './fail-form';
import { JsonOutputs } from './json-outputs';
import { PlainForm } from './plain-form';

const DrawnForm = lazy(() => import('./drawn-form'));

/** Work that waits for somebody: what is to be done, and the form with which it is done. */
export function TaskPanel({ task }: { task: OpenTaskView }) {
  const { t } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const [asJson, setAsJson] = useState(false);
  const [isFailing, setFailing] = useState(false);
  const complete = (outputs: Record<string, JsonValue>) => backend().completeStep({ runId, stepId: task.stepId, outputs });
  const words =
    task.audience === 'worker' ? t('task.worker', { type: task.taskType ?? '' }) : t(task.audience === 'manual' ? 'task.manual' : 'task.person');
  const submit = task.audience === 'manual' ? t('done') : t('task.complete');
  return (
    <div className="panel">
      <p className="task-line">
        <span>{words}</span>
        {task.assignee === null ? null : <span>{t('task.assignee', { name: task.assignee })}</span>}
        <Moment at={task.since} />
      </p>
      {task.instructions === null ? null : <p className="task-instructions">{task.instructions}</p>}
      {isFailing ? (
        <FailForm runId={runId} stepId={task.stepId} onCancel={() => setFailing(false)} />
      ) : (
        <>
          {task.audience === 'manual' ? null : (
            <Choice
              label={t('task.form')}
              labelHidden
              value={asJson ? 'json' : 'form'}
              choices={[
                { value: 'form', label: t('task.form') },
                { value: 'json', label: t('task.json') },
              ]}
              onChange={(way) => setAsJson(way === 'json')}
            />
          )}
          {asJson ? (
            <JsonOutputs submit={submit} begin={begunWith(task)} onSubmit={complete} />
          ) : task.form !== null && task.audience !== 'manual' ? (
            <Suspense fallback={<Loading label={t('task.form')} />}>
              <DrawnForm task={task} submit={submit} onSubmit={complete} />
            </Suspense>
          ) : (
            <PlainForm task={task} submit={submit} onSubmit={complete} />
          )}
          <Button kind="quiet" size="small" className="task-fail" onPress={() => setFailing(true)}>
            {t('task.fail')}…
          </Button>
        </>
      )}
    </div>
  );
}

/** What the fields hold at first, as one object. */
const begunWith = ({ fields }: OpenTaskView): Record<string, JsonValue> => Object.fromEntries(fields.map(({ key, value }) => [key, value]));
