import { describe, expect, it } from 'vitest';
import { routineTabId, runTabId, withTab, withoutTab, type DocumentTab } from './router';

const routine = (path: string): DocumentTab => ({ kind: 'routine', id: routineTabId(path), path, title: path, unsaved: false });
const run = (runId: string): DocumentTab => ({ kind: 'run', id: runTabId(runId), runId, path: 'a.bpmn', title: runId });
const empty = { place: 'library' as const, tabs: [], shown: { designer: null, run: null } };

describe('tabs', () => {
  it('opening a routine twice shows the one tab', () => {
    const once = withTab(empty, routine('a.bpmn'));
    const twice = withTab({ ...once, place: 'library' }, routine('a.bpmn'));
    expect(twice.tabs).toHaveLength(1);
    expect(twice.place).toBe('designer');
  });

  it('closing the shown tab shows its neighbour of the same kind', () => {
    const open = [routine('a.bpmn'), run('1'), routine('b.bpmn')].reduce(withTab, empty);
    const closed = withoutTab(open, routineTabId('b.bpmn'));
    expect(closed.shown).toEqual({ designer: routineTabId('a.bpmn'), run: runTabId('1') });
    expect(closed.place).toBe('designer');
  });

  it('closing the last tab of a place leads back to the library', () => {
    const closed = withoutTab(withTab(empty, routine('a.bpmn')), routineTabId('a.bpmn'));
    expect(closed).toEqual(empty);
  });

  it('closing a tab in the background changes nothing on the screen', () => {
    const open = [routine('a.bpmn'), routine('b.bpmn')].reduce(withTab, empty);
    expect(withoutTab(open, routineTabId('a.bpmn')).shown.designer).toBe(routineTabId('b.bpmn'));
  });
});
