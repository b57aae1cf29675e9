import type { RunView } from '../../contract';
import type { Names } from './names';
import { needsPerson, stateOfView } from './sentences/run-state';
import { waitingWords, type Speech } from './sentences/waiting';

/** What is to be said of the difference between two views: where things stand now, and what needs somebody. */
export function announcements(before: RunView | null, view: RunView, speech: Speech, names: Names): { polite: string; urgent: string } {
  const { t } = speech;
  const urgent: string[] = [];
  const known = new Set(before?.branches.filter(({ waitingOn }) => waitingOn && needsPerson(waitingOn)).map(({ id, element }) => `${id}@${element}`));
  for (const { id, element, waitingOn } of view.branches) {
    if (!waitingOn || !needsPerson(waitingOn) || waitingOn.on === 'incident' || known.has(`${id}@${element}`)) continue;
    urgent.push(t('announce.needsYou', { element: names.element(element), words: waitingWords(speech, waitingOn) }));
  }
  const incidents = new Set(before?.incidents.map(({ id }) => id));
  for (const { id, element, message } of view.incidents) {
    if (!incidents.has(id)) urgent.push(t('announce.failed', { element: names.element(element), message }));
  }

  const state = stateOfView(view);
  const wasAt = before ? stateOfView(before) : null;
  if (state !== wasAt && state !== 'running' && state !== 'waiting') {
    const words = t('announce.ended', { state: t(`state.${state}`) });
    return state === 'failed' ? { polite: '', urgent: [...urgent, words].join('. ') } : { polite: words, urgent: urgent.join('. ') };
  }
  const places = [...new Set(view.branches.map(({ element }) => names.element(element)))];
  const moved = places.join() !== [...new Set(before?.branches.map(({ element }) => names.element(element)))].join();
  return { polite: moved && places.length > 0 ? t('announce.now', { elements: places.join(', ') }) : '', urgent: urgent.join('. ') };
}
