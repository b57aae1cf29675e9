import { readFileSync } from 'node:fs';
import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventKind, JournalEntry, RecordKind } from '../../../contract';
import de from '../../../words/de';
import en from '../../../words/en';
import type { Names } from '../names';
import { eventSentence, kindOfEvent } from './event';
import { recordWords } from './record';
import type { Speech } from './waiting';

/** What a generated union of words consists of. */
const members = (union: string): string[] => {
  const generated = readFileSync(new URL(`../../../contract/${union}.ts`, import.meta.url), 'utf8');
  return [...generated.matchAll(/"(\w+)"/g)].map((match) => String(match[1]));
};

const EVENTS = members('EventKind') as EventKind[];
const RECORDS = members('RecordKind') as RecordKind[];
const names: Names = { element: (id) => id, type: () => null, branch: (id) => id, sign: () => null, has: () => true };
const missing: string[] = [];

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    fallbackLng: false,
    resources: { en, de },
    defaultNS: 'run',
    interpolation: { escapeValue: false },
    saveMissing: true,
    missingKeyHandler: (_, __, key) => missing.push(key),
  });
});

it('the generated contract lists kinds of events and of records', () => {
  expect(EVENTS).toContain('stepStarted');
  expect(RECORDS).toContain('modelAsked');
});

describe.each(['en', 'de'])('in %s', (language) => {
  const speech = (): Speech => ({ t: i18next.getFixedT(language, 'run') as unknown as TFunction<'run'>, language, now: 0 });
  const said = (words: string) => {
    expect(missing.splice(0)).toEqual([]);
    expect(words).not.toMatch(/^$|undefined|[{}]/);
  };

  it.each(EVENTS)('%s has a name and a sentence', (type) => {
    const entry: JournalEntry = { seq: 1, time: 1, type, branch: 'A', element: 'Task', step: null, record: type === 'stepRecorded' ? 'phaseBegun' : null, details: {} };
    said(kindOfEvent(speech().t, type));
    said(eventSentence(speech(), entry, names));
  });

  it.each(RECORDS)('%s on the record of a step has words', (kind) => {
    said(recordWords(speech().t, kind, {}));
  });
});
