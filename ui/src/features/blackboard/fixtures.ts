import type { BurnDown, EntryHistory, EntryLine, EntryPage, ListEntries, LedgerPage, SwarmView } from '../../contract';
import { EMPTY_SWARM, entry, subtask, SUMMARY } from '../../stores/swarm/fixtures';

/** A swarm at work, for tests of the screen. */
export const AT_WORK: SwarmView = {
  ...EMPTY_SWARM,
  summary: {
    ...SUMMARY,
    name: 'Plan a launch',
    goal: 'The launch is planned, priced and agreed with everybody who has to know',
    seq: 40,
    entries: 100_000,
    runs: 1,
    subtasks: { total: 4, done: 1, inProgress: 1, stuck: 1 },
    credits: { cap: '250', spent: '72.5', reserved: '30', available: '147.5' },
  },
  subtasks: [
    subtask('find', { description: 'Find what others did', status: 'done', assignee: 'researcher', runs: [run('r-1', 'Research')] }),
    subtask('draft', { description: 'Draft the plan', status: 'inProgress', dependsOn: ['find'], assignee: 'writer', runs: [run('r-2', 'Draft')] }),
    subtask('price', { description: 'Price it', status: 'blocked', blocked: { on: 'person', message: 'Ada', subtasks: [] }, dependsOn: ['find'] }),
    subtask('agree', { description: 'Agree on it', dependsOn: ['draft', 'price'], ready: true }),
  ],
  members: [
    { id: 'researcher', name: 'Researcher', kind: 'agent', persona: 'Reads much, claims little.', model: 'demo', tools: ['search'], roles: ['reader'], clearance: 'internal', leader: false },
    { id: 'writer', name: 'Writer', kind: 'agent', persona: null, model: null, tools: [], roles: [], clearance: 'internal', leader: false },
    { id: 'ada', name: 'Ada', kind: 'person', persona: null, model: null, tools: [], roles: [], clearance: 'secret', leader: true },
  ],
  roles: [{ id: 'reader', description: 'Reads, and writes its own notes', actions: ['readEntries'], rules: [{ force: 'prohibition', action: 'writeEntries', pattern: 'plan.*' }] }],
  resources: [{ id: 'f1', name: 'Market study', kind: 'file', mime: 'application/pdf', location: 'study.pdf', made: null }],
  runs: [run('r-2', 'Draft')],
};

function run(runId: string, routine: string): SwarmView['runs'][number] {
  return { runId, routine, subtask: 'draft', member: 'Writer', atWork: true, allotted: '50', spent: '12.5' };
}

/** The line of a place in a table of many. */
export const lineAt = (place: number, version = 1): EntryLine =>
  entry(`plan.item${String(place).padStart(6, '0')}`, { version, preview: String(place * version), reads: place % 7, written: { by: 'member', member: 'Writer', runId: 'r-2', routine: 'Draft', stepId: '4', seq: 40, time: 1_795_000_000_000 } });

export const pageOf = ({ from, limit, filter }: ListEntries): EntryPage => {
  const total = filter ? 0 : AT_WORK.summary.entries;
  return { entries: Array.from({ length: Math.min(limit, Math.max(0, total - from)) }, (_, index) => lineAt(from + index)), from, total, seq: 40 };
};

export const HISTORY: EntryHistory = {
  total: 2,
  versions: [2, 1].map((version) => ({
    version,
    operation: 'set' as const,
    value: { kind: 'record' as const, preview: `{"budget":${version}00}`, bytes: 14, value: { budget: version * 100 }, reference: null },
    written: { by: 'person' as const, member: null, runId: null, routine: null, stepId: null, seq: version, time: 1_795_000_000_000 },
  })),
};

export const LEDGER: LedgerPage = {
  total: 3,
  lines: [
    { seq: 9, time: 1_795_000_060_000, kind: 'spent', amount: '12.5', runId: 'r-2', childSwarm: null, name: 'Draft', spent: '72.5', reserved: '30', available: '147.5' },
    { seq: 5, time: 1_795_000_030_000, kind: 'reserved', amount: '50', runId: 'r-2', childSwarm: null, name: 'Draft', spent: '60', reserved: '50', available: '140' },
    { seq: 1, time: 1_795_000_000_000, kind: 'allocated', amount: '250', runId: null, childSwarm: null, name: null, spent: '0', reserved: '0', available: '250' },
  ],
};

export const BURN_DOWN: BurnDown = {
  points: [0, 15, 30, 45, 60].map((seconds) => ({ time: 1_795_000_000_000 + seconds * 1000, spent: String(seconds * 1.2), reserved: seconds > 20 ? '30' : '50', cap: '250' })),
  exhaustedAt: 1_795_000_200_000,
};
