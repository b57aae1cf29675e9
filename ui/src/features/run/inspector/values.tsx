import { Braces, Brackets, ChevronRight, Copy, Download, Hash, Quote, ToggleLeft, Slash, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { JsonValue, ValueKind, ValueView } from '../../../contract';
import { IconButton } from '../../../shared/icon-button';
import { Button } from '../../../shared/button';
import { useToasts } from '../../../shared/toast';
import { tellFailure } from '../../../stores/tell-failure';
import { useRun } from '../run-context';
import './values.css';

const ICONS: Record<ValueKind, LucideIcon> = { null: Slash, boolean: ToggleLeft, number: Hash, text: Quote, list: Brackets, record: Braces };

/** Named values; each opens to its parts. */
export function Values({ values, empty }: { values: Readonly<{ [name: string]: ValueView }>; empty: string }) {
  const names = Object.keys(values);
  if (names.length === 0) return <p className="values-none">{empty}</p>;
  return (
    <ul className="values">
      {names.map((name) => {
        const value = values[name];
        return value === undefined ? null : <NamedValue key={name} name={name} view={value} />;
      })}
    </ul>
  );
}

/** A value by its name, as one line, and as a tree below when it is opened. */
export function NamedValue({ name, view }: { name: string; view: ValueView }) {
  const { t } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const [whole, setWhole] = useState<JsonValue | undefined>();
  const isLarge = view.reference !== null && whole === undefined;
  const value = view.reference === null ? view.value : whole;
  const load = async () => {
    if (view.reference === null) return;
    const { text } = await backend().readValue({ runId, reference: view.reference, from: 0, length: view.bytes });
    setWhole(JSON.parse(text) as JsonValue);
  };
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(value, null, 2));
    useToasts.getState().show({ tone: 'neutral', words: t('copied') });
  };
  return (
    <Part
      name={name}
      kind={view.kind}
      preview={view.preview}
      value={value}
      end={
        isLarge ? (
          <Button size="small" kind="quiet" icon={<Download aria-hidden />} onPress={() => void load().catch(tellFailure)}>
            {t('loadValue')}
          </Button>
        ) : (
          <IconButton size="small" className="value-copy" label={t('copyValue')} icon={<Copy aria-hidden />} onPress={() => void copy().catch(tellFailure)} />
        )
      }
      note={isLarge ? t('large', { size: `${Math.ceil(view.bytes / 1024)} kB` }) : undefined}
    />
  );
}

interface PartProps {
  name: string;
  kind: ValueKind;
  preview: string;
  value: JsonValue | undefined;
  end?: React.ReactNode;
  note?: string | undefined;
}

/** Members that are drawn at once; a list of a thousand is opened in stretches. */
const STRETCH = 100;

function Part({ name, kind, preview, value, end, note }: PartProps) {
  const [isOpen, setOpen] = useState(false);
  const [stretches, setStretches] = useState(1);
  const Icon = ICONS[kind];
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const isLong = kind === 'text' && typeof value === 'string' && (value.length > 40 || value.includes('\n'));
  const canOpen = members.length > 0 || isLong;
  const line = (
    <>
      <span className="value-open">{canOpen ? <ChevronRight aria-hidden data-open={isOpen} /> : null}</span>
      <Icon aria-hidden className="value-kind" />
      <span className="value-name">{name}</span>
      <span className="value-preview" title={isOpen ? undefined : preview}>
        {note ?? preview}
      </span>
    </>
  );
  return (
    <li>
      <div className="value-line">
        {canOpen ? (
          <button type="button" className="value-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {line}
          </button>
        ) : (
          <span className="value-button">{line}</span>
        )}
        {end}
      </div>
      {isOpen && isLong && typeof value === 'string' ? <pre className="value-text">{value}</pre> : null}
      {isOpen && members.length > 0 ? (
        <ul className="values values-inside">
          {members.slice(0, stretches * STRETCH).map(([key, member]) => (
            <Part key={key} name={key} kind={kindOf(member)} preview={previewOf(member)} value={member} />
          ))}
          {members.length > stretches * STRETCH ? (
            <li>
              <Button size="small" kind="quiet" onPress={() => setStretches(stretches + 1)}>
                {`+ ${members.length - stretches * STRETCH}`}
              </Button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </li>
  );
}

export function kindOf(value: JsonValue | undefined): ValueKind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'record';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}

const previewOf = (value: JsonValue | undefined): string => {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
};
