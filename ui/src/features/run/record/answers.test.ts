import { describe, expect, it } from 'vitest';
import type { JsonValue, ValueView } from '../../../contract';
import { offered, undecided, type Recorded } from './answers';

const view = (value: JsonValue): ValueView => ({ kind: 'record', preview: '', bytes: 2, value, reference: null });
const asked = (call: string, approval = true): Recorded => ({ kind: 'callAsked', call, tool: 'pay', server: null, arguments: view({}), risk: 'high', approval });
const answered = (tool: string, outputs: JsonValue): Recorded => ({
  kind: 'modelAnswered',
  call: 1,
  text: view(''),
  tools: [{ tool, arguments: view(outputs) }],
  used: null,
  charge: view({}),
  credits: '0',
});

describe('what waits for a person', () => {
  it('is every call that needs approval and about which nothing was decided', () => {
    const records: Recorded[] = [asked('a'), asked('b', false), asked('c'), { kind: 'callApproved', call: 'a', arguments: null, byPerson: true }];
    expect(undecided(records).map(({ call }) => call)).toEqual(['c']);
  });

  it('is a call again that was asked for once more', () => {
    const records: Recorded[] = [asked('a'), { kind: 'callApproved', call: 'a', arguments: null, byPerson: true }, asked('a')];
    expect(undecided(records)).toHaveLength(1);
  });

  it('is what the model offered last, until the person says more', () => {
    expect(offered([answered('finish', { city: 'Ulm' })])).toEqual({ city: 'Ulm' });
    expect(offered([answered('finish', { city: 'Ulm' }), { kind: 'personSaid', text: view('No') }])).toBeNull();
    expect(offered([answered('search', { q: 'Ulm' })])).toBeNull();
  });
});
