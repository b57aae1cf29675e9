import { expect, it } from 'vitest';
import type { RunTreeLine } from '../../../contract';
import { familyOf, type FamilyNode } from './family';

const line = (runId: string, depth: number) => ({ run: { runId }, depth }) as RunTreeLine;
const told = (nodes: FamilyNode[]): unknown => nodes.map(({ line: { run }, copies }) => (copies.length === 0 ? run.runId : [run.runId, told(copies)]));

it('each copy hangs from the run that it is a copy of', () => {
  const lines = [line('a', 0), line('b', 1), line('c', 2), line('d', 1), line('e', 2)];
  expect(told(familyOf(lines))).toEqual([['a', [['b', ['c']], ['d', ['e']]]]]);
  expect(familyOf([])).toEqual([]);
});
