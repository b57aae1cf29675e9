import i18next, { type TFunction } from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import type { EventKind, JournalEntry, RecordKind } from '../../../contract';
import en from '../../../words/en';
import type { Names } from '../names';
import { eventSentence } from './event';
import { waitingWords, type Speech } from './waiting';

let speech: Speech;

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: { en }, defaultNS: 'run', interpolation: { escapeValue: false } });
  speech = { t: i18next.getFixedT('en', 'run') as unknown as TFunction<'run'>, language: 'en', now: 0 };
});

const names: Names = {
  element: (id) => ({ Task: 'Draft plan', F1: 'yes' })[id] ?? id,
  type: () => null,
  branch: (id) => ({ 1: 'A', 2: 'B' })[id] ?? id,
  sign: () => null,
  has: () => true,
};

const entry = (type: EventKind, more: Partial<JournalEntry> = {}): JournalEntry => ({
  seq: 1,
  time: 1,
  type,
  branch: '1',
  element: 'Task',
  step: null,
  record: null,
  details: {},
  ...more,
});

const said = (type: EventKind, details: JournalEntry['details'] = {}) => eventSentence(speech, entry(type, { details }), names);

it('events are said with the names that people gave', () => {
  expect(said('stepStarted')).toBe('Draft plan begins');
  expect(said('sequenceFlowTaken', { flow: 'F1' })).toBe('A goes to Draft plan');
  expect(said('branchesJoined', { merged: ['2'] })).toBe('A goes on from Draft plan, B ends');
  expect(said('pathDecided', { flows: ['F1'] })).toBe('A was sent to yes');
  expect(said('stepFailed', { failure: { code: 'script', message: 'Division by zero.' } })).toBe('Draft plan failed: Division by zero.');
  expect(said('runStatusChanged', { status: 'paused', reason: 'userPaused' })).toBe('Run paused');
});

it('values are shortened, and large ones said by their beginning', () => {
  expect(said('variableSet', { name: 'budget', value: 12 })).toBe('budget = 12');
  expect(said('variableSet', { name: 'text', value: 'x'.repeat(200) })).toMatch(/^text = "x{58}…$/);
  expect(said('variableSet', { name: 'big', value: { reference: '3#/value', bytes: 99_999, preview: '[1, 2, …' } })).toBe('big = [1, 2, …');
});

it('what a step notes is said in words', () => {
  expect(said('stepProgressed', { note: { message: 'Tea is ready. '.repeat(9) } })).toBe(`Draft plan: ${'Tea is ready. '.repeat(9)}`);
  expect(said('stepProgressed', { note: { decision: { id: 'dish', file: 'dinner.dmn', version: 'ab' } } })).toBe('Draft plan: decided by dish in dinner.dmn');
  expect(said('stepProgressed', { note: { http: { method: 'GET', url: 'https://a.example/', try: 1, result: { status: 200 } } } })).toBe('Draft plan: GET https://a.example/: 200');
  expect(said('stepProgressed', { note: { http: { method: 'GET', url: 'https://a.example/', try: 1, result: { error: 'slow' } } } })).toBe('Draft plan: GET https://a.example/: slow');
  expect(said('stepProgressed', { note: { cached: { ageMs: 5 } } })).toBe('Draft plan: the result of an earlier step with the same inputs');
  expect(said('stepProgressed', { note: 'half way' })).toBe('Draft plan: half way');
});

it('every reason to wait has words', () => {
  expect(waitingWords(speech, { on: 'join', arrived: 1, needed: 2, missing: ['F8'] })).toBe('1 of 2 at the join');
  expect(waitingWords(speech, { on: 'message', name: 'paid', correlationKey: '42' })).toBe('waits for message “paid”, key 42');
  expect(waitingWords(speech, { on: 'timer', dueAt: null })).toBe('waits for its timer');
  expect(waitingWords(speech, { on: 'person', stepId: '1' })).toBe('waits for you');
});

it('what a step puts on record is said in words, never by the name of its kind', () => {
  const recorded = ({ kind, ...record }: { kind: RecordKind } & JournalEntry['details']) =>
    eventSentence(speech, entry('stepRecorded', { record: kind, details: { record } }), names);
  expect(recorded({ kind: 'strategyChosen', strategy: 'reasoning' })).toBe('Draft plan: Reasoning was chosen');
  expect(recorded({ kind: 'fellBack', from: 'reasoning', to: null, because: 'no key' })).toBe('Draft plan: Reasoning gave up, a person tries: no key');
  expect(recorded({ kind: 'modelAsked', model: 'small', scripted: true })).toBe('Draft plan: the Demo model is asked');
  expect(recorded({ kind: 'modelAnswered', credits: '1.5' })).toBe('Draft plan: the model has answered, 1.5 credits');
  expect(recorded({ kind: 'callDecided', call: '1', decision: { decision: 'rejected' } })).toBe('Draft plan: a call was rejected');
  expect(recorded({ kind: 'phaseBegun', phase: 'check' })).toBe('Draft plan: phase Check begins');
  expect(recorded({ kind: 'callAsked', call: 'step', tool: 'Draft plan', server: null })).toBe('Draft plan: asks to be approved');
  expect(recorded({ kind: 'callAsked', call: '1', tool: 'price', server: 'shop' })).toBe('Draft plan: wants to call price');
});

it('an override says what, for how long, and when it is taken back', () => {
  const overridden = (step: string | null, setting: string | null) => eventSentence(speech, entry('strategyOverridden', { step, details: { setting } }), names);
  expect(overridden(null, 'conversational')).toBe('Draft plan is done another way in this run: Conversational');
  expect(overridden('7', 'deterministic')).toBe('Draft plan is done another way this once: Deterministic');
  expect(overridden(null, null)).toBe('Draft plan is done as the routine says again');
  expect(said('stepRequeued', { needed: '12' })).toBe('Draft plan waits until 12 credits can be spent');
  expect(said('stepEstimated', { credits: '4' })).toBe('Draft plan will cost at least 4 credits');
});

it('what a run depends on and what it has led to is said', () => {
  expect(said('decisionPinned', { decision: 'dish', file: { path: 'd.dmn', name: 'Dinner', version: 'ab' } })).toBe('dish is read from Dinner in its present version');
  expect(said('askedRunCharged', { run: 'r2', credits: '3' })).toBe('A run that this one started has cost 3 credits');
  expect(said('askedRunCharged', { run: 'r2', credits: '3', settled: true })).toBe('A run that this one started is over: 3 credits more, and the rest is free again');
  expect(said('askedRunReserved', { run: 'r2', credits: '9' })).toBe('9 credits are kept back for a run that this one starts');
  expect(said('askedRunReserved', { run: 'r2', credits: null })).toBe('A run is started that nothing limits');
  expect(said('pathDecisionReturned', { decision: '1' })).toBe('A asks the model for the way again: there are enough credits');
  expect(said('runForked', { origin: { run: 'r1', seq: 4 } })).toBe('Forked from run r1, entry 4');
});

it('why a way was taken stands behind it', () => {
  expect(said('pathDecided', { flows: ['F1'], because: 'it is urgent' })).toBe('A was sent to yes: it is urgent');
});
