import { expect, it } from 'vitest';
import type { Intervention } from '../../../contract';
import { withChange } from './tray';

const set = (name: string, value: number): Intervention => ({ kind: 'setVariable', scopeId: '1', name, value });

it('of two changes about one variable or one branch, the later one counts', () => {
  expect(withChange([set('price', 1), set('work', 2)], set('price', 3))).toEqual([set('work', 2), set('price', 3)]);
  const skip: Intervention = { kind: 'skipStep', branchId: '2' };
  const move: Intervention = { kind: 'moveBranch', branchId: '2', element: 'Price' };
  expect(withChange([skip], move)).toEqual([move]);
});

it('two branches can be added at one element', () => {
  const add: Intervention = { kind: 'addBranch', element: 'Price' };
  expect(withChange([add], add)).toEqual([add, add]);
});
