import { beforeAll, expect, it } from 'vitest';
import { loadWords } from '../../../words/words';
import { isCredits, isDuration, isFallback, isSchema, isSensitiveUse, isVersion } from './checks';

beforeAll(loadWords);

const right = (check: (text: string) => string | null, ...texts: string[]) => expect(texts.filter((text) => check(text) !== null)).toEqual([]);
const wrong = (check: (text: string) => string | null, ...texts: string[]) => expect(texts.filter((text) => check(text) === null)).toEqual([]);

it('a duration is milliseconds or ISO 8601, and never half of it', () => {
  right(isDuration, '500', 'PT10M', 'P1D', 'P1DT2H', 'PT0.5S', 'P2W');
  wrong(isDuration, '10 min', 'P', 'PT', 'P1DT', 'pt5m', '-PT5M');
});

it('credits have at most six places after the point', () => {
  right(isCredits, '12', '0.5', '0.000001');
  wrong(isCredits, '1,5', '-1', '1.0000001', '.5');
});

it('who tries next is told in the words of the file', () => {
  right(isFallback, 'none', 'person', 'reasoning person', 'reasoning, conversational,person');
  wrong(isFallback, 'nobody', 'none person', 'deterministic reasoning', 'person reasoning', 'person person', '');
});

it('a version is a number, a word or an expression', () => {
  right(isVersion, 'read', 'absent', '3', '=known + 1');
  wrong(isVersion, 'latest', '-1', '=');
});

it('where confidential values may go is told in the words of the file', () => {
  right(isSensitiveUse, 'conversation', 'conversation, onlineModel', 'onlineModel conversation');
  wrong(isSensitiveUse, 'everywhere', 'conversations', 'onlinemodel');
});

it('a schema is an object of JSON', () => {
  right(isSchema, '{"type":"object"}', 'true');
  wrong(isSchema, '[]', '{"type":', '3', 'null');
});
