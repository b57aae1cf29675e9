import { expect, it } from 'vitest';
import type { Diagnostic } from '../../../contract';
import { byElement, counted, sorted } from './problems';

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
