import axe from 'axe-core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import '../../../shared/tokens.css';
import '../../../shared/base.css';
import '../settings.css';
import { setBackend } from '../../../backend/chosen';
import { fakeBackend } from '../../../backend/fake';
import type { OutsideRulesView, SetOutsideRules } from '../../../contract';
import { loadWords } from '../../../words/words';
import { Outside } from './outside';

const NONE = { allowedHosts: [], blockedHosts: [], privateHosts: [], search: null };
const VIEW: OutsideRulesView = {
  rules: { ...NONE, blockedHosts: ['bad.example.org'], search: { kind: 'searxng', url: 'http://localhost:8888', secret: null } },
  fromEnvironment: { ...NONE, privateHosts: ['localhost:8080'] },
};

let root: Root;
let host: HTMLElement;
let saved: SetOutsideRules[];

beforeAll(loadWords);

beforeEach(async () => {
  saved = [];
  const setOutsideRules = (params: SetOutsideRules): OutsideRulesView => {
    saved.push(params);
    return { ...VIEW, rules: params.rules };
  };
  setBackend(fakeBackend({ getOutsideRules: () => VIEW, setOutsideRules }).backend);
  host = document.createElement('main');
  document.body.append(host);
  root = createRoot(host);
  root.render(<Outside />);
  await expect.poll(() => host.querySelector('textarea')).not.toBeNull();
});

afterEach(() => {
  root.unmount();
  host.remove();
});

it('can be used by everybody', async () => {
  const { violations } = await axe.run(host);
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
});

it('tells what the environment adds, and has nothing to save at first', () => {
  expect(host.textContent).toContain('localhost:8080');
  expect(host.querySelector('button[type=submit]')?.hasAttribute('disabled')).toBe(true);
  expect(saved).toEqual([]);
});
