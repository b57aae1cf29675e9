import type { RunMode } from '../../contract';
import { tellFailure } from '../../stores/tell-failure';
import { requestRun, type Startable } from '../run/start/start-run';
import type { DesignSession } from './session/design-session';

/** Runs what is on the screen, saved or not, and goes to the run. */
export async function runOpen(session: DesignSession, mode: RunMode, paused?: boolean): Promise<void> {
  const { routine, unsaved } = session.state;
  const name = routine?.name ?? session.path;
  try {
    const source: Startable['source'] = unsaved
      ? { source: 'text', xml: await session.text(), name, path: session.path }
      : { source: 'file', path: session.path };
    await requestRun({ source, name, path: session.path }, { mode, ...(paused === undefined ? {} : { paused }) });
  } catch (failure) {
    tellFailure(failure);
  }
}
