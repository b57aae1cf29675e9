import { expect, it } from 'vitest';
import type { StepView } from '../../../contract';
import { stepsByTurn } from './turns';

const step = (id: string, branchId: string) => ({ id, branchId }) as StepView;

it('steps are found by the turn of the branch that did them, in the order of turns', () => {
  const rows = [
    { branchId: 'a', iteration: null },
    { branchId: 'c', iteration: 2 },
    { branchId: 'b', iteration: 1 },
  ];
  const turns = stepsByTurn([step('0', 'a'), step('1', 'c'), step('2', 'b'), step('3', 'c')], rows);
  expect([...turns].map(([turn, steps]) => [turn, steps.map(({ id }) => id)])).toEqual([
    [1, ['2']],
    [2, ['1', '3']],
  ]);
});

it('what is not repeated has no turns', () => {
  expect(stepsByTurn([step('0', 'a')], [{ branchId: 'a', iteration: null }]).size).toBe(0);
});
