import { expect, it } from 'vitest';
import { Revisions, type Trigger } from './revisions';

const after = (...triggers: Trigger[]) => {
  const revisions = new Revisions();
  for (const trigger of triggers) revisions.moved(trigger);
  return revisions;
};

it('undoing back to what was written leaves nothing unsaved', () => {
  expect(after('execute').isWritten).toBe(false);
  expect(after('execute', 'undo').isWritten).toBe(true);
  expect(after('execute', 'undo', 'redo').isWritten).toBe(false);
});

it('another change after undoing past what was written can never be what was written', () => {
  const revisions = after('execute', 'execute');
  revisions.write();
  for (const trigger of ['undo', 'execute'] as const) revisions.moved(trigger);
  expect(revisions.isWritten).toBe(false);
});

it('a draft stays unsaved whatever is undone, until it is written', () => {
  const revisions = after('execute');
  revisions.forget();
  revisions.moved('undo');
  expect(revisions.isWritten).toBe(false);
  revisions.write();
  expect(revisions.isWritten).toBe(true);
});
