import { expect, it } from 'vitest';
import type { BreakpointView } from '../../../contract';
import { breakpointOn, paceAfter } from './breakpoints';

const breakpoints: BreakpointView[] = [
  { id: '1', on: { kind: 'before', element: 'Approve' }, enabled: true, once: true },
  { id: '2', on: { kind: 'after', element: 'Approve' }, enabled: true, once: false },
  { id: '3', on: { kind: 'error' }, enabled: false, once: false },
];

it('a breakpoint is found by what it is about, whatever the order in which that is said', () => {
  expect(breakpointOn({ breakpoints }, { element: 'Approve', kind: 'after' })?.id).toBe('2');
  expect(breakpointOn({ breakpoints }, { kind: 'error' })?.id).toBe('3');
});

it('a breakpoint that is there for one time is none that could be taken away', () => {
  expect(breakpointOn({ breakpoints }, { kind: 'before', element: 'Approve' })).toBeUndefined();
});

it('the pace has ends, and a pace that somebody else has set lies between two of them', () => {
  expect([paceAfter(0, 1), paceAfter(0, -1), paceAfter(3000, 1), paceAfter(700, 1), paceAfter(700, -1)]).toEqual([250, 0, 3000, 1000, 250]);
});
