import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueView } from '../../../contract';
import { Button } from '../../../shared/button';
import { tellFailure } from '../../../stores/tell-failure';
import { useRun } from '../run-context';
import { readWhole } from './read-whole';

/** A text, of which a large one is fetched when somebody wants to read it. */
export function WholeText({ view, children }: { view: ValueView; children: (text: string) => ReactNode }) {
  const { t } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const [whole, setWhole] = useState<string | null>(null);
  const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  if (view.reference === null) return children(textOf(view.value));
  if (whole !== null) return children(whole);
  const { reference, bytes } = view;
  const load = () => void readWhole(runId, reference, bytes).then((value) => setWhole(textOf(value)), tellFailure);
  return (
    <>
      {children(view.preview)}
      <Button size="small" kind="quiet" onPress={load}>
        {t('record.readWhole', { size: `${Math.ceil(bytes / 1024)} kB` })}
      </Button>
    </>
  );
}
