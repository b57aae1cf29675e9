import type { EventKind, JournalEntry, JsonValue } from '../../../contract';
import type { Names } from '../names';
import { breakOnWords, interventionWords } from './intervention';
import { recordWords, settingWords } from './record';
import type { Speech } from './waiting';

/** How long a value may be in a sentence. */
const SHORT = 60;

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

const shortened = (words: string): string => (words.length > SHORT ? `${words.slice(0, SHORT - 1)}…` : words);

const list = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.map(text) : []);

/** A value that was too large for the entry stands there as what is needed to fetch it. */
function valueWords(value: JsonValue | undefined): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value['reference'] === 'string') return text(value['preview']);
  return value === undefined ? '' : JSON.stringify(value);
}

function field(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
}

/** What a step has noted on its way: a message is said whole, everything else briefly. */
function noteWords(t: Speech['t'], note: JsonValue | undefined): string {
  const message = field(note, 'message');
  if (typeof message === 'string') return message;
  const [decision, http] = [field(note, 'decision'), field(note, 'http')];
  if (decision !== undefined) return t('event.noteDecision', { decision: text(field(decision, 'id')), file: text(field(decision, 'file')) });
  if (http !== undefined) {
    const result = field(http, 'result');
    const answer = text(field(result, 'status') ?? field(result, 'error'));
    return t('event.noteCall', { call: `${text(field(http, 'method'))} ${text(field(http, 'url'))}`, answer });
  }
  return field(note, 'cached') === undefined ? shortened(text(note)) : t('event.noteCached');
}

/** The name of a kind of events. */
export const kindOfEvent = (t: Speech['t'], kind: EventKind): string => t(`kind.${kind}`);

