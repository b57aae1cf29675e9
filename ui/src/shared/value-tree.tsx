import { Braces, Brackets, ChevronRight, Hash, Quote, Slash, ToggleLeft, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { JsonValue, ValueKind } from '../contract';
import { Button } from './button';
import './values.css';

const ICONS: Record<ValueKind, LucideIcon> = { null: Slash, boolean: ToggleLeft, number: Hash, text: Quote, list: Brackets, record: Braces };

interface ValueTreeProps {
  name: string;
  kind: ValueKind;
  preview: string;
  value: JsonValue | undefined;
  end?: ReactNode;
  note?: string | undefined;
  /** Opened from the start. */
  open?: boolean;
}

/** Members that are drawn at once; a list of a thousand is opened in stretches. */
const STRETCH = 100;

/** A value as one line, and as a tree below when it is opened. It is an item of a list of class `values`. */
export function ValueTree({ name, kind, preview, value, end, note, open = false }: ValueTreeProps) {
  const [isOpen, setOpen] = useState(open);
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
            <ValueTree key={key} name={key} kind={kindOf(member)} preview={previewOf(member)} value={member} />
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
