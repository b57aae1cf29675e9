import { expect, it } from 'vitest';
import { fileChange } from './file-change';

const clean = { version: 'a', unsaved: false, saving: false };

it('a clean diagram follows its file', () => {
  expect(fileChange(clean, { version: 'b' })).toBe('reload');
});

it('unsaved work is asked about, never replaced', () => {
  expect(fileChange({ ...clean, unsaved: true }, { version: 'b' })).toBe('ask');
});

it('the version that was opened, and what we are writing ourselves, are no change', () => {
  expect(fileChange(clean, { version: 'a' })).toBe('none');
  expect(fileChange({ ...clean, saving: true }, { version: 'b' })).toBe('none');
  expect(fileChange(clean, undefined)).toBe('none');
});
