import type { EntryLine, SubtaskView, SwarmSummary, SwarmView } from '../../contract';

/** Small views for tests. */
export const SUMMARY: SwarmSummary = {
  swarmId: 's1',
  name: 'Launch',
  goal: 'The launch is planned',
  status: 'running',
  reason: null,
  parent: null,
  createdAt: 1_000,
  changedAt: 1_000,
  seq: 1,
  subtasks: { total: 0, done: 0, inProgress: 0, stuck: 0 },
  runs: 0,
  entries: 0,
  credits: { cap: '100', spent: '0', reserved: '0', available: '100' },
};

export const EMPTY_SWARM: SwarmView = {
  summary: SUMMARY,
  defaultStrategy: null,
  subtasks: [],
  members: [],
  roles: [],
  resources: [],
  runs: [],
  children: [],
};

export const subtask = (id: string, more: Partial<SubtaskView> = {}): SubtaskView => ({
  id,
  description: `Do ${id}`,
  status: 'todo',
  blocked: null,
  assignee: null,
  dependsOn: [],
  priority: 0,
  routine: null,
  ready: false,
  runs: [],
  ...more,
});

export const entry = (key: string, more: Partial<EntryLine> = {}): EntryLine => ({
  key,
  kind: 'number',
  preview: '1',
  bytes: 1,
  version: 1,
  operation: 'set',
  written: { by: 'person', member: null, runId: null, routine: null, stepId: null, seq: 1, time: 1_000 },
  reads: 0,
  sensitivity: 'internal',
  deleted: false,
  ...more,
});
