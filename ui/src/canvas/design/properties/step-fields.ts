import { isCredits, isDecimal, isDuration, isFallback, isSchema, isWhole } from './checks';
import type { Field, FieldGroup } from './field';

/** Which model, and how it is spoken to; the same on a step and on a routine. */
export const MODEL: readonly Field[] = [
  { type: 'Model', name: 'provider', kind: 'line', help: true },
  { type: 'Model', name: 'name', kind: 'line' },
  { type: 'Model', name: 'temperature', kind: 'line', check: isDecimal },
  { type: 'Model', name: 'maxOutputTokens', kind: 'number', check: isWhole },
  { type: 'Model', name: 'phases', kind: 'choice', options: ['four', 'one'], help: true },
  { type: 'Model', name: 'persona', kind: 'area', help: true },
];

export const TOOLS: readonly Field[] = [{ type: 'Tools', name: 'allow', kind: 'area', help: true }];

/** What can be said about how one step is done. */
export const STEP_GROUPS: readonly FieldGroup[] = [
  {
    id: 'prompt',
    fields: [
      { type: 'Prompt', name: 'text', kind: 'area', help: true },
      { type: 'InputSchema', name: 'text', kind: 'json', check: isSchema, help: true },
      { type: 'InputSchema', name: 'missing', kind: 'choice', options: ['ask', 'generate'] },
      { type: 'OutputSchema', name: 'text', kind: 'json', check: isSchema, help: true },
      { type: 'SuccessCriteria', name: 'text', kind: 'area', help: true },
      { type: 'SuccessCriteria', name: 'secondOpinion', kind: 'flag', help: true },
    ],
  },
  { id: 'model', fields: MODEL },
  {
    id: 'conversation',
    fields: [
      { type: 'Conversation', name: 'confirm', kind: 'flag' },
      { type: 'Conversation', name: 'turnTimeout', kind: 'line', check: isDuration, help: true },
      { type: 'Conversation', name: 'with', kind: 'line', help: true },
    ],
  },
  {
    id: 'budget',
    fields: [
      { type: 'Budget', name: 'maxCredits', kind: 'line', check: isCredits, help: true },
      { type: 'Budget', name: 'maxTime', kind: 'line', check: isDuration, help: true },
      { type: 'Budget', name: 'maxToolCalls', kind: 'number', check: isWhole },
      { type: 'Budget', name: 'maxReasoningSteps', kind: 'number', check: isWhole },
      { type: 'Budget', name: 'maxTurns', kind: 'number', check: isWhole },
      { type: 'Budget', name: 'maxContextTokens', kind: 'number', check: isWhole },
      { type: 'Budget', name: 'mode', kind: 'choice', options: ['strict', 'warn'], help: true },
    ],
  },
  {
    id: 'tools',
    fields: [
      ...TOOLS,
      { type: 'Approval', name: 'risk', kind: 'choice', options: ['none', 'low', 'medium', 'high', 'critical'], help: true },
      { type: 'Approval', name: 'approvers', kind: 'line' },
      { type: 'Approval', name: 'delay', kind: 'line', check: isDuration },
      { type: 'Approval', name: 'timeout', kind: 'line', check: isDuration },
      { type: 'Approval', name: 'onTimeout', kind: 'choice', options: ['block', 'reject'] },
    ],
  },
  {
    id: 'failure',
    fields: [
      { type: 'OnFailure', name: 'fallback', kind: 'line', check: isFallback, help: true },
      { type: 'Retry', name: 'attempts', kind: 'number', check: isWhole },
      { type: 'Retry', name: 'backoff', kind: 'line', check: isDuration },
      { type: 'Retry', name: 'factor', kind: 'line', check: isDecimal },
      { type: 'Retry', name: 'maxBackoff', kind: 'line', check: isDuration },
      { type: 'Cache', name: 'ttl', kind: 'line', check: isDuration, help: true },
      { type: 'Recovery', name: 'policy', kind: 'choice', options: ['retry', 'ask', 'incident'], help: true },
    ],
  },
];
