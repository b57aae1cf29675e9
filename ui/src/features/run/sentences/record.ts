import i18next from 'i18next';
import type { JsonValue, RecordKind } from '../../../contract';
import type { Speech } from './waiting';

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

/** The name of a strategy or setting in the language of the page. */
export const settingWords = (setting: string): string => (i18next.exists(`strategy:name_${setting}`) ? i18next.t(`strategy:name_${setting}` as 'strategy:name_auto') : setting);

/** A phase, or what a model is asked for. */
const phaseWords = (phase: string): string => (i18next.exists(`run:record.phase.${phase}`) ? i18next.t(`run:record.phase.${phase}` as 'run:record.phase.analyse') : phase);

/** What was put on the record of a step, as the end of a sentence. */
export function recordWords(t: Speech['t'], kind: RecordKind, whole: JsonValue | undefined): string {
  const record = typeof whole === 'object' && whole !== null && !Array.isArray(whole) ? whole : {};
  const said = { tool: text(record['tool']), reason: text(record['reason']), message: text(record['message']), credits: text(record['credits']), call: text(record['call']), version: text(record['version']) };
  switch (kind) {
    case 'strategyChosen':
      return t('recorded.strategyChosen', { strategy: settingWords(text(record['strategy'])) });
    case 'fellBack': {
      const to = text(record['to']);
      return t('recorded.fellBack', { from: settingWords(text(record['from'])), to: to === '' ? t('record.toPerson') : settingWords(to), because: text(record['because']) });
    }
    case 'phaseBegun':
      return t('recorded.phaseBegun', { phase: phaseWords(text(record['phase'])) });
    case 'modelAsked':
      return record['scripted'] === true ? t('recorded.demoAsked') : t('recorded.modelAsked', { model: text(record['model']) });
    case 'modelAnswered':
      return said.credits === '' || said.credits === '0' ? t('recorded.modelAnswered') : t('recorded.modelAnsweredFor', said);
    case 'callDecided':
      return t(isApproved(record['decision']) ? 'recorded.callApproved' : 'recorded.callRejected', said);
    case 'callEnded':
      return t(record['failed'] === true ? 'recorded.callFailed' : 'recorded.callEnded', said);
    case 'modelFailed':
    case 'modelLost':
    case 'callAsked':
    case 'callScheduled':
    case 'callBegun':
    case 'callCancelled':
    case 'personSaid':
    case 'outputsConfirmed':
    case 'waitExpired':
    case 'swarmSeen':
    case 'contextTrimmed':
      return t(`recorded.${kind}`, said);
  }
}

const isApproved = (decision: JsonValue | undefined): boolean =>
  typeof decision === 'object' && decision !== null && !Array.isArray(decision) && decision['decision'] === 'approved';
