import { Copy, Download, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue, ValueView } from '../../../contract';
import { IconButton } from '../../../shared/icon-button';
import { Button } from '../../../shared/button';
import { useToasts } from '../../../shared/toast';
import { ValueTree } from '../../../shared/value-tree';
import { tellFailure } from '../../../stores/tell-failure';
import { readWhole } from '../record/read-whole';
import { useRun } from '../run-context';

/** Named values; each opens to its parts. */
export function Values({ values, empty, onEdit }: { values: Readonly<{ [name: string]: ValueView }>; empty: string; onEdit?: (name: string) => void }) {
  const names = Object.keys(values);
  if (names.length === 0) return <p className="values-none">{empty}</p>;
  return (
    <ul className="values">
      {names.map((name) => {
        const value = values[name];
        return value === undefined ? null : <NamedValue key={name} name={name} view={value} {...(onEdit === undefined ? {} : { onEdit: () => onEdit(name) })} />;
      })}
    </ul>
  );
}

/** A value by its name, as one line, and as a tree below when it is opened. */
export function NamedValue({ name, view, onEdit }: { name: string; view: ValueView; onEdit?: () => void }) {
  const { t } = useTranslation(['run', 'holding']);
  const runId = useRun((run) => run.runId);
  const [whole, setWhole] = useState<JsonValue | undefined>();
  const isLarge = view.reference !== null && whole === undefined;
  const value = view.reference === null ? view.value : whole;
  const load = async () => {
    if (view.reference === null) return;
    setWhole(await readWhole(runId, view.reference, view.bytes));
  };
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(value, null, 2));
    useToasts.getState().show({ tone: 'neutral', words: t('copied') });
  };
  return (
    <ValueTree
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
          <>
            {onEdit === undefined ? null : (
              <IconButton size="small" className="value-copy" label={t('holding:change.edit', { name })} icon={<Pencil aria-hidden />} onPress={onEdit} />
            )}
            <IconButton size="small" className="value-copy" label={t('copyValue')} icon={<Copy aria-hidden />} onPress={() => void copy().catch(tellFailure)} />
          </>
        )
      }
      note={isLarge ? t('large', { size: `${Math.ceil(view.bytes / 1024)} kB` }) : undefined}
    />
  );
}
