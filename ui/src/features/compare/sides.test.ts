import { expect, it } from 'vitest';
import type { RunComparison } from '../../contract';
import { withPick } from '../../stores/comparing';
import { sidesOf } from './sides';

it('every shape and flow says in which run it was taken', () => {
  const tally = {};
  const sides = sidesOf({
    steps: [
      { element: 'A', left: tally, right: null, differs: true },
      { element: 'B', left: null, right: tally, differs: true },
      { element: 'C', left: tally, right: tally, differs: false },
      { element: 'D', left: tally, right: tally, differs: true },
    ],
    flows: [
      { flowId: 'f', left: 1, right: 0 },
      { flowId: 'g', left: 0, right: 2 },
      { flowId: 'h', left: 1, right: 1 },
      { flowId: 'i', left: 1, right: 2 },
    ],
  } as unknown as RunComparison);
  expect([...sides]).toEqual([['A', 'left'], ['B', 'right'], ['C', 'same'], ['D', 'differs'], ['f', 'left'], ['g', 'right'], ['h', 'same'], ['i', 'differs']]);
});

it('two runs are picked, a third takes the place of the second, and a picked one is put back', () => {
  expect(withPick(['a', 'b'], 'c')).toEqual(['a', 'c']);
  expect(withPick(['a', 'b'], 'a')).toEqual(['b']);
  expect(withPick([], 'a')).toEqual(['a']);
});
