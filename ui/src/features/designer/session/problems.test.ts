import { expect, it } from 'vitest';
import type { Diagnostic, SoundnessProblem } from '../../../contract';
import { counted, isWithoutEffect, problemsOf } from './problems';

const found = (severity: Diagnostic['severity'], rule: string): Diagnostic => ({ severity, rule, element: null, line: 1, column: 1, message: rule, hint: null });
const stuck: SoundnessProblem = { diagnostic: found('warning', 'soundness/deadlock'), path: [], elements: ['join'] };

it('ways to get stuck are problems like others and keep their identity', () => {
  const all = problemsOf({ diagnostics: [found('error', 'missing-reference')], soundness: [stuck] });
  expect(counted(all)).toEqual({ errors: 1, warnings: 1 });
  expect(all[1]).toBe(stuck.diagnostic);
});

it('what has no effect is told apart and counts as no problem', () => {
  const note = found('hint', 'no-effect/attribute');
  expect([note, stuck.diagnostic].map(isWithoutEffect)).toEqual([true, false]);
  expect(counted([note])).toEqual({ errors: 0, warnings: 0 });
});
