import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import type { Diagnostic, Severity } from '../../contract';
import { EmptyState } from '../../shared/states';
import type { DesignSession } from './session/design-session';
import { sorted } from './session/problems';

const ICONS: Record<Severity, LucideIcon> = { error: CircleAlert, warning: TriangleAlert, hint: Info };

/** What is wrong with the routine. A problem that is chosen leads to its element. */
export function Problems({ session, canvas }: { session: DesignSession; canvas: DesignCanvas }) {
  const { t } = useTranslation('designer');
  const diagnostics = useStore(session.store, (state) => state.diagnostics);
  const lines = useMemo(() => sorted(diagnostics), [diagnostics]);
  const goTo = (key: string | number) => {
    const element = lines[Number(key)]?.element;
    if (element) canvas.select(element);
  };
  if (lines.length === 0) {
    return (
      <EmptyState icon={<CircleCheck aria-hidden />} title={t('noProblems')}>
        {t('noProblemsHelp')}
      </EmptyState>
    );
  }
  return (
    <GridList
      aria-label={t('problems')}
      className="problems"
      selectionMode="single"
      selectionBehavior="replace"
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        if (key !== undefined) goTo(key);
      }}
      onAction={(key) => {
        goTo(key);
        canvas.focus();
      }}
    >
      {lines.map((line, index) => (
        <Problem key={`${index} ${line.rule} ${line.element}`} id={index} line={line} />
      ))}
    </GridList>
  );
}

function Problem({ id, line }: { id: number; line: Diagnostic }) {
  const { t } = useTranslation('designer');
  const Icon = ICONS[line.severity];
  const place = line.line === null ? null : t('place', { line: line.line, column: line.column ?? 1 });
  return (
    <GridListItem id={id} textValue={line.message} className="problem" data-severity={line.severity}>
      <Icon role="img" aria-label={t(`severity_${line.severity}`)} />
      <span className="problem-words">
        {line.message}
        {line.hint ? <span className="problem-hint"> {line.hint}</span> : null}
      </span>
      <code className="problem-rule" title={line.rule}>
        {line.element ?? line.rule}
      </code>
      <span className="problem-place tabular">{place}</span>
    </GridListItem>
  );
}
