import { isCredits, isDuration, isSchema, isSensitiveUse, isWhole } from './checks';
import type { Field, FieldGroup } from './field';
import { MODEL, TOOLS } from './step-fields';

const ON_LIMIT = ['pause', 'stop'];
const ON_NODE_FAILURE = ['continue', 'wait', 'fail'];

const setting = (name: string, field: Omit<Field, 'type' | 'name'>): Field => ({ type: 'Settings', name, ...field });

/** What can be said about all runs of a routine. Strategies have a control of their own. */
export const PROCESS_GROUPS: readonly FieldGroup[] = [
  { id: 'routineModel', fields: [...MODEL, ...TOOLS] },
  {
    id: 'limits',
    fields: [
      setting('maxCredits', { kind: 'line', check: isCredits, help: true }),
      setting('onMaxCredits', { kind: 'choice', options: ON_LIMIT }),
      setting('maxTime', { kind: 'line', check: isDuration, help: true }),
      setting('onMaxTime', { kind: 'choice', options: ON_LIMIT }),
      setting('maxSteps', { kind: 'number', check: isWhole }),
      setting('onMaxSteps', { kind: 'choice', options: ON_LIMIT }),
      setting('maxLoops', { kind: 'number', check: isWhole }),
      setting('onMaxLoops', { kind: 'choice', options: ON_LIMIT }),
      setting('maxConcurrency', { kind: 'number', check: isWhole }),
    ],
  },
  {
    id: 'paths',
    fields: [
      setting('pathSelection', { kind: 'choice', options: ['first', 'random', 'manual', 'model'] }),
      setting('reuseDecisions', { kind: 'flag', help: true }),
      setting('timeZone', { kind: 'line', help: true }),
      setting('onBranchFailure', { kind: 'choice', options: ['continue', 'pause', 'stop'] }),
      setting('onGatewayForkFailure', { kind: 'choice', options: ON_NODE_FAILURE }),
      setting('onNormalNodeFailure', { kind: 'choice', options: ON_NODE_FAILURE }),
      setting('onOnlyWaitingBranches', { kind: 'choice', options: ['continue', 'pause', 'stop'] }),
    ],
  },
  { id: 'data', fields: [setting('allowSensitive', { kind: 'line', check: isSensitiveUse, help: true })] },
  {
    id: 'interface',
    fields: [
      setting('does', { kind: 'line', help: true }),
      { type: 'InputSchema', name: 'text', kind: 'json', check: isSchema, help: true },
      { type: 'OutputSchema', name: 'text', kind: 'json', check: isSchema, help: true },
    ],
  },
];
