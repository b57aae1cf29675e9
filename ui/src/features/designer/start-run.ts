import { asBackendError } from '../../backend/backend-error';
import { backend } from '../../backend/chosen';
import type { RunMode } from '../../contract';
import { useRouter } from '../../stores/router';
import { useSettings } from '../../stores/settings';
import { tellFailure } from '../../stores/tell-failure';
import type { DesignSession } from './session/design-session';

/** Runs what is on the screen, saved or not, and goes to the run. What stops it is shown among the problems. */
export async function startRun(session: DesignSession, mode: RunMode, paused?: boolean): Promise<void> {
  const { routine, unsaved } = session.state;
  const name = routine?.name ?? session.path;
  const settings = useSettings.getState().settings;
  try {
    const { runId } = await backend().startRun({
      routine: unsaved ? { source: 'text', xml: await session.text(), name, path: session.path } : { source: 'file', path: session.path },
      mode,
      paused: paused ?? settings?.startPaused ?? false,
    });
    useRouter.getState().openRun(runId, session.path, name);
  } catch (failure) {
    const error = asBackendError(failure);
    if (error.diagnostics.length > 0) session.store.setState({ diagnostics: error.diagnostics });
    tellFailure(error);
  }
}
