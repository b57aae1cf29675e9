import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtask } from '../../../stores/swarm/fixtures';
import { goalTree, type Goal } from './order';

const flat = (goals: readonly Goal[]): string[] => goals.flatMap(({ subtask: { id }, next }) => [id, ...flat(next)]);

describe('the tree of goals', () => {
  it('holds every subtask once, whatever they wait for', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const some = fc.uniqueArray(fc.record({ id, dependsOn: fc.array(id, { maxLength: 3 }), priority: fc.integer({ min: -2, max: 2 }) }), { selector: (one) => one.id });
    fc.assert(
      fc.property(some, (all) => {
        const subtasks = all.map(({ id: own, ...more }) => subtask(own, more));
        expect(flat(goalTree(subtasks)).sort()).toEqual(all.map((one) => one.id).sort());
      }),
    );
  });

  it('puts what goes on below what it waits for', () => {
    const goals = goalTree([subtask('write', { dependsOn: ['find', 'read'] }), subtask('other'), subtask('read', { dependsOn: ['find'] }), subtask('find')]);
    expect(flat(goals)).toEqual(['other', 'find', 'read', 'write']);
    expect(goals[1]?.next[0]?.next[0]?.subtask.id).toBe('write');
  });
});
