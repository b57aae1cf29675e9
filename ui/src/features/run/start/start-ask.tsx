import { Play } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue, PathSelection, ProcessView, RunMode, RunSwarm, StrategySetting } from '../../../contract';
import { Button } from '../../../shared/button';
import { Check } from '../../../shared/check';
import { Choice } from '../../../shared/choice';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { Select } from '../../../shared/select';
import { useSettings } from '../../../stores/settings';
import { Fields } from '../task/fields';
import { draftsOf, readForm, readRecord, type Drafts, type Fault } from '../task/form-values';
import { StrategyChoice } from '../../strategy/strategy-choice';
import { CostLine } from './cost-line';
import { closeStartDialog, startAtOnce, type StartDialog } from './start-run';
import { SwarmChoice } from './swarm-choice';
import './start.css';

const SELECTIONS = ['first', 'random', 'manual', 'model'] as const satisfies readonly PathSelection[];
const MODES = ['data', 'tokenGame'] as const satisfies readonly RunMode[];
const FORM = 'start-run';

const executable = (processes: readonly ProcessView[]): readonly ProcessView[] => {
  const marked = processes.filter((process) => process.executable);
  return marked.length > 0 ? marked : processes;
};

/** Which process, with what, and how. */
export function StartDialogAsk({ dialog }: { dialog: Extract<StartDialog, { kind: 'ask' }> }) {
  const { t } = useTranslation('run');
  const { startable } = dialog;
  const processes = executable(dialog.processes);
  const settings = useSettings((state) => state.settings);
  const [processId, setProcessId] = useState(processes[0]?.id ?? null);
  const fields = processes.find(({ id }) => id === processId)?.inputs ?? [];
  const [drafts, setDrafts] = useState<Drafts>(() => draftsOf(fields));
  const [faults, setFaults] = useState<Readonly<Record<string, Fault>>>({});
  const [asJson, setAsJson] = useState(false);
  const [json, setJson] = useState('{}');
  const [jsonError, setJsonError] = useState<string | null>(null);
  const [paused, setPaused] = useState(dialog.paused);
  const [holdsOnError, setHoldsOnError] = useState(false);
  const [selection, setSelection] = useState<PathSelection>(settings?.pathSelection ?? 'first');
  const [mode, setMode] = useState<RunMode>(dialog.mode);
  const [testMode, setTestMode] = useState(false);
  const [strategy, setStrategy] = useState<StrategySetting>('inherit');
  const [swarm, setSwarm] = useState<RunSwarm | null>(startable.swarm ?? null);
  const known = asJson ? (readRecord(json) ?? {}) : readForm(fields, drafts).values;

  const choose = (id: string) => {
    setProcessId(id);
    setDrafts(draftsOf(processes.find((process) => process.id === id)?.inputs ?? []));
    setFaults({});
  };
  const inputs = (): Record<string, JsonValue> | null => {
    if (asJson) {
      const record = readRecord(json);
      setJsonError(record ? null : t('task.badRecord'));
      return record;
    }
    const read = readForm(fields, drafts);
    setFaults(read.faults);
    return Object.keys(read.faults).length === 0 ? read.values : null;
  };
  const start = (event: FormEvent) => {
    event.preventDefault();
    const given = mode === 'data' ? inputs() : {};
    const { swarm: _, ...alone } = startable;
    const chosen = mode === 'data' && swarm ? { ...alone, swarm } : alone;
    if (given) void startAtOnce(chosen, { processId, inputs: given, paused, mode, pathSelection: selection, testMode, holdsOnError, defaultStrategy: strategy === 'inherit' ? null : strategy });
  };
  const toJson = (wanted: boolean) => {
    if (wanted) setJson(JSON.stringify(readForm(fields, drafts).values, null, 2));
    setAsJson(wanted);
  };

  return (
    <Dialog
      title={t('start.title', { name: startable.name })}
      open
      onClose={closeStartDialog}
      actions={
        <>
          <Button onPress={closeStartDialog}>{t('start.cancel')}</Button>
          <Button kind="primary" type="submit" form={FORM} icon={<Play aria-hidden />}>
            {t('start.run')}
          </Button>
        </>
      }
    >
      <form id={FORM} className="start" onSubmit={start} noValidate>
        {processes.length > 1 ? (
          <Select
            label={t('start.process')}
            value={processId}
            choices={processes.map(({ id, name }) => ({ value: id, label: name ?? id }))}
            onChange={choose}
          />
        ) : null}
        {mode === 'data' ? (
          <section className="start-inputs" aria-label={t('start.inputs')}>
            <Choice
              label={t('start.inputs')}
              value={asJson ? 'json' : 'form'}
              choices={[
                { value: 'form', label: t('task.form') },
                { value: 'json', label: t('task.json') },
              ]}
              onChange={(way) => toJson(way === 'json')}
            />
            {asJson ? (
              <TextField label={t('start.inputs')} labelHidden value={json} onChange={setJson} error={jsonError} rows={6} mono />
            ) : fields.length === 0 ? (
              <p className="start-none">{t('start.noInputs')}</p>
            ) : (
              <Fields fields={fields} drafts={drafts} faults={faults} onChange={setDrafts} />
            )}
          </section>
        ) : null}
        {mode === 'data' ? (
          <section className="start-how">
            <StrategyChoice label={t('start.strategy')} inherit={t('start.strategyAsRoutine')} value={strategy} onChange={setStrategy} />
            <p className="start-none">{t('start.strategyHelp')}</p>
            <SwarmChoice value={swarm} onChange={setSwarm} />
            <Check label={t('start.test')} description={t('start.testHelp')} checked={testMode} onChange={setTestMode} />
            <CostLine source={startable.source} processId={processId} inputs={known} strategy={strategy} testMode={testMode} />
          </section>
        ) : null}
        <section className="start-how">
          <Check label={t('start.paused')} description={t('start.pausedHelp')} checked={paused} onChange={setPaused} />
          <Check label={t('start.holdOnError')} description={t('start.holdOnErrorHelp')} checked={holdsOnError} onChange={setHoldsOnError} />
          <Choice
            label={t('start.selection')}
            value={selection}
            choices={SELECTIONS.map((value) => ({ value, label: t(`start.selection_${value}`) }))}
            onChange={setSelection}
          />
          <Choice
            label={t('start.mode')}
            value={mode}
            choices={MODES.map((value) => ({ value, label: t(`start.mode_${value}`) }))}
            onChange={setMode}
          />
        </section>
      </form>
    </Dialog>
  );
}
