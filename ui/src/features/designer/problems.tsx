import { CircleAlert, CircleCheck, Info, Route, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import type { Diagnostic, Severity, SoundnessProblem } from '../../contract';
import { Button } from '../../shared/button';
import { EmptyState } from '../../shared/states';
import type { DesignSession } from './session/design-session';
import { isWithoutEffect, problemsOf, sorted } from './session/problems';

const ICONS: Record<Severity, LucideIcon> = { error: CircleAlert, warning: TriangleAlert, hint: Info };

/** What is wrong with the routine. A problem that is chosen leads to its element. */
export function Problems({ session, canvas }: { session: DesignSession; canvas: DesignCanvas }) {
  const { t } = useTranslation('designer');
  const diagnostics = useStore(session.store, (state) => state.diagnostics);
  const soundness = useStore(session.store, (state) => state.soundness);
  const lines = useMemo(() => {
    const found = sorted(problemsOf({ diagnostics, soundness }));
    return [...found.filter((line) => !isWithoutEffect(line)), ...found.filter(isWithoutEffect)];
  }, [diagnostics, soundness]);
  const firstWithoutEffect = lines.findIndex(isWithoutEffect);
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
        <Problem
          key={`${index} ${line.rule} ${line.element}`}
          id={index}
          line={line}
          heading={index === firstWithoutEffect ? t('withoutEffect') : null}
          onPath={pathOf(soundness, line, session)}
        />
      ))}
    </GridList>
  );
}

/** How to walk the path that shows a problem, if there is one. */
function pathOf(soundness: readonly SoundnessProblem[], line: Diagnostic, session: DesignSession): (() => void) | null {
  const problem = soundness.find(({ diagnostic }) => diagnostic === line);
  return problem && problem.path.length > 0 ? () => session.walk(problem) : null;
}

interface ProblemProps {
  id: number;
  line: Diagnostic;
  /** What this and the following lines have in common. */
  heading: string | null;
  onPath: (() => void) | null;
}

function Problem({ id, line, heading, onPath }: ProblemProps) {
  const { t } = useTranslation('designer');
  const Icon = ICONS[line.severity];
  const place = line.line === null ? null : t('place', { line: line.line, column: line.column ?? 1 });
  return (
    <GridListItem id={id} textValue={line.message} className="problem" data-severity={line.severity}>
      {heading === null ? null : <span className="problem-heading">{heading}</span>}
      <Icon role="img" aria-label={t(`severity_${line.severity}`)} />
      <span className="problem-words">
        {line.message}
        {line.hint ? <span className="problem-hint"> {line.hint}</span> : null}
      </span>
      {onPath ? (
        <Button size="small" onPress={onPath}>
          <Route aria-hidden /> {t('showPath')}
        </Button>
      ) : null}
      <code className="problem-rule" title={line.rule}>
        {line.element ?? line.rule}
      </code>
      <span className="problem-place tabular">{place}</span>
    </GridListItem>
  );
}
