import type { ElementProblems } from '../../../canvas/design/problem-marks';
import type { Diagnostic, Severity, SoundnessProblem } from '../../../contract';

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, hint: 2 };

interface Found {
  diagnostics: readonly Diagnostic[];
  soundness: readonly SoundnessProblem[];
}

/** Everything that was found: what is wrong with the text, and how it can get stuck. */
export const problemsOf = ({ diagnostics, soundness }: Found): Diagnostic[] => [...diagnostics, ...soundness.map(({ diagnostic }) => diagnostic)];

/** Whether a problem only says that something in the file will have no effect. */
export const isWithoutEffect = ({ rule }: Diagnostic): boolean => rule.startsWith('no-effect/');

/** Worst first, then by place in the text. */
export function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

export function counted(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  return {
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
  };
}

/** The problems of each element, with the worst severity. */
export function byElement(diagnostics: readonly Diagnostic[]): Map<string, ElementProblems> {
  const problems = new Map<string, ElementProblems>();
  for (const { element, severity, message } of sorted(diagnostics)) {
    if (element === null) continue;
    const known = problems.get(element);
    if (known) known.sentences.push(message);
    else problems.set(element, { severity, sentences: [message] });
  }
  return problems;
}
