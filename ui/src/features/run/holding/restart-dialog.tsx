import { RotateCcw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { PlannedStep, RestartFrom, RestartPlan, RunView, ScopeView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Check } from '../../../shared/check';
import { Choice } from '../../../shared/choice';
import { Dialog } from '../../../shared/dialog';
import { useRouter } from '../../../stores/router';
import { tellFailure } from '../../../stores/tell-failure';
import { useNames } from '../names';
import { inspectedElement, useLive, useRun } from '../run-context';
import { editedVariables, isWrongEdit, VariableEdits, type Edit } from '../timeline/variable-edits';
import './restart.css';

const FROM = ['start', 'step', 'failed'] as const;
type From = (typeof FROM)[number];
const DATA = ['recorded', 'edited'] as const;
const DEFINITIONS = ['ran', 'current'] as const;

const hasFailed = (view: RunView) => view.incidents.length > 0 || view.steps.some(({ status }) => status === 'failed');

const placeOf = (from: From, stepId: string | undefined): RestartFrom =>
  from === 'step' && stepId !== undefined ? { from: 'step', stepId } : from === 'failed' ? { from: 'failed' } : { from: 'start' };

/** What the dialog knows of a plan: none while it is asked for. */
type Planned = { plan: RestartPlan; scopes: readonly ScopeView[] } | { refused: string } | null;

/** The plan, and the variables that there were where it leaves the record. */
async function planned(runId: string, from: RestartFrom, current: boolean): Promise<Exclude<Planned, null>> {
  try {
    const plan = await backend().planRestart({ runId, from, current });
    const at = plan.at ?? (await backend().planRestart({ runId, from: { from: 'start' } })).at;
    const scopes = at === null ? [] : (await backend().readRunAt({ runId, seq: at })).scopes;
    return { plan, scopes };
  } catch (failure) {
    return { refused: asBackendError(failure).message };
  }
}

interface RestartDialogProps {
  /** The step at this element is what it begins from; the inspected one when null. */
  element: string | null;
  path: string;
  title: string;
  onClose: () => void;
}

/** Begins the run anew, as a run of its own: from where, with which definition, with which data, and what that takes from the record. */
export default function RestartDialog({ element: asked, path, title, onClose }: RestartDialogProps) {
  const { t } = useTranslation(['holding', 'run']);
  const names = useNames();
  const view = useLive((whole) => whole);
  const { runId } = view;
  const inspected = useRun(inspectedElement);
  const element = asked ?? inspected;
  const step = view.steps.findLast((one) => one.element === element);
  const [chosen, setFrom] = useState<From>(asked !== null && step ? 'step' : hasFailed(view) ? 'failed' : 'start');
  const [definition, setDefinition] = useState<(typeof DEFINITIONS)[number]>('ran');
  const [data, setData] = useState<(typeof DATA)[number]>('recorded');
  const [edited, setEdited] = useState<{ about: string; edits: readonly Edit[] }>({ about: '', edits: [] });
  const [paused, setPaused] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<{ about: string; planned: Planned }>({ about: '', planned: null });
  const isCurrent = definition === 'current';
  const from: From = isCurrent ? 'start' : chosen;
  const stepId = step?.id;
  // What was answered and edited is about one place and one definition, and forgotten with them.
  const about = JSON.stringify([from, from === 'step' ? stepId : null, isCurrent]);
  const known = answer.about === about ? answer.planned : null;
  const edits = edited.about === about ? edited.edits : [];

  useEffect(() => {
    let isWanted = true;
    void planned(runId, placeOf(from, stepId), isCurrent).then((made) => (isWanted ? setAnswer({ about, planned: made }) : undefined));
    return () => {
      isWanted = false;
    };
  }, [runId, from, stepId, isCurrent, about]);

  const scopes = known !== null && 'plan' in known ? known.scopes : [];
  const restart = () => {
    setAsking(true);
    backend()
      .restartRun({ runId, from: placeOf(from, stepId), current: isCurrent, variables: data === 'edited' ? editedVariables(scopes, edits) : [], paused })
      .then((begun) => {
        onClose();
        useRouter.getState().openRun(begun.runId, path, t('holding:restart.newTitle', { title }));
      }, tellFailure)
      .finally(() => setAsking(false));
  };
  const offered = FROM.filter((one) => one === 'start' || (one === 'step' ? step !== undefined : hasFailed(view)));
  return (
    <Dialog
      title={t('holding:restart.title', { title })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('holding:restart.not')}</Button>
          <Button
            kind="primary"
            icon={<RotateCcw aria-hidden />}
            isDisabled={isAsking || known === null || 'refused' in known || (data === 'edited' && edits.some(isWrongEdit))}
            onPress={restart}
          >
            {t('holding:restart.now')}
          </Button>
        </>
      }
    >
      <div className="restart">
        <p>{t('holding:restart.help')}</p>
        {path === '' ? null : (
          <Choice
            label={t('holding:restart.definition')}
            value={definition}
            choices={DEFINITIONS.map((value) => ({ value, label: t(`holding:restart.definition_${value}`) }))}
            onChange={setDefinition}
          />
        )}
        {isCurrent ? (
          <p className="holding-note">{t('holding:restart.currentHelp')}</p>
        ) : (
          <Choice
            label={t('holding:restart.from')}
            value={from}
            choices={offered.map((value) => ({ value, label: t(`holding:restart.from_${value}`, { element: element === null ? '' : names.element(element) }) }))}
            onChange={setFrom}
          />
        )}
        <Choice label={t('holding:restart.data')} value={data} choices={DATA.map((value) => ({ value, label: t(`holding:restart.data_${value}`) }))} onChange={setData} />
        {data === 'edited' ? <VariableEdits scopes={scopes} edits={edits} onChange={(list) => setEdited({ about, edits: list })} /> : null}
        <Check label={t('holding:restart.paused')} checked={paused} onChange={setPaused} />
        <div className="restart-plan" role="status">
          {known === null ? <p>{t('holding:restart.asking')}</p> : 'refused' in known ? <p className="changes-refused">{known.refused}</p> : <Plan plan={known.plan} />}
        </div>
      </div>
    </Dialog>
  );
}

function Plan({ plan: { at, kept, again, credits } }: { plan: RestartPlan }) {
  const { t } = useTranslation('holding');
  const names = useNames();
  const list = (steps: readonly PlannedStep[]) => steps.map(({ element }) => names.element(element)).join(', ');
  return (
    <>
      <p className="restart-line">
        {[
          t('restart.kept', { count: kept.length }),
          t('restart.again', { count: again.length }),
          again.length === 0 ? null : credits === '0' ? t('restart.costNothing') : t('restart.cost', { credits }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
      {at === null ? <p className="holding-note">{t('restart.nothingShared')}</p> : null}
      {kept.length === 0 ? null : <p className="holding-note">{t('restart.keptSteps', { steps: list(kept) })}</p>}
      {again.length === 0 ? null : <p className="holding-note">{t('restart.againSteps', { steps: list(again) })}</p>}
    </>
  );
}
