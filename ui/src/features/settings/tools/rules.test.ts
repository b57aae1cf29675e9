import { expect, it } from 'vitest';
import type { ApprovalPolicy } from '../../../contract';
import { withRule } from './rules';

const approvals: ApprovalPolicy = { threshold: 'medium', trustedCallers: [], delayMs: 0, timeoutMs: null, onTimeout: 'block', tools: {} };

it('a rule for a tool keeps what was said about it before', () => {
  const once = withRule(approvals, 'files/write', { risk: 'critical' });
  expect(withRule(once, 'files/write', { approval: 'always' }).tools['files/write']).toMatchObject({ risk: 'critical', approval: 'always' });
});

it('a rule that says nothing any more is gone', () => {
  const once = withRule(approvals, 'files/write', { approval: 'never' });
  expect(withRule(once, 'files/write', { approval: 'byRisk' }).tools).toEqual({});
});
