import { expect, it } from 'vitest';
import { EMPTY_RUN, step } from '../../../stores/run/fixtures';
import { actualOf, badgesInRun } from './actual';

it('the latest step of an element says how it was done', () => {
  const steps = [step('1', 'Write', { strategy: 'reasoning' }), step('2', 'Write', { strategy: 'conversational' }), step('3', 'Gate')];
  expect([...actualOf({ ...EMPTY_RUN, steps })]).toEqual([['Write', 'conversational']]);
});

it('a chip is marked only where what was chosen differs from what was computed', () => {
  const computed = new Map([
    ['Write', { strategy: 'reasoning', auto: true, own: false, words: 'R' } as const],
    ['Sum', { strategy: 'deterministic', auto: false, own: true, words: 'D' } as const],
  ]);
  const badges = badgesInRun(computed, new Map([['Write', 'conversational'], ['Sum', 'deterministic']] as const), (now, before) => `${now} not ${before}`);
  expect(badges.get('Write')).toEqual({ strategy: 'conversational', auto: false, own: false, differs: true, words: 'conversational not reasoning' });
  expect(badges.get('Sum')).toBe(computed.get('Sum'));
});
