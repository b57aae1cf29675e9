import { Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreakOn } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { Select } from '../../../shared/select';
import { useNames } from '../names';
import { inspectedNode, useLive, useRun } from '../run-context';
import { setBreakpoint } from './breakpoints';
import { useFlowNodes } from './flow-nodes';

const KINDS = ['before', 'after', 'error', 'expression', 'variable', 'entry', 'creditsBelow'] as const satisfies readonly BreakOn['kind'][];
type Kind = (typeof KINDS)[number];

/** What a breakpoint is about, from a kind and what was written or chosen for it; null while that is missing. */
export function breakOnFrom(kind: Kind, element: string | null, text: string): BreakOn | null {
  const written = text.trim();
  switch (kind) {
    case 'before':
    case 'after':
      return element === null ? null : { kind, element };
    case 'error':
      return { kind };
    case 'expression':
      return written === '' ? null : { kind, expression: written };
    case 'variable':
      return written === '' ? null : { kind, name: written };
    case 'entry':
      return written === '' ? null : { kind, key: written };
    case 'creditsBelow':
      return /^\d+(\.\d+)?$/.test(written) ? { kind, credits: written } : null;
  }
}

/** One line in which a breakpoint of any kind is put together. */
export function BreakOnForm() {
  const { t } = useTranslation('holding');
  const names = useNames();
  const nodes = useFlowNodes();
  const runId = useLive((view) => view.runId);
  const swarm = useLive((view) => view.swarm);
  const here = useRun(inspectedNode);
  const [kind, setKind] = useState<Kind>('before');
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState('');
  const isAtElement = kind === 'before' || kind === 'after';
  const element = chosen ?? here ?? nodes[0] ?? null;
  const on = breakOnFrom(kind, element, text);
  const kinds = KINDS.filter((one) => one !== 'entry' || swarm !== null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!on) return;
    void setBreakpoint(runId, on);
    setText('');
    setChosen(null);
  };
  return (
    <form className="holding-form" aria-label={t('add')} onSubmit={add}>
      <Select
        label={t('kind')}
        labelHidden
        size="small"
        value={kind}
        choices={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
        onChange={(next) => {
          setKind(next);
          setText('');
        }}
      />
      {isAtElement ? (
        <Select
          label={t('element')}
          labelHidden
          size="small"
          value={element}
          choices={nodes.map((value) => ({ value, label: names.element(value) }))}
          onChange={setChosen}
        />
      ) : kind === 'error' ? null : (
        <div className="holding-text">
          <TextField
            label={t(`field_${kind}`)}
            labelHidden
            placeholder={t(`field_${kind}`)}
            value={text}
            mono={kind === 'expression'}
            inputMode={kind === 'creditsBelow' ? 'decimal' : 'text'}
            onChange={setText}
          />
        </div>
      )}
      <Button size="small" type="submit" icon={<Plus aria-hidden />} isDisabled={on === null}>
        {t('addNow')}
      </Button>
    </form>
  );
}
