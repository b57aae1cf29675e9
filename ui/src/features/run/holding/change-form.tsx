import { Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BranchView, Intervention, JsonValue, ScopeView, StrategySetting } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { parsed } from '../../../shared/parsed';
import { Select } from '../../../shared/select';
import { useNames } from '../names';
import { focusedBranch, inspectedNode, useLive, useRun } from '../run-context';
import { STRATEGIES } from '../strategy/override-menu';
import { useFlowNodes } from './flow-nodes';
import { addChange, type ChangeDraft } from './tray';

const KINDS = ['setVariable', 'skipStep', 'retryStep', 'moveBranch', 'addBranch', 'cancelBranch'] as const satisfies readonly Intervention['kind'][];

/** A variable that is there, or a place for a new one: `name` is empty then. */
interface Place {
  id: string;
  scope: ScopeView;
  name: string;
}

const placeId = (scopeId: string, name: string) => JSON.stringify([scopeId, name]);

/** Every variable of an open scope, and one new one in each. */
const placesOf = (scopes: readonly ScopeView[]): readonly Place[] =>
  scopes.filter(({ ended }) => !ended).flatMap((scope) => [...Object.keys(scope.variables), ''].map((name) => ({ id: placeId(scope.id, name), scope, name })));

function valueIn(place: Place | undefined): string {
  const view = place?.scope.variables[place.name];
  return view === undefined || view.reference !== null ? '' : JSON.stringify(view.value);
}

interface Given {
  branch: BranchView | null;
  element: string | null;
  strategy: StrategySetting;
  place: Place | undefined;
  name: string;
  value: JsonValue | undefined;
}

/** The change that was put together; null while something is missing. */
function changeFrom(kind: Intervention['kind'], { branch, element, strategy, place, name, value }: Given): Intervention | null {
  switch (kind) {
    case 'setVariable': {
      const called = place?.name || name.trim();
      return place === undefined || called === '' || value === undefined ? null : { kind, scopeId: place.scope.id, name: called, value };
    }
    case 'addBranch':
      return element === null ? null : { kind, element };
    case 'moveBranch':
      return branch === null || element === null ? null : { kind, branchId: branch.id, element };
    case 'retryStep':
      return branch === null ? null : { kind, branchId: branch.id, ...(strategy === 'inherit' ? {} : { strategy }) };
    case 'skipStep':
    case 'cancelBranch':
      return branch === null ? null : { kind, branchId: branch.id };
  }
}

/** One line in which a change of any kind is put together. */
export function ChangeForm({ draft }: { draft: ChangeDraft }) {
  const { t } = useTranslation(['holding', 'strategy']);
  const names = useNames();
  const nodes = useFlowNodes();
  const view = useLive((whole) => whole);
  const chosenBranch = useRun((run) => run.chosenBranch);
  const here = useRun(inspectedNode);
  const places = placesOf(view.scopes);
  const [kind, setKind] = useState(draft.kind);
  const [branchId, setBranchId] = useState<string | null>(null);
  const [chosenElement, setElement] = useState<string | null>(null);
  const [strategy, setStrategy] = useState<StrategySetting>('inherit');
  const [placeChosen, setPlace] = useState(draft.scopeId !== undefined && draft.name !== undefined ? placeId(draft.scopeId, draft.name) : null);
  const [name, setName] = useState('');
  const [text, setText] = useState<string | null>(null);

  const branches = view.branches.filter(({ status }) => status === 'active' || status === 'waiting' || status === 'failed');
  const branch = branches.find(({ id }) => id === branchId) ?? focusedBranch({ ...view, branches }, chosenBranch);
  const place = places.find(({ id }) => id === placeChosen) ?? places[0];
  const value = text ?? valueIn(place);
  const element = chosenElement ?? here ?? nodes[0] ?? null;
  const read = parsed(value).value;
  const change = changeFrom(kind, { branch, element, strategy, place, name, value: read });
  const isVariable = kind === 'setVariable';
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!change) return;
    addChange(view.runId, change);
    setText(null);
    setName('');
  };
  return (
    <form className="holding-form" aria-label={t('holding:addChange')} onSubmit={add}>
      <Select label={t('holding:change.kind')} labelHidden size="small" value={kind} choices={KINDS.map((one) => ({ value: one, label: t(`holding:change.kind_${one}`) }))} onChange={setKind} />
      {isVariable ? (
        <>
          <Select
            label={t('holding:change.variable')}
            labelHidden
            size="small"
            value={place?.id ?? null}
            choices={places.map(({ id, scope, name: called }) => {
              const shown = called === '' ? t('holding:change.newVariable') : called;
              return { value: id, label: scope.parent === null ? shown : `${shown} (${scope.elementName ?? names.element(scope.element)})` };
            })}
            onChange={(next) => {
              setPlace(next);
              setText(null);
            }}
          />
          {place?.name === '' ? (
            <div className="holding-text">
              <TextField label={t('holding:change.name')} labelHidden placeholder={t('holding:change.name')} value={name} onChange={setName} />
            </div>
          ) : null}
          <div className="holding-text">
            <TextField
              label={t('holding:change.value')}
              labelHidden
              placeholder={t('holding:change.value')}
              mono
              value={value}
              onChange={setText}
              focusFirst={draft.name !== undefined}
            />
          </div>
        </>
      ) : null}
      {isVariable || kind === 'addBranch' ? null : (
        <Select
          label={t('holding:change.branch')}
          labelHidden
          size="small"
          value={branch?.id ?? null}
          choices={branches.map(({ id, letter, element: at, elementName }) => ({ value: id, label: t('holding:change.branchAt', { letter, at: elementName ?? names.element(at) }) }))}
          onChange={setBranchId}
        />
      )}
      {kind === 'moveBranch' || kind === 'addBranch' ? (
        <Select
          label={t('holding:element')}
          labelHidden
          size="small"
          value={element}
          choices={nodes.map((id) => ({ value: id, label: names.element(id) }))}
          onChange={setElement}
        />
      ) : null}
      {kind === 'retryStep' ? (
        <Select
          label={t('holding:change.way')}
          labelHidden
          size="small"
          value={strategy}
          choices={[
            { value: 'inherit' as const, label: t('holding:change.sameWay') },
            ...STRATEGIES.map((one) => ({ value: one, label: t(`strategy:name_${one}`) })),
          ]}
          onChange={setStrategy}
        />
      ) : null}
      <Button size="small" type="submit" icon={<Plus aria-hidden />} isDisabled={change === null}>
        {t('holding:addNow')}
      </Button>
    </form>
  );
}
