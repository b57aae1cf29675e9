import { expect, it } from 'vitest';
import type { JsonValue, StepRecordKind, StepRecordView, ValueView } from '../../../contract';
import { threadOf, tokensOf } from './thread';

const value = (held: JsonValue): ValueView => ({ kind: 'text', preview: String(held), bytes: 1, value: held, reference: null });
const records = (...kinds: StepRecordKind[]): StepRecordView[] => kinds.map((what, index) => ({ seq: index + 1, time: index, attempt: 1, what }));

const asked = (call: number, more: Partial<Extract<StepRecordKind, { kind: 'modelAsked' }>> = {}): StepRecordKind => ({
  kind: 'modelAsked',
  call,
  model: 'm',
  scripted: false,
  person: false,
  purpose: 'turn',
  messages: [{ from: 'user', text: value('the prompt') }],
  reserved: '0',
  ...more,
});
const answered = (call: number, text: string, more: Partial<Extract<StepRecordKind, { kind: 'modelAnswered' }>> = {}): StepRecordKind => ({
  kind: 'modelAnswered',
  call,
  text: value(text),
  tools: [],
  used: { input: 10, cachedInput: 0, output: 2 },
  charge: null,
  credits: '0',
  ...more,
});

it('a request stands in the thread until its answer does', () => {
  expect(threadOf(records(asked(1))).map(({ kind }) => kind)).toEqual(['asked']);
  expect(threadOf(records(asked(1), answered(1, 'Hello'))).map(({ kind }) => kind)).toEqual(['said']);
});

it('who speaks is told: a person, a model, a script', () => {
  const items = threadOf(records(asked(1, { scripted: true }), answered(1, 'Hello'), { kind: 'personSaid', text: value('Hi') }, asked(2), answered(2, 'So?')));
  expect(items.map((item) => (item.kind === 'said' ? item.who : item.kind))).toEqual(['demo', 'you', 'model']);
});

it('outputs that a model offers are folded in, and an answer without words is no turn', () => {
  const offer = answered(1, '', { tools: [{ tool: 'finish', arguments: value('{}') }] });
  expect(threadOf(records(asked(1), offer, { kind: 'outputsConfirmed', outputs: {} })).map(({ kind }) => kind)).toEqual(['offered', 'confirmed']);
});

it('a person in a model’s place sees the prompt, and their words stand there once', () => {
  const items = threadOf(records(asked(1, { person: true }), { kind: 'personSaid', text: value('42') }, answered(1, '42')));
  expect(items.map((item) => (item.kind === 'said' ? item.who : item.kind))).toEqual(['prompt', 'you']);
});

it('a call of a tool is one item with its result, however often it is asked for', () => {
  const call: StepRecordKind = { kind: 'callAsked', call: 'c1', tool: 'read', server: 'files', arguments: value('{}'), risk: 'low', approval: false };
  const items = threadOf(records(call, call, { kind: 'callBegun', call: 'c1' }, { kind: 'callEnded', call: 'c1', result: value('text'), failed: false }));
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ kind: 'call', call: 'c1', result: { value: 'text' } });
});

it('LLM tokens add up; where nobody told them, they are not nothing', () => {
  expect(tokensOf(records(answered(1, 'a'), answered(2, 'b')))).toEqual({ input: 20, output: 4 });
  expect(tokensOf(records(answered(1, 'a', { used: null })))).toBeNull();
});
