import { expect, it } from 'vitest';
import type { HeardPiece } from '../../backend/backend';
import type { StepRecordView } from '../../contract';
import { perFrame, withoutCalls, withPieces } from './heard';
import { endedCalls, withRecords } from './records';

const piece = (text: string, call = 1, fromStart = false): HeardPiece => ({ stepId: '7', call, text, fromStart });

it('pieces of one answer are put together, those of another are kept apart', () => {
  const heard = withPieces(withPieces(new Map(), [piece('Dear '), piece('no', 2)]), [piece('Anna')]);
  expect([...heard]).toEqual([['7/1', 'Dear Anna'], ['7/2', 'no']]);
});

it('all that was said so far stands in place of what was heard before', () => {
  const heard = withPieces(new Map(), [piece('later words'), piece('Dear Anna, ', 1, true), piece('thank you')]);
  expect([...heard]).toEqual([['7/1', 'Dear Anna, thank you']]);
});

it('what has ended is forgotten, for its whole text is on record', () => {
  const heard = withPieces(new Map(), [piece('a'), piece('b', 2)]);
  expect([...withoutCalls(heard, '7', [1])]).toEqual([['7/2', 'b']]);
  expect(withoutCalls(heard, '8', [1])).toBe(heard);
});

it('however often pieces come, they are handed on once a frame', async () => {
  const told: string[] = [];
  const hear = perFrame((pieces) => told.push(pieces.map(({ text }) => text).join('')));
  hear(piece('a'));
  hear(piece('b'));
  expect(told).toEqual([]);
  await Promise.resolve();
  hear(piece('c'));
  await Promise.resolve();
  expect(told).toEqual(['ab', 'c']);
});

const record = (seq: number, what: StepRecordView['what']): StepRecordView => ({ seq, time: seq, attempt: 1, what });

it('records are added behind those that are held, once', () => {
  const first = record(3, { kind: 'phaseBegun', phase: 'plan' });
  const next = record(5, { kind: 'modelLost', call: 1, credits: '0' });
  const records = withRecords(withRecords(new Map(), '7', [first]), '7', [first, next]);
  expect(records.get('7')).toEqual([first, next]);
  expect(withRecords(records, '7', [next])).toBe(records);
  expect(endedCalls([first, next])).toEqual([1]);
});
