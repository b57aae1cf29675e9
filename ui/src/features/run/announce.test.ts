import { expect, it } from 'vitest';
import { branch, EMPTY_RUN } from '../../stores/run/fixtures';
import { announcements } from './announce';
import type { Names } from './names';
import type { Speech } from './sentences/waiting';

const speech: Speech = {
  t: ((key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' ')) as unknown as Speech['t'],
  language: 'en',
  now: 0,
};
const names: Names = { element: (id) => id, type: () => null, branch: (id) => id, sign: () => null, has: () => true };
const waits = branch('a', 'Review', { status: 'waiting', waitingOn: { on: 'person', stepId: '1' } });

it('what waits for a person is said at once, and only once', () => {
  const view = { ...EMPTY_RUN, branches: [waits, branch('b', 'Draft')] };
  expect(announcements(EMPTY_RUN, view, speech, names).urgent).toBe('announce.needsYou Review waits.person');
  expect(announcements(view, { ...view, seq: 2 }, speech, names)).toEqual({ polite: '', urgent: '' });
});

it('a failure is urgent, the end of a run is not, unless it failed', () => {
  const incident = { id: 'i', element: 'Draft', elementName: null, branchId: 'b', stepId: null, code: 'script', message: 'Boom', raisedAt: 1 };
  expect(announcements(EMPTY_RUN, { ...EMPTY_RUN, incidents: [incident] }, speech, names).urgent).toBe('announce.failed Draft Boom');
  expect(announcements(EMPTY_RUN, { ...EMPTY_RUN, status: 'completed' }, speech, names)).toEqual({ polite: 'announce.ended state.completed', urgent: '' });
  expect(announcements(EMPTY_RUN, { ...EMPTY_RUN, status: 'failed' }, speech, names)).toEqual({ polite: '', urgent: 'announce.ended state.failed' });
});

it('where the branches are now is said politely', () => {
  const view = { ...EMPTY_RUN, branches: [branch('a', 'Draft'), branch('b', 'Draft')] };
  expect(announcements(EMPTY_RUN, view, speech, names).polite).toBe('announce.now Draft');
});
