import { expect, it } from 'vitest';
import type { Diagnostic, SoundnessProblem } from '../../../contract';
import { byElement, counted, isWithoutEffect, problemsOf, sorted } from './problems';

const problem = (severity: Diagnostic['severity'], element: string | null, line: number): Diagnostic => ({
  severity,
  element,
  line,
  column: 1,
  rule: 'rule',
  message: `${severity} ${line}`,
  hint: null,
});

const all = [problem('hint', 'a', 1), problem('error', 'a', 9), problem('error', null, 4), problem('warning', 'b', 2)];

it('errors come first, each group in the order of the text', () => {
  expect(sorted(all).map(({ message }) => message)).toEqual(['error 4', 'error 9', 'warning 2', 'hint 1']);
});

it('an element carries all of its sentences and the worst severity', () => {
  expect(byElement(all).get('a')).toEqual({ severity: 'error', sentences: ['error 9', 'hint 1'] });
  expect([...byElement(all).keys()].sort()).toEqual(['a', 'b']);
});

it('hints are not counted as problems', () => {
  expect(counted(all)).toEqual({ errors: 2, warnings: 1 });
});

it('ways to get stuck are problems like others and keep their identity', () => {
  const stuck: SoundnessProblem = { diagnostic: problem('warning', 'join', 3), path: [], elements: ['join'] };
  const found = problemsOf({ diagnostics: all, soundness: [stuck] });
  expect(counted(found)).toEqual({ errors: 2, warnings: 2 });
  expect(found.at(-1)).toBe(stuck.diagnostic);
});

it('what has no effect is told apart', () => {
  const note: Diagnostic = { ...problem('hint', 'a', 1), rule: 'no-effect/attribute' };
  expect([note, ...all].filter(isWithoutEffect)).toEqual([note]);
});