/** One event of the journal as a sentence. */
export function eventSentence({ t }: Speech, entry: JournalEntry, names: Names): string {
  const { type, details } = entry;
  const element = entry.element === null ? '' : names.element(entry.element);
  const branch = entry.branch === null ? '' : names.branch(entry.branch);
  const said = { element, branch, name: text(details['name']), message: text(details['message']), code: text(details['code']) };
  switch (type) {
    case 'runCreated':
    case 'routinePinned':
      return t(`event.${type}`, { routine: text(field(details['routine'], 'name')) });
    case 'runForked': {
      const origin = details['origin'];
      return t('event.runForked', { run: text(field(origin, 'run')), seq: text(field(origin, 'seq')) });
    }
    case 'runMigrated':
      return t('event.runMigrated', { routine: text(field(details['routine'], 'name')) });
    case 'intervened':
      return t('event.intervened', { what: interventionWords(t, details, names) });
    case 'breakpointSet': {
      const set = details['breakpoint'];
      return t(field(set, 'enabled') === false ? 'event.breakpointOff' : 'event.breakpointSet', { on: breakOnWords(t, field(set, 'on'), names) });
    }
    case 'runStarted':
      return t(details['paused'] === true ? 'event.runStartedPaused' : 'event.runStarted');
    case 'runStatusChanged':
      return runStatusSentence(t, details);
    case 'variableSet':
      return t('event.variableSet', { name: said.name, value: shortened(valueWords(details['value'])) });
    case 'branchesJoined':
      return t('event.branchesJoined', { branch, element, merged: list(details['merged']).map(names.branch).join(', ') });
    case 'stepProgressed':
      return t('event.stepProgressed', { element, note: noteWords(t, details['note']) });
    case 'stepRetried':
      return t('event.stepRetried', { element, attempt: text(details['attempt']) });
    case 'stepFailed':
      return t('event.stepFailed', { element, message: text(field(details['failure'], 'message')) });
    case 'pathDecided': {
      const [targets, because] = [list(details['flows']).map(names.element).join(', '), text(details['because'])];
      return because === '' ? t('event.pathDecided', { branch, targets }) : t('event.pathDecidedBecause', { branch, targets, because });
    }
    case 'swarmAsked':
      return t('event.swarmAsked', { what: swarmWords(t, field(details['request'], 'kind')) });
    case 'swarmAnswered':
      return field(details['answer'], 'kind') === 'refused' ? t('event.swarmRefused', { message: text(field(details['answer'], 'message')) }) : t('event.swarmAnswered');
    case 'pathDecisionLeft':
      return t('event.pathDecisionLeft', { branch, reason: text(details['reason']) });
    case 'stepRecorded':
      return t('event.stepRecorded', { element, what: recordedWords(t, entry, element) });
    case 'decisionPinned':
      return t('event.decisionPinned', { decision: text(details['decision']), file: text(field(details['file'], 'name')) });
    case 'askedRunReserved':
      return text(details['credits']) === '' ? t('event.askedRunBegun') : t('event.askedRunReserved', { credits: text(details['credits']) });
    case 'askedRunCharged':
      return t(details['settled'] === true ? 'event.askedRunSettled' : 'event.askedRunCharged', { credits: text(details['credits']) });
    case 'stepRequeued':
      return details['needed'] === undefined ? t('event.stepRequeued', said) : t('event.stepRequeuedFor', { element, credits: text(details['needed']) });
    case 'strategyOverridden': {
      const strategy = text(details['setting']);
      if (strategy === '') return t('event.strategyBack', said);
      return t(entry.step === null ? 'event.strategyForRun' : 'event.strategyOnce', { element, strategy: settingWords(strategy) });
    }
    case 'stepEstimated':
      return text(details['credits']) === '0' ? t('event.stepEstimatedFree', said) : t('event.stepEstimated', { element, credits: text(details['credits']) });
    case 'stepCharged':
      return t(`event.${type}`, { element, credits: text(details['credits']) });
    case 'runConfigured':
    case 'breakpointRemoved':
    case 'breakpointHit':
    case 'breakpointReset':
    case 'scopeOpened':
    case 'scopeCompleted':
    case 'scopeClosing':
    case 'scopeCancelled':
    case 'scopeFailed':
    case 'branchCreated':
    case 'sequenceFlowTaken':
    case 'branchWaiting':
    case 'branchResumed':
    case 'gatewayActivated':
    case 'gatewayReset':
    case 'branchCompleted':
    case 'branchCancelled':
    case 'branchFailed':
    case 'branchMoved':
    case 'stepProduced':
    case 'stepStarted':
    case 'stepBegun':
    case 'stepWaiting':
    case 'stepCompleted':
    case 'stepSkipped':
    case 'stepCancelled':
    case 'subscriptionOpened':
    case 'subscriptionClosed':
    case 'eventTriggered':
    case 'messagePublished':
    case 'messageBuffered':
    case 'messageTaken':
    case 'messageExpired':
    case 'conditionReset':
    case 'signalPublished':
    case 'errorThrown':
    case 'escalationThrown':
    case 'pathDecisionAsked':
    case 'pathDecisionReturned':
    case 'incidentRaised':
    case 'incidentResolved':
      return t(`event.${type}`, said);
    case 'compensationRecorded':
    case 'compensationGathered':
    case 'compensationBegun':
      return t(`event.${type}`, { element: names.element(text(details['activity'])) });
    case 'compensationTriggered':
      return text(details['activity']) === ''
        ? t('event.compensationTriggeredAll')
        : t('event.compensationTriggered', { element: names.element(text(details['activity'])) });
    case 'transactionCancelled':
      return t('event.transactionCancelled', { element: names.element(text(details['transaction'])) });
  }
}

/** What a step has put on record; one that is to be confirmed as a whole stands there as a call of its own name. */
function recordedWords(t: Speech['t'], { record, details }: JournalEntry, element: string): string {
  const what = details['record'];
  const asksForItself = record === 'callAsked' && field(what, 'server') === null && field(what, 'tool') === element;
  return asksForItself ? t('recorded.stepAsked') : record === null ? '' : recordWords(t, record, what);
}

const ASKS = ['join', 'read', 'write', 'watch', 'reserve', 'leave'] as const;

function swarmWords(t: Speech['t'], kind: JsonValue | undefined): string {
  const asked = ASKS.find((one) => one === kind);
  return asked === undefined ? t('event.swarmSomething') : t(`event.swarm_${asked}`);
}

const STATES = { scheduled: 'scheduled', inProgress: 'running', paused: 'paused', completed: 'completed', failed: 'failed', cancelled: 'cancelled' } as const;
const isStatus = (status: string): status is keyof typeof STATES => status in STATES;

function runStatusSentence(t: Speech['t'], details: JournalEntry['details']): string {
  const status = text(details['status']);
  const said = t('event.runStatusChanged', { status: isStatus(status) ? t(`state.${STATES[status]}`).toLowerCase() : status });
  const message = text(details['message']);
  return message === '' ? said : `${said}: ${message}`;
}
