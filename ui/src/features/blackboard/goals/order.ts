import type { SubtaskView } from '../../../contract';

/** A subtask, and those that go on from it. */
export interface Goal {
  subtask: SubtaskView;
  next: Goal[];
}

/**
 * Subtasks as a tree: each below the last one that it waits for, so that downwards is onwards. Of those that wait for each
 * other in a circle one stands at the top, so that nothing is lost.
 */
export function goalTree(subtasks: readonly SubtaskView[]): Goal[] {
  const ordered = inOrder(subtasks);
  const placed = new Map<string, Goal>();
  const top: Goal[] = [];
  for (const subtask of ordered) {
    const goal: Goal = { subtask, next: [] };
    const before = [...placed.keys()].findLast((id) => subtask.dependsOn.includes(id));
    (before === undefined ? top : (placed.get(before)?.next ?? top)).push(goal);
    placed.set(subtask.id, goal);
  }
  return top;
}

/** What others wait for comes first; else the larger priority, else the order in which they were added. */
function inOrder(subtasks: readonly SubtaskView[]): SubtaskView[] {
  const left = [...subtasks].sort((a, b) => b.priority - a.priority);
  const ordered: SubtaskView[] = [];
  while (left.length > 0) {
    const free = left.findIndex(({ id, dependsOn }) => !dependsOn.some((needed) => needed !== id && left.some((other) => other.id === needed)));
    ordered.push(...left.splice(Math.max(0, free), 1));
  }
  return ordered;
}
